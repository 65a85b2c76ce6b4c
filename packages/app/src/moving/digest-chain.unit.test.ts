import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createDigestChain } from './digest-chain.ts';

const events = [0, 1, 2].map((revision) => ({ id: `id-${revision}`, stream: 'case-a', revision, type: 'Happened', data: { b: 1, a: revision }, metadata: { commandId: 'c' } }));
type Event = (typeof events)[number];

function chainOf(of: readonly Event[]): string {
  const chain = createDigestChain();
  for (const event of of) chain.add(event);
  return chain.value();
}

const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64url');

describe('a chain over the digests of events', () => {
  it('each link is the SHA-256 of the JCS of the link before it and of the event, as anybody can compute it', () => {
    const digest = sha('["id-0","case-a",0,"Happened",{"a":0,"b":1},{"commandId":"c"}]');
    const start = sha('["amana event chain v1"]');
    expect(chainOf([])).toBe(start);
    expect(chainOf(events.slice(0, 1))).toBe(sha(`["${start}","${digest}"]`));
  });

  it('counts, and says where it stands at any time', () => {
    const chain = createDigestChain();
    expect(chain.events()).toBe(0);
    for (const event of events) chain.add(event);
    expect(chain.events()).toBe(3);
    expect(chain.value()).toBe(chainOf(events));
  });

  it('is another one when an event is left out, doubled, changed or put elsewhere', () => {
    const [one, two, three] = events as [Event, Event, Event];
    const others = [[one, three], [one, two, two, three], [two, one, three], [one, two, { ...three, data: { b: 2, a: 2 } }], [one, two, { ...three, stream: 'case-b' }], [one, two, { ...three, revision: 3 }]];
    expect(new Set([...others.map(chainOf), chainOf(events)]).size).toBe(others.length + 1);
  });

  it('does not look at positions, which mean nothing in another log', () => {
    expect(chainOf(events.map((event) => ({ ...event, position: 7n })))).toBe(chainOf(events));
  });
});
