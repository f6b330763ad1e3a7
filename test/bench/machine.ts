import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, stat, statfs } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { findChromium } from '../../build/find-chromium.ts';

const run = promisify(execFile);

/** The machine on which the figures were measured, in one line: no names of computers or people, no paths. */
export async function machineLine(folder: string, flushMs: number): Promise<string> {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const disk = `${await diskKind(folder)}, a bare flush ${flushMs.toFixed(2)} ms`;
  const programs = `Node ${process.versions.node}, ${await chromiumVersion()}`;
  const where = `${cpuName()}, ${availableParallelism()} cores, ${memory}`;
  return `${where}; ${disk}; ${programs}; ${await systemName()}${busy()}`;
}

/** Figures of a machine that does something else as well are worth less. */
function busy(): string {
  const [load = 0] = loadavg();
  return load > availableParallelism() / 2 ? `; busy with other work (load ${Math.round(load)})` : '';
}

function cpuName(): string {
  return cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? arch();
}

/** Of the file systems that people have; any other is named by its number. Source: Linux's statfs(2). */
const FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x2fc12fc1, 'zfs'],
  [0x794c7630, 'overlayfs'],
  [0x01021994, 'tmpfs'],
]);

async function diskKind(folder: string): Promise<string> {
  if (platform() !== 'linux') return platform() === 'darwin' ? 'APFS' : 'NTFS';
  const { type } = await statfs(folder);
  const kind = FILE_SYSTEMS.get(type) ?? `file system ${type.toString(16)}`;
  const { dev } = await stat(folder);
  const queue = `/sys/dev/block/${major(dev)}:${minor(dev)}`;
  const spins = await firstOf([`${queue}/queue/rotational`, `${queue}/../queue/rotational`]);
  if (virtualDisk()) return `${kind} on a virtual disk`;
  return spins === null ? kind : `${kind} on ${spins.trim() === '1' ? 'a spinning disk' : 'an SSD'}`;
}

function major(dev: number): number {
  return (dev >> 8) & 0xfff;
}

function minor(dev: number): number {
  return (dev & 0xff) | ((dev >> 12) & 0xfff00);
}

/** A virtual machine's disk says nothing of what it lies on. */
function virtualDisk(): boolean {
  try {
    return /\bhypervisor\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false;
  }
}

async function firstOf(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  return null;
}

async function chromiumVersion(): Promise<string> {
  try {
    const { stdout } = await run(await findChromium(() => undefined), ['--version']);
    return /(?:Chrom\w*|Edge)[^\d]*[\d.]+/.exec(stdout)?.[0].trim() ?? 'Chromium';
  } catch {
    return 'no Chromium';
  }
}

async function systemName(): Promise<string> {
  const about = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^PRETTY_NAME="(.+)"$/m.exec(about)?.[1] ?? `${platform()} ${release()}`;
}
