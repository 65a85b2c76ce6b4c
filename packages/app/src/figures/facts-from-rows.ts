import { indicatorFacts, type IndicatorFacts } from '@amana/domain/projections/indicator-facts';
import { personCard } from '@amana/domain/projections/person-card';
import { projectionName } from '@amana/domain/projections/projection';
import type { Condition } from '@amana/ports/read-model-store';
import { allRows } from '../reading/all-rows.ts';
import type { PinnedRows } from '../rebuild/pin-builds.ts';
import type { Card } from './open-people.ts';

export type Facts = { readonly facts: IndicatorFacts[]; readonly cards: Map<string, Card> };

/** All facts of one agency as the read models know them: for the officer's figures, which are live and say how far they reach. */
export async function factsFromRows(controller: string, rows: PinnedRows): Promise<Facts> {
  const where: Condition[] = [{ key: 'controller', is: controller }];
  const cases = await allRows(projectionName(indicatorFacts), where, rows);
  const people = await allRows(projectionName(personCard), where, rows);
  return {
    facts: cases.map((row) => row.body as unknown as IndicatorFacts),
    cards: new Map(people.map((row) => [row.stream, row.body as Card])),
  };
}
