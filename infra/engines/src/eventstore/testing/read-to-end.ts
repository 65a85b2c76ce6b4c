import type { AllStreamSubscription, ResolvedEvent, StreamSubscription } from '@eventstore/db-client';

/** `a/t-0@0`: stream, type and revision. */
export const named = ({ event }: ResolvedEvent): string => (event === undefined ? '' : `${event.streamId}/${event.type}@${event.revision}`);

/** In the form in which the golden answers write an error. */
export function described(error: unknown): object {
  const { constructor, type, code, message, streamName } = error as Error & { type?: string; code?: number; streamName?: string };
  return { class: constructor.name, type, ...(code !== undefined && { code }), message, ...(streamName !== undefined && { streamName }) };
}

/** The events of a read, or the error that it ended with. */
export async function readToEnd<Shown>(read: AsyncIterable<ResolvedEvent>, show: (event: ResolvedEvent) => Shown): Promise<Shown[] | object> {
  const shown: Shown[] = [];
  try {
    for await (const event of read) shown.push(show(event));
  } catch (error) {
    return described(error);
  }
  return shown;
}

/** All that a subscription says until it has caught up, in order; then it is left. */
export async function listenUntilCaughtUp(subscription: AllStreamSubscription | StreamSubscription): Promise<string[]> {
  const heard: string[] = [];
  subscription.on('confirmation', () => heard.push('confirmation'));
  const caughtUp = Promise.withResolvers<void>();
  subscription.on('caughtUp', () => caughtUp.resolve());
  const events = (async () => {
    for await (const event of subscription) heard.push(named(event));
  })();
  const failed = events.catch((error: unknown) => void heard.push(`error:${JSON.stringify(described(error))}`));
  if ((await Promise.race([caughtUp.promise.then(() => 'caughtUp'), failed.then(() => 'failed')])) === 'failed') return heard;
  await subscription.unsubscribe();
  await failed; // what had come before the end is read by then
  return [...heard, 'caughtUp', 'end', 'close'];
}
