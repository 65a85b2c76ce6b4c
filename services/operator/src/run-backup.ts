import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandTools } from './command-tools.ts';
import { createNewFolder } from './new-folder.ts';

/** `file`: where it comes, below the folder. */
type Part = { readonly file: string; readonly copy: (to: string) => void | Promise<void> };

export type BackupTools = Pick<CommandTools, 'say' | 'texts'> & { readonly parts: readonly Part[] };

/** `backup <folder>`: the parts, one after the other. Throws what stops it, and leaves nothing half-written behind. */
export async function runBackup(folder: string, { parts, say, texts }: BackupTools): Promise<void> {
  const made = createNewFolder(folder);
  try {
    for (const { file, copy } of parts) {
      mkdirSync(dirname(join(made.path, file)), { recursive: true, mode: 0o700 });
      await copy(join(made.path, file));
    }
    await made.finish();
  } catch (error) {
    await made.discard();
    throw error;
  }
  const isKeyringAlone = parts.length === 1; // on engines
  say(isKeyringAlone ? texts.keyringBackedUp(folder) : texts.backedUp(folder));
  if (!isKeyringAlone && !parts.some(({ file }) => file === join('data', 'access.db'))) say(texts.backedUpWithoutReads);
}
