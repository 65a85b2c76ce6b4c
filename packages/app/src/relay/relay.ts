import type { LogPage, RecordedEvent } from '@amana/ports/event-store';
import type { Topic } from '@amana/ports/topic';
import { createCheckpointKeeper, type CheckpointKeeperDeps } from '../checkpoint-keeper.ts';
import { createLogLoop, type LogLoop, type LogLoopOptions } from '../log-loop.ts';
import { CASES_TOPIC, referenceTo } from './case-reference.ts';

export type RelayDeps = CheckpointKeeperDeps &
  Pick<LogLoopOptions, 'backoffMs' | 'sleep' | 'batchSize' | 'idleMs'> & { readonly topic: Topic };

/** Pages of a backlog that are published before the checkpoint moves: to move it takes a tenth of the time of a page. */
const PAGES = 8;

/**
 * log -> topic `cases.v1`: references to the events of cases, in log order. The checkpoint moves only after the brokers have
 * acknowledged: at the head with each page, in a backlog with every few. So a crash publishes a few pages again, under the same ids,
 * and nothing is ever skipped. No event is decoded: one that is newer than this code is passed on, for readers that know it. In
 * another era it publishes from the start.
 */
export function createRelay(deps: RelayDeps): LogLoop {
  const place = createCheckpointKeeper({ name: 'relay_v1', indexes: [] }, deps);
  let acknowledged: RecordedEvent | undefined;
  let pages = 0;

  async function keepPlace(): Promise<void> {
    const last = acknowledged;
    [acknowledged, pages] = [undefined, 0]; // also where it fails: another relay may be further
    if (last !== undefined) await place.move(last);
  }

  async function handle({ events, atHead }: LogPage): Promise<void> {
    const references = events.filter((event) => event.stream.startsWith('case-')).map(referenceTo);
    if (references.length > 0) await deps.topic.publish(CASES_TOPIC, references);
    acknowledged = events.at(-1);
    pages += 1;
    if (atHead || pages === PAGES) await keepPlace();
  }

  /** After a failure too: what was acknowledged before it is not published with each try again. */
  async function load(): Promise<bigint | undefined> {
    await keepPlace();
    return place.load();
  }

  /** A last page that was full does not know that it is the last: an empty one says so. */
  async function between(): Promise<void> {
    if (loop.status().atHead) await keepPlace();
  }

  const loop = createLogLoop({ ...deps, name: 'relay', load, handle, between });
  return loop;
}
