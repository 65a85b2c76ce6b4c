import type { CommandTools } from './command-tools.ts';

export type TopicReport = {
  readonly created: readonly string[];
  readonly existing: readonly string[];
  readonly different: readonly { readonly topic: string; readonly setting: string; readonly wanted: string; readonly found: string }[];
  readonly copies: number;
};

/** `topics`. What differs is said and is no failure: an operator may have had reasons. */
export async function runTopics(make: () => Promise<TopicReport>, { say, texts }: Pick<CommandTools, 'say' | 'texts'>): Promise<void> {
  const report = await make();
  say(texts.topics(report));
  for (const difference of report.different) say(texts.topicDiffers(difference));
  if (report.created.length > 0 && report.copies === 1) say(texts.oneCopy);
}
