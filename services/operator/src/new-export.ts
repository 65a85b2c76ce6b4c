import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MovedLog } from '@amana/app/moving/export-summary';
import { fileOf } from './export-files.ts';
import { createLineWriter } from './line-writer.ts';
import { createNewFolder } from './new-folder.ts';

export type NewExport = {
  readonly write: (log: MovedLog, line: string) => Promise<void>;
  /** Where the copy of the keyring comes. */
  readonly keyring: string;
  /** Whole and on the disk under its name when it resolves. */
  readonly finish: (manifest: string) => Promise<void>;
  readonly discard: () => Promise<void>;
};

/** The folder of an export, as `createNewFolder` makes it and refuses it. */
export async function createNewExport(folder: string): Promise<NewExport> {
  const made = createNewFolder(folder);
  const files = { log: await createLineWriter(join(made.path, fileOf.log)), access: await createLineWriter(join(made.path, fileOf.access)) };
  return {
    write: (log, line) => files[log].write(line),
    keyring: join(made.path, fileOf.keyring),
    finish: async (manifest) => {
      await files.log.finish();
      await files.access.finish();
      await writeFile(join(made.path, fileOf.manifest), manifest, { mode: 0o600, flag: 'wx', flush: true });
      await made.finish();
    },
    discard: async () => {
      await Promise.all([files.log.close(), files.access.close()]);
      await made.discard();
    },
  };
}
