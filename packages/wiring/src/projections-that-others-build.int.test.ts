import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allProjections } from '@amana/app/all-projections';
import { createEmbeddedReading, type EmbeddedReading } from '@amana/app/testing/embedded-reading';
import { identificationFact } from '@amana/domain/case/identification/events';
import { createMetrics, type Metrics } from '@amana/platform/metrics';
import { v7 } from 'uuid';
import { projectionChecks } from './checks.ts';
import { gaugeParked } from './gauges.ts';

const found = { personId: '0193c5a0-0000-7000-8000-0000000be501', channel: 'BORDER_POST', place: { country: 'NER' }, wayOfArrival: 'BORDER_POST' } as const;

describe('projections that other processes build', () => {
  let world: EmbeddedReading;
  beforeEach(async () => {
    world = await createEmbeddedReading();
  });
  afterEach(() => world.close());

  const checked = async (era = world.log.era) => {
    const outcomes = await Promise.all(projectionChecks({ ...world.deps, era: () => era }).map((check) => check.run()));
    return new Map(outcomes.map(({ ok, detail }) => [JSON.stringify([ok, detail]), [ok, detail]])).values().toArray();
  };

  it('a list that is not there, or is of another era, is not ready', async () => {
    expect(await checked()).toEqual([[false, { code: 'NOT_BUILT' }]]);
    await world.project();
    expect(await checked()).toEqual([[true, { lagSeconds: 0 }]]);
    expect(await checked('another era')).toEqual([[false, { code: 'NOT_BUILT' }]]);
  });

  it('a list in which something has been missing for more than a minute is not ready', async () => {
    await world.project();
    await world.tell(`case-${v7()}`, [identificationFact('PersonIdentified', { ...found, indicators: [] })], { recordedAt: '2022-06-15T10:00:00.000Z' });
    world.setNow('2022-06-15T10:01:00.000Z');
    expect(await checked()).toEqual([[true, { lagSeconds: 60 }]]);
    world.setNow('2022-06-15T10:01:01.000Z');
    expect(await checked()).toEqual([[false, { lagSeconds: 61 }]]);
  });

  it('the gauge of parked streams answers before every projection is there', async () => {
    const gauges: Parameters<Metrics['gauge']>[1][] = [];
    gaugeParked({ ...createMetrics(), gauge: (_description, read) => void gauges.push(read) }, world.deps.rows);
    expect(await gauges[0]?.()).toEqual({});
    await world.project();
    expect(await gauges[0]?.()).toEqual(Object.fromEntries(allProjections.map(({ name }) => [name, 0])));
  });
});
