import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { centreFact } from '@amana/domain/centre/events';
import { v7 } from 'uuid';
import { showNewestTime } from './show-newest-time.ts';
import { createEmbeddedReading, type EmbeddedReading, type Told } from './testing/embedded-reading.ts';

/** When the log was made, by the embedded reading. */
const MADE = '2022-06-15T12:00:00.000Z';

describe('the newest time of the log, shown to a clock that starts', () => {
  let reading: EmbeddedReading;
  const stream = `centre-${v7()}`;
  const record = (recordedAt: string, clock: Told['clock'] = 'ok', on = stream) =>
    reading.tell(on, [centreFact('CentreCapacityChanged', { capacity: 2 })], { recordedAt, clock });
  const shown = async () => {
    const seen: string[] = [];
    await showNewestTime(reading.app.store, { sawInLog: (time) => void seen.push(time) });
    return seen.toSorted().at(-1);
  };

  beforeEach(async () => {
    reading = await createEmbeddedReading();
  });
  afterEach(() => reading.close());

  it('is that of the last event', async () => {
    expect(await shown()).toBe(MADE);
    await record('2022-07-01T08:00:00.000Z');
    expect(await shown()).toBe('2022-07-01T08:00:00.000Z');
  });

  it('is one that somebody trusted: behind a wrong clock at the end, the newest of that stream, or when the log was made', async () => {
    await record('2022-07-01T08:00:00.000Z');
    await record('2099-01-01T00:00:00.000Z', 'unconfirmed');
    await record('1970-01-01T00:00:00.000Z', 'unconfirmed');
    expect(await shown()).toBe('2022-07-01T08:00:00.000Z');
    await record('2020-01-01T00:00:00.000Z', 'unconfirmed', `centre-${v7()}`);
    expect(await shown()).toBe(MADE);
  });

  it('is not there in an empty log', async () => {
    const seen: string[] = [];
    await showNewestTime({ ...reading.app.store, head: async () => undefined }, { sawInLog: (time) => void seen.push(time) });
    expect(seen).toEqual([]);
  });
});
