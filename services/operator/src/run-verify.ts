import { verify, type VerifyDeps, type VerifyReport } from '@amana/app/verify/verify';
import type { LogReport } from '@amana/app/verify/verify-log';
import type { ProjectionReport } from '@amana/app/verify/verify-rows';
import type { Language } from '@amana/platform/fill-text';
import type { CommandTools } from './command-tools.ts';
import { faultText } from './fault-texts.ts';
import { notedText } from './noted-digest.ts';
import { tableOf } from './table-of.ts';
import type { VerifyTexts } from './verify-texts.ts';

export type VerifyTools = CommandTools & { readonly deps: Omit<VerifyDeps, 'onProgress'>; readonly language: Language };

/** `verify`: what was looked at, each fault, and the digest of the log. Resolves to the exit code. Throws what the stores throw. */
export async function runVerify({ deps, progress, say, texts, language }: VerifyTools): Promise<number> {
  const report = await verify({ ...deps, onProgress: progress.report });
  progress.stop();
  const words = texts.verify;
  say(tableOf([[...words.heads], ...linesOf(report, words)]));
  if (!report.log.isWhole) say(words.rowsLeftOut);
  else if (deps.rows === undefined) say(words.noRows);
  const { count, shown, unshown } = report.faults;
  for (const fault of shown) say(faultText(fault, language));
  for (const [code, more] of unshown) say(words.more(code, more));
  say(count === 0 ? words.sound : words.faults(count));
  if (report.log.isWhole && report.access.isWhole) say(words.digest(notedText({ log: report.log.digest, access: report.access.digest })));
  return count === 0 ? 0 : 1;
}

function linesOf({ log, access, projections }: VerifyReport, words: VerifyTexts): string[][] {
  const ofLog = (name: string, { streams, events, isWhole, ...counts }: LogReport): string[] => [
    name,
    String(streams.size),
    words.events(events),
    [...(isWhole ? [] : [words.stoppedEarly]), words.seals(counts)].join('; '),
  ];
  const ofProjection = ({ projection, streams, rows, state, waiting }: ProjectionReport): string[] => [
    words.projection(projection),
    String(streams),
    words.rows(rows),
    waiting > 0 ? words.waiting(waiting) : words.states[state],
  ];
  return [ofLog(words.log, log), ofLog(words.access, access), ...projections.map(ofProjection)];
}
