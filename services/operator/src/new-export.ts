import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { MovedLog } from '@amana/app/moving/export-summary';
import { MoveRefused } from '@amana/app/moving/move-refused';
import { fileOf } from './export-files.ts';
import { createLineWriter } from './line-writer.ts';

export type NewExport = {
  readonly write: (log: MovedLog, line: string) => Promise<void>;
  /** Where the copy of the keyring comes. */
  readonly keyring: string;
  /** Whole and on the disk under its name when it resolves. */
  readonly finish: (manifest: string) => Promise<void>;
  readonly discard: () => Promise<void>;
};

/**
 * A folder that gets its name only when it is whole: until then it stands beside it under another one, for its owner only. Throws
 * MoveRefused FOLDER_EXISTS: an export is never written over anything.
 */
export async function createNewExport(folder: string): Promise<NewExport> {
  if (existsSync(folder)) throw new MoveRefused('FOLDER_EXISTS', { folder });
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(join(dirname(folder), `.${basename(folder)}.unfinished-`)); // 0700
  const files = { log: await createLineWriter(join(unfinished, fileOf.log)), access: await createLineWriter(join(unfinished, fileOf.access)) };
  return {
    write: (log, line) => files[log].write(line),
    keyring: join(unfinished, fileOf.keyring),
    finish: async (manifest) => {
      await files.log.finish();
      await files.access.finish();
      await writeFile(join(unfinished, fileOf.manifest), manifest, { mode: 0o600, flag: 'wx', flush: true });
      await flushFolder(unfinished);
      await rename(unfinished, folder);
      await flushFolder(dirname(folder));
    },
    discard: async () => {
      await Promise.all([files.log.close(), files.access.close()]);
      await rm(unfinished, { recursive: true, force: true });
    },
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
