import { indicatorFacts, type IndicatorFacts } from '@amana/domain/projections/indicator-facts';
import { personCard } from '@amana/domain/projections/person-card';
import { projectionName } from '@amana/domain/projections/projection';
import type { ReadModelStore, Row } from '@amana/ports/read-model-store';
import type { Card } from './open-people.ts';

export type Facts = { readonly facts: IndicatorFacts[]; readonly cards: Map<string, Card> };

const PAGE = 500;

/** All facts of one agency as the read models know them: for the officer's figures, which are live and say how far they reach. */
export async function factsFromRows(controller: string, rows: ReadModelStore): Promise<Facts> {
  const cases = await allRows(projectionName(indicatorFacts), controller, rows);
  const people = await allRows(projectionName(personCard), controller, rows);
  return {
    facts: cases.map((row) => row.body as unknown as IndicatorFacts),
    cards: new Map(people.map((row) => [row.stream, row.body as Card])),
  };
}

async function allRows(projection: string, controller: string, rows: ReadModelStore): Promise<Row[]> {
  const found: Row[] = [];
  let cursor: string | undefined;
  do {
    const where = [{ key: 'controller', is: controller }];
    const page = await rows.find(projection, { where, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.rows);
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}
