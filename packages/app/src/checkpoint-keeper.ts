import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { PortFailure } from '@amana/ports/failures';
import type { Checkpoint, ProjectionShape, ReadModelStore, Row } from '@amana/ports/read-model-store';
import type { Log } from './log.ts';
import { isSameLog, type OpenLog } from './open-log.ts';

export type CheckpointKeeperDeps = {
  readonly events: EventStore;
  readonly rows: ReadModelStore;
  readonly log: OpenLog;
  readonly output: Log;
};

export type CheckpointKeeper = {
  /** The position behind which to go on; undefined: from the start, also where the log is another one than at the last checkpoint. */
  load(): Promise<bigint | undefined>;
  /**
   * Writes the rows, if any, and then the checkpoint. MUST be called only after everything up to and with this event is done for good.
   * Throws (retryable) where another worker moved it.
   */
  move(last: RecordedEvent, written?: readonly Row[]): Promise<void>;
  /** Forgets the place: the next `load` says from the start. */
  forget(): Promise<void>;
};

/** Where a worker stands in the log: a checkpoint in the store of the read models, valid within one era; that of a projection moves with its rows. */
export function createCheckpointKeeper(shape: ProjectionShape, { events, rows, log, output }: CheckpointKeeperDeps): CheckpointKeeper {
  const { name } = shape;
  let checkpoint: Checkpoint | undefined;

  async function forget(): Promise<void> {
    await rows.drop(name);
    checkpoint = undefined;
  }

  async function load(): Promise<bigint | undefined> {
    checkpoint = await rows.checkpoint(name);
    if (checkpoint !== undefined && (checkpoint.era !== log.era || !(await isSameLog(checkpoint, events)))) {
      output.warn({ worker: name }, 'the log is another one than at the last checkpoint: beginning anew');
      await forget();
    }
    await rows.ensure(shape);
    return checkpoint?.position;
  }

  async function move(last: RecordedEvent, written: readonly Row[] = []): Promise<void> {
    const to = { era: log.era, position: last.position, eventId: last.id };
    const { moved } = await rows.apply(name, { rows: written, from: checkpoint, to });
    if (!moved) throw new PortFailure('CHECKPOINT_MOVED', `another worker moved the checkpoint of ${name}`, { retryable: true });
    checkpoint = to;
  }

  return { load, move, forget };
}
