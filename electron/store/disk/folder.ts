import { dirname } from 'node:path';
import { codeOf } from './disk-error.ts';
import type { FrameCodec } from '../frame-codec.ts';
import type { Files } from './files.ts';
import type { Pacer } from './pacer.ts';

/** A folder of collections, and the means to read and write it. */
export interface StoreFolder {
  /** Absolute. */
  readonly folder: string;
  readonly files: Files;
  readonly pacer: Pacer;
  /** Without one, frames are plain text. */
  readonly codec?: FrameCodec;
}

type Folders = Pick<Files, 'list' | 'makeFolder' | 'syncFolder'>;

/**
 * Makes a folder, with its parents, so that it is still there after a power cut: a flushed file in a folder whose
 * own name was never flushed can be gone with it. Nothing is made in a folder before its name and those above it
 * are flushed, so one that holds anything needs no more. Throws the disk's error.
 */
export async function makeDurableFolder(files: Folders, path: string): Promise<void> {
  const state = await stateOf(files, path);
  const above = dirname(path);
  if (state === 'used' || above === path) return;
  await makeDurableFolder(files, above);
  if (state === 'missing') await files.makeFolder(path);
  try {
    await files.syncFolder(above);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

async function stateOf(files: Folders, path: string): Promise<'missing' | 'empty' | 'used'> {
  try {
    return (await files.list(path)).length === 0 ? 'empty' : 'used';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'missing';
    if (isRefusal(error)) return 'used';
    throw error;
  }
}

/** A folder that we may pass through and not look into is not one that we have made. */
function isRefusal(error: unknown): boolean {
  return codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM';
}
