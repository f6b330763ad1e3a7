/**
 * The program that a login or a link has to start, absolute. A portable Windows program unpacks itself into a temporary
 * folder, and an AppImage runs from a mount; both are gone at the next start, and both say where they came from.
 */
export function installedProgram(env: NodeJS.ProcessEnv = process.env, execPath = process.execPath): string {
  return env['PORTABLE_EXECUTABLE_FILE'] || env['APPIMAGE'] || execPath;
}
