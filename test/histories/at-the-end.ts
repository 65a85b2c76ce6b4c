import { expect } from '@jest/globals';
import { allProjections } from '@amana/app/all-projections';
import { exportLog } from '@amana/app/moving/export-log';
import type { MovedLog } from '@amana/app/moving/export-summary';
import { allOf, asMoved, digests, importInto, newHouse, type House as EmptyHouse, type Moved } from '@amana/app/moving/testing/move';
import { isParkedRow } from '@amana/app/project-batch';
import { knownAt } from '@amana/app/reading/known-at';
import { marginsOf, type Figures } from '@amana/domain/figures/figures';
import { projectionName } from '@amana/domain/projections/projection';
import type { RecordedEvent } from '@amana/ports/event-store';
import { allRowsOf, freshRowsOf } from '../fault/same-rows.ts';
import { withRanks } from '../testing/with-ranks.ts';
import { foldAll } from './history.ts';
import { figuresFromLog, figuresFromRows } from './house-figures.ts';
import type { LogEvent } from './house.ts';
import type { RealHouse } from './real-house.ts';

/** What is in the log was not changed since it was answered, and folds to the states that were kept on the way. */
export async function expectReplay(house: RealHouse): Promise<RecordedEvent[]> {
  const log = await allOf(house.stores.events);
  const stored = log.filter(({ stream }) => stream !== 'log');
  expect(stored.map(({ id, type, stream, revision, metadata }) => ({ id, type, stream, revision, metadata }))).toEqual(
    house.log().map(({ id, type, stream, revision, metadata }) => ({ id, type, stream, revision, metadata })),
  );
  for (const [stream, state] of foldAll(house.log())) expect(state).toEqual(house.stateOf(stream));
  return log;
}

/** Rows that came with the commands, at random moments, are those of a fold of the whole log; and no case is parked. */
export async function expectSameRows(house: RealHouse, log: readonly RecordedEvent[]): Promise<Awaited<ReturnType<typeof freshRowsOf>>> {
  await house.project();
  const streams = [...new Set(log.map(({ stream }) => stream))];
  for (const projection of allProjections)
    expect((await house.stores.rows.rowsOf(projectionName(projection), streams)).filter(isParkedRow)).toEqual([]);
  const fresh = await freshRowsOf(log, house.stores.events);
  expect(await allRowsOf(log, house.stores.rows)).toEqual(fresh);
  return fresh;
}

const sum = (cells: Readonly<Record<string, number>>): number => Object.values(cells).reduce((all, value) => all + value, 0);

/** Figures from rows are those from the log; none is negative, and parts add up (I-101). */
export async function expectFigures(house: RealHouse): Promise<Figures> {
  const found = await figuresFromRows(house);
  expect(await figuresFromLog(house)).toEqual(found);
  const { total, sex, child, adult, ageUnknown, reintegratedCohort, reintegratedPeriod, erased } = found;
  expect([sum(sex), sum(child) + sum(adult) + ageUnknown]).toEqual([total, total]);
  for (const { margins } of marginsOf(found)) for (const { cells } of margins) expect(cells.reduce((all, { value }) => all + value, 0)).toBe(total);
  for (const figure of [total, ageUnknown, reintegratedCohort, reintegratedPeriod, erased]) expect(figure).toBeGreaterThanOrEqual(0);
  expect(reintegratedCohort).toBeLessThanOrEqual(Math.min(total, reintegratedPeriod));
  return found;
}

/** The export, moved into an empty house: the same digests in the same order, and the same rows. */
export async function expectMoves(house: RealHouse, log: readonly RecordedEvent[], into: EmptyHouse = newHouse()): Promise<void> {
  const lines: { [name in MovedLog]: string[] } = { log: [], access: [] };
  const write = async (name: MovedLog, line: string) => void lines[name].push(line);
  const summary = await exportLog({ ...house.stores, purpose: 'training', write, onProgress: () => undefined });
  const moved: Moved = { summary, lines };
  expect(summary.missingKeys).toBe(0);
  expect(await importInto(into, moved)).toMatchObject({ outcome: 'imported', wereThere: 0, written: log.length });
  const there = await allOf(into.events);
  expect(digests(there.slice(0, -1))).toEqual(digests(asMoved(log)));
  expect(there.at(-1)).toMatchObject({ stream: 'log', type: 'LogMoved' });
  expect(withRanks(await freshRowsOf(there, into.events))).toEqual(withRanks(await freshRowsOf(log, house.stores.events)));
}

/**
 * What was known at an instant is a beginning of the stream, longer the later one asks; and times that nobody confirmed change nothing
 * about which of the others were known (I-103).
 */
export function expectKnown(log: readonly LogEvent[]): void {
  const instants = [...new Set(log.map(({ metadata }) => metadata.recordedAt))].toSorted();
  for (const events of Map.groupBy(log, ({ stream }) => stream).values()) {
    const trusted = events.filter(({ metadata }) => metadata.clock === 'ok');
    let before = 0;
    for (const instant of instants.filter((_instant, i) => i % 7 === 0)) {
      const known = knownAt(events, instant);
      expect(known).toEqual(events.slice(0, known.length));
      expect(known.length).toBeGreaterThanOrEqual(before);
      expect(known.filter(({ metadata }) => metadata.clock === 'ok').map(({ id }) => id)).toEqual(knownAt(trusted, instant).map(({ id }) => id));
      before = known.length;
    }
  }
}
