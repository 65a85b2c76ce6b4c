import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { notReady, streamDeleted, unforeseen } from './call-failure.ts';
import { filterOf } from './event-filter.ts';
import type { Node } from './node.ts';
import { rangeOfAll, rangeOfStream } from './read-range.ts';
import { streamNotFound } from './read-messages.ts';
import { createReadSender, type ReadCall, type ReadSender } from './read-sender.ts';
import { serveSubscription } from './serve-subscription.ts';
import { streamNameOf } from './shared-messages.ts';

/** Reads and subscriptions are one call. It ends when this resolves. */
export async function handleRead(node: Node, call: ReadCall): Promise<void> {
  if (node.isStopping()) throw notReady();
  await node.faults.beforeCall('Read');
  const options = call.request.getOptions();
  if (options === undefined) throw unforeseen();
  const stream = options.getStream();
  node.access.checkRights(stream ? streamNameOf(stream) : '$all');
  if (stream && node.log.isTombstoned(streamNameOf(stream))) throw streamDeleted(streamNameOf(stream));
  const sender = createReadSender(call, node.faults);
  if (options.hasSubscription()) await serveSubscription(node, options, sender);
  else await serveRead(node, options, sender);
}

async function serveRead({ log }: Node, options: streams.ReadReq.Options, sender: ReadSender): Promise<void> {
  const count = BigInt(options.getCount());
  const all = options.getAll();
  const stream = options.getStream();
  const found = stream && log.findStream(streamNameOf(stream));
  if (stream && found === undefined) {
    await sender.send(streamNotFound(streamNameOf(stream)));
    return;
  }
  const direction = options.getReadDirection();
  const range = found && stream ? rangeOfStream(found, stream, { direction, count }) : rangeOfAll(log, all, direction);
  if (all && count === 0n) await untilGone(sender.signal); // a node never answers this one
  const filter = filterOf(options);
  let left = count;
  for (let index = range.from; left > 0n; index += range.step) {
    const event = range.events[index];
    if (event === undefined || event.revision < range.firstShown) return;
    if (filter && !filter.matches(event)) continue;
    if (!(await sender.sendEvent(event))) return;
    left -= 1n;
  }
}

const untilGone = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
