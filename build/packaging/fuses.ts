import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** Electron's switches that are burnt into the program: what nobody can turn on again from outside. */
export const FUSES = {
  // Else the signed program would be a Node for anybody's script.
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  // The window lives on app://: file:// needs no rights beyond a browser's.
  grantFileProtocolExtraPrivileges: false,
} as const;

const WIRE: Readonly<Record<keyof typeof FUSES, FuseV1Options>> = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

/**
 * Reads the fuses back from a packed program.
 *
 * @param program the executable, or the `.app` folder
 * @returns the names of those that are not as they should be; empty when all are
 */
export async function wrongFuses(program: string): Promise<readonly string[]> {
  const wire = await getCurrentFuseWire(program);
  return Object.entries(FUSES).flatMap(([name, on]) => {
    const state: unknown = wire[WIRE[name as keyof typeof FUSES]];
    return state === (on ? ON : OFF) ? [] : [`${name} is ${String(state)}, not ${on ? 'on' : 'off'}`];
  });
}
