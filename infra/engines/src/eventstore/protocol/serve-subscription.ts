import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { tombstoneRevision } from '../log/stored-event.ts';
import { streamDeleted, unforeseen } from './call-failure.ts';
import { type Checkpoint, createCheckpoints } from './checkpoints.ts';
import { filterOf } from './event-filter.ts';
import type { Node } from './node.ts';
import { caughtUp, checkpointMessage, confirmation } from './read-messages.ts';
import type { ReadSender } from './read-sender.ts';
import { allSource, streamSource } from './subscription-source.ts';

const liveBuffer = 32; // events that a node keeps for a consumer that is slow, before it reads from the log again

/**
 * Catching up and being live are one walk over the log with a wake-up at its end, so nothing is lost or sent twice between them.
 * Resolves when the client is gone.
 */
export async function serveSubscription({ log }: Node, options: streams.ReadReq.Options, sender: ReadSender): Promise<void> {
  const filter = filterOf(options);
  if (filter && filter.checkpointInterval <= 0) throw unforeseen();
  const all = options.getAll();
  const stream = options.getStream();
  const source = stream ? streamSource(log, stream) : all && allSource(log, all, filter);
  if (source === undefined) throw unforeseen();
  const checkpoints = createCheckpoints(filter?.checkpointInterval, source);
  let { index, isLive } = source;

  const sendCheckpoint = async (checkpoint: Checkpoint | undefined): Promise<boolean> =>
    checkpoint === undefined || sender.send(checkpointMessage(checkpoint));

  const start = async (): Promise<boolean> => {
    if (!(await sender.send(confirmation()))) return false;
    source.checkStart();
    return isLive ? sender.send(caughtUp()) : sendCheckpoint(checkpoints.atStart());
  };
  const sendNext = async (): Promise<boolean> => {
    const event = log.events[index];
    if (event === undefined) return true;
    index += 1;
    const isMatch = source.includes(event);
    if (isMatch) {
      if (!(await sender.sendEvent(event))) return false;
      if (isLive && log.events.length - index > liveBuffer) fallBehind();
      if (stream && event.revision === tombstoneRevision) throw streamDeleted(event.stream);
    }
    return sendCheckpoint(checkpoints.afterEvent(event.position, isMatch));
  };
  const fallBehind = (): void => {
    isLive = false;
    checkpoints.fellBehind();
  };
  const goLive = async (): Promise<boolean> => {
    isLive = true;
    return (await sendCheckpoint(checkpoints.atHead())) && sender.send(caughtUp());
  };

  let goesOn = await start();
  while (goesOn) {
    if (index < log.events.length) goesOn = await sendNext();
    else if (!isLive) goesOn = await goLive();
    else {
      await log.nextEvent(sender.signal);
      goesOn = !sender.signal.aborted;
    }
  }
}
