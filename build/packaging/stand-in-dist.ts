import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** Where Electron's program can't be had, a folder of the same shape: enough to pack, never to run. */
export type StandInPlatform = 'linux' | 'win32' | 'darwin';

/** The bytes that @electron/fuses looks for in the program: the sentinel, version 1, and eight fuses as Electron ships them. */
const FUSE_WIRE = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('10110001'),
]);

/** @param folder empty, absolute */
export async function standInElectron(
  folder: string,
  platform: StandInPlatform,
  version: string,
): Promise<void> {
  const files: Readonly<Record<string, string | Buffer>> = {
    version,
    LICENSE: 'A stand-in for the licence of Electron.',
    'LICENSES.chromium.html': '<p>A stand-in for the licences of Chromium.</p>',
    ...FILES[platform](),
  };
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode: 0o755 });
  }
}

const FILES: Readonly<Record<StandInPlatform, () => Readonly<Record<string, string | Buffer>>>> = {
  linux: () => ({
    electron: Buffer.concat([Buffer.from('\x7fELF stand-in'), FUSE_WIRE]),
    'resources/default_app.asar': 'the welcome app',
    'locales/en-US.pak': '',
    'locales/de.pak': '',
    'locales/fr.pak': '',
  }),
  win32: () => ({
    'electron.exe': windowsProgram(),
    'resources/default_app.asar': 'the welcome app',
    'locales/en-US.pak': '',
    'locales/de.pak': '',
    'locales/fr.pak': '',
  }),
  darwin: macFiles,
};

function macFiles(): Readonly<Record<string, string | Buffer>> {
  const frameworks = 'Electron.app/Contents/Frameworks';
  const helpers = ['', ' (Renderer)', ' (GPU)', ' (Plugin)'].flatMap((suffix) => {
    const name = `Electron Helper${suffix}`;
    const contents = `${frameworks}/${name}.app/Contents`;
    return [
      [`${contents}/Info.plist`, plist(name)],
      [`${contents}/MacOS/${name}`, 'stand-in'],
    ];
  });
  return {
    'Electron.app/Contents/Info.plist': plist('Electron'),
    'Electron.app/Contents/MacOS/Electron': 'stand-in',
    'Electron.app/Contents/Resources/default_app.asar': 'the welcome app',
    'Electron.app/Contents/Resources/electron.icns': 'the old icon',
    'Electron.app/Contents/Resources/en.lproj/locale.pak': '',
    [`${frameworks}/Electron Framework.framework/Electron Framework`]: FUSE_WIRE,
    [`${frameworks}/Electron Framework.framework/Versions/A/Resources/en.lproj/locale.pak`]: '',
    ...(Object.fromEntries(helpers) as Readonly<Record<string, string>>),
  };
}

function plist(executable: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${executable}</string>
<key>CFBundleIconFile</key><string>electron.icns</string>
<key>CFBundleName</key><string>${executable}</string>
</dict></plist>`;
}

/** A PE file with the version resource that electron-builder insists on, and the fuses at its end. */
function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 0x0409, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.concat([Buffer.from(program.generate()), FUSE_WIRE]);
}
