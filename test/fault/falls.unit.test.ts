import { describe, expect, it } from '@jest/globals';
import { createChance } from '../demo/chance.ts';
import { countFalls, fallsOf, type Fall } from './falls.ts';

const victims = ['projector', 'Kafka', 'MongoDB'];
const take = (count: number, seed: number): Fall[] => fallsOf(victims, createChance(seed)).take(count).toArray();

describe('who falls in a run, and how', () => {
  it.each([1, 7, 2_022])('each victim is killed and stopped once before one of them falls so again (seed %j)', (seed) => {
    const once = victims.map((victim) => ({ victim, killed: 1, stopped: 1 }));
    expect(countFalls(victims, take(6, seed))).toEqual(once);
  });

  it('then any of them falls, mostly by SIGKILL', () => {
    const later = countFalls(victims, take(606, 7).slice(6));
    for (const { killed, stopped } of later) {
      expect(stopped).toBeGreaterThan(10);
      expect(killed).toBeGreaterThan(2 * stopped);
    }
    expect(later.reduce((sum, { killed, stopped }) => sum + killed + stopped, 0)).toBe(600);
  });

  it('the same seed plays the same falls, another one others', () => {
    expect(take(40, 7)).toEqual(take(40, 7));
    expect(take(40, 7)).not.toEqual(take(40, 8));
  });

  it('one that never fell is counted too', () => {
    expect(countFalls(['Kafka', 'relay'], [{ victim: 'relay', signal: 'SIGTERM' }])).toEqual([
      { victim: 'Kafka', killed: 0, stopped: 0 },
      { victim: 'relay', killed: 0, stopped: 1 },
    ]);
  });
});
