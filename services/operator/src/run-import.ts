import { importLog, type ImportDeps } from '@amana/app/moving/import-log';
import type { CommandTools } from './command-tools.ts';
import { openExport } from './open-export.ts';

export type ImportTools = CommandTools & {
  readonly stores: Omit<ImportDeps, 'installKeyring' | 'onProgress'>;
  readonly installKeyring: (copy: string) => void;
  readonly digestOfKeyring: (path: string) => string;
};

/** `import <folder>`. Throws what stops it; what was written stays, and the same command goes on from there. */
export async function runImport(folder: string, { stores, installKeyring, digestOfKeyring, progress, say, texts }: ImportTools): Promise<void> {
  const source = await openExport(folder, digestOfKeyring);
  const done = await importLog(source, { ...stores, installKeyring: async () => installKeyring(source.keyring), onProgress: progress.report });
  progress.stop();
  const { log, access } = source.summary;
  if (done.outcome === 'moved-before') say(texts.movedBefore(done.log.era));
  else say(texts.imported({ events: log.events, accesses: access.events, written: done.written, era: done.log.era }));
}
