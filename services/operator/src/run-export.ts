import { exportLog, type ExportDeps } from '@amana/app/moving/export-log';
import { manifestText } from './manifest.ts';
import { createNewExport } from './new-export.ts';
import type { CommandTools } from './command-tools.ts';

export type ExportTools = CommandTools & {
  readonly stores: Pick<ExportDeps, 'events' | 'access' | 'keyring' | 'purpose'>;
  readonly copyKeyring: (to: string) => void;
  readonly digestOfKeyring: (path: string) => string;
};

/** `export <folder>`. Throws what stops it, and leaves nothing half-written behind. */
export async function runExport(folder: string, { stores, copyKeyring, digestOfKeyring, progress, say, texts }: ExportTools): Promise<void> {
  const made = await createNewExport(folder);
  try {
    const exported = await exportLog({ ...stores, write: made.write, onProgress: progress.report });
    copyKeyring(made.keyring); // behind the log: whatever key it names is there
    await made.finish(manifestText(exported, digestOfKeyring(made.keyring)));
    progress.stop();
    if (exported.missingKeys > 0) say(texts.missingKeys(exported.missingKeys));
    say(texts.exported(folder, { events: exported.log.events, accesses: exported.access.events }));
  } catch (error) {
    await made.discard();
    throw error;
  }
}
