/** The settings that differ from machine to machine: secrets, where updates come from, who publishes, which Electron is packed. */
export type PackagingEnv = Readonly<Record<string, string | undefined>>;
