import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MoveRefused } from '@amana/app/moving/move-refused';

export type NewFolder = {
  /** Where its files come meanwhile. */
  readonly path: string;
  /** Whole and on the disk under its name when it resolves. The files in it must be flushed before. */
  readonly finish: () => Promise<void>;
  readonly discard: () => Promise<void>;
};

/**
 * A folder that gets its name only when it is whole: until then it stands beside it under another one, for its owner only. Throws
 * MoveRefused FOLDER_EXISTS: nothing is ever written over anything.
 */
export function createNewFolder(folder: string): NewFolder {
  if (existsSync(folder)) throw new MoveRefused('FOLDER_EXISTS', { folder });
  mkdirSync(dirname(folder), { recursive: true });
  const path = mkdtempSync(join(dirname(folder), `.${basename(folder)}.unfinished-`)); // 0700
  return {
    path,
    finish: async () => {
      await flushFolder(path);
      await rename(path, folder);
      await flushFolder(dirname(folder));
    },
    discard: () => rm(path, { recursive: true, force: true }),
  };
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r'); // else a power cut may take the names
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
