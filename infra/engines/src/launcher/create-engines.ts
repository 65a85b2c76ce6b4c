import { join } from 'node:path';
import { isFailure, SetupFailure } from '@amana/platform/failure';
import type { EngineName } from '../engine-variables.ts';
import { createFerretDb } from '../ferretdb/start-ferretdb.ts';
import { createKafka } from '../kafka/start-kafka.ts';
import type { Engine } from '../process/engine.ts';
import type { LaunchOptions } from './launch-options.ts';
import { createEventStore } from './create-event-store.ts';

type Report = (line: string) => void;

const create: Readonly<Record<EngineName, (data: string, report: Report) => Promise<Engine>>> = {
  eventstore: (data) => createEventStore({ data }),
  mongodb: (data, report) => createFerretDb({ data, report }),
  kafka: (data, report) => createKafka({ data, report }),
};

/**
 * The engines that were asked for, not started yet, each with a folder of its own below `data`. Fetches and builds what they are
 * made of. Throws SetupFailure that says at once all that is missing on the machine.
 */
export async function createEngines({ data, only }: LaunchOptions, report: Report): Promise<ReadonlyMap<EngineName, Engine>> {
  const made = await Promise.allSettled(only.map(async (name) => [name, await create[name](join(data, 'data', name), report)] as const));
  const errors = made.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  const foreign = errors.find((error) => !isFailure(error));
  if (foreign !== undefined) throw foreign;
  if (errors.length > 0) throw new SetupFailure('ENGINES_INCOMPLETE', errors.filter(isFailure).map(({ message }) => message).join('\n'));
  return new Map(made.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
}
