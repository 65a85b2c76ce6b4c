import type { LogPage } from '@amana/ports/event-store';
import type { Topic } from '@amana/ports/topic';
import { createCheckpointKeeper, type CheckpointKeeperDeps } from '../checkpoint-keeper.ts';
import { createLogLoop, type LogLoop, type LogLoopOptions } from '../log-loop.ts';
import { CASES_TOPIC, referenceTo } from './case-reference.ts';

export type RelayDeps = CheckpointKeeperDeps &
  Pick<LogLoopOptions, 'backoffMs' | 'sleep' | 'batchSize' | 'idleMs'> & { readonly topic: Topic };

/**
 * log -> topic `cases.v1`: references to the events of cases, in log order. The checkpoint moves only after the brokers have
 * acknowledged, so a crash between the two publishes a page again, under the same ids, and nothing is ever skipped. No event is
 * decoded: one that is newer than this code is passed on, for readers that know it. In another era it publishes from the start.
 */
export function createRelay(deps: RelayDeps): LogLoop {
  const place = createCheckpointKeeper({ name: 'relay_v1', indexes: [] }, deps);

  async function handle({ events }: LogPage): Promise<void> {
    const references = events.filter((event) => event.stream.startsWith('case-')).map(referenceTo);
    if (references.length > 0) await deps.topic.publish(CASES_TOPIC, references);
    const last = events.at(-1);
    if (last !== undefined) await place.move(last);
  }

  return createLogLoop({ ...deps, name: 'relay', load: () => place.load(), handle });
}
