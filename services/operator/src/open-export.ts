import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportSource } from '@amana/app/moving/export-source';
import { MoveRefused } from '@amana/app/moving/move-refused';
import { fileOf } from './export-files.ts';
import { isMissing, linesOf } from './lines-of.ts';
import { parseManifest, type Manifest } from './manifest.ts';

export type OpenedExport = ExportSource & { readonly summary: Manifest; readonly keyring: string };

/**
 * An export as it lies there, with a keyring that is the one it was made with. Throws MoveRefused: EXPORT_INCOMPLETE,
 * EXPORT_UNREADABLE, EXPORT_VERSION, KEYRING_DAMAGED.
 */
export async function openExport(folder: string, digestOfKeyring: (path: string) => string): Promise<OpenedExport> {
  const summary = parseManifest(await readManifest(join(folder, fileOf.manifest)));
  for (const file of Object.values(fileOf)) if (!existsSync(join(folder, file))) throw new MoveRefused('EXPORT_INCOMPLETE', { file });
  const keyring = join(folder, fileOf.keyring);
  if (!holds(keyring, summary.keyring, digestOfKeyring)) throw new MoveRefused('KEYRING_DAMAGED', { file: fileOf.keyring });
  return { summary, keyring, lines: (log) => linesOf(join(folder, fileOf[log])) };
}

/** A file that is no keyring any more holds it as little as another one does. */
function holds(path: string, digest: string, digestOfKeyring: (path: string) => string): boolean {
  try {
    return digestOfKeyring(path) === digest;
  } catch {
    return false;
  }
}

async function readManifest(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new MoveRefused('EXPORT_INCOMPLETE', { file: fileOf.manifest });
  }
}
