import type { EventStore } from '@amana/ports/event-store';
import type { ReadModelStore, Row } from '@amana/ports/read-model-store';
import type { OpenLog } from '../open-log.ts';

/** What an operator has said of the clock. */
export type Confirmation = {
  /** UTC instant at which it was said: the clock was right then. */
  readonly at: string;
  /** The head of the log at that time: what stands up to there says nothing against a clock any more. */
  readonly position: bigint;
};

export type ConfirmationDeps = { readonly rows: ReadModelStore; readonly log: Pick<OpenLog, 'era'> };

const NAME = 'clock_v1';
const STREAM = 'clock';

async function findRow(rows: ReadModelStore): Promise<Row | undefined> {
  return (await rows.projections()).includes(NAME) ? (await rows.rowsOf(NAME, [STREAM]))[0] : undefined;
}

/** The last one; undefined where there is none, or it is of another era, in which its position meant something else. */
export async function findConfirmation({ rows, log }: ConfirmationDeps): Promise<Confirmation | undefined> {
  const body = (await findRow(rows))?.body;
  if (body?.['era'] !== log.era) return undefined;
  return { at: body['at'] as string, position: BigInt(body['position'] as string) };
}

/**
 * Says that the clock is right, now: beside the read models, where every process of both modes finds it, also one that starts later. Not
 * in the log, which has one writer on one machine. Where the read models are lost, it is said again.
 */
export async function confirmClock(deps: ConfirmationDeps & { readonly events: EventStore; readonly clock: { now(): { readonly recordedAt: string } } }): Promise<Confirmation> {
  const { rows, log, events, clock } = deps;
  await rows.ensure({ name: NAME, indexes: [] });
  const before = await findRow(rows);
  const position = (await events.head()) ?? 0n;
  const at = clock.now().recordedAt;
  const revision = (before?.revision ?? -1) + 1;
  await rows.put(NAME, [{ stream: STREAM, rowId: 'confirmed', revision, gone: false, keys: {}, body: { at, era: log.era, position: String(position) } }]);
  return { at, position };
}
