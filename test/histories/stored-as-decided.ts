import { expect } from '@jest/globals';
import { foldSealed } from '@amana/app/fold-sealed';
import { streamOf } from '@amana/app/stream-of';
import { fold, type Aggregate } from '@amana/domain/aggregate';
import { caseAggregate, type CaseFold } from '@amana/domain/case/state';
import { writtenSchema } from '@amana/domain/field-schemas';
import { rejectionCodes } from '@amana/domain/rejection-codes';
import { placeholdersOf } from '@amana/domain/testing/placeholders';
import type { Given, Watch } from './play-history.ts';
import type { RealHouse } from './real-house.ts';

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/**
 * After each command: what was decided is what is stored, opened again; the state is the fold of the stored stream, and the same without a
 * key as far as clear fields go; a repeat got the first answer; a refusal left no trace, and is one that a caller can be told.
 */
export function storedAsDecided(house: RealHouse): Watch {
  const first = new Map<string, Given['outcome']>();
  let head: bigint | undefined;

  return async (given) => {
    const { request, outcome } = given;
    const newest = await house.stores.events.head();
    const stream = streamOf(request.command.on.kind, request.id, request.actor.agencyId);
    const key = `${stream} ${request.commandId}`;
    const before = first.get(key);
    if (outcome.outcome !== 'stored') {
      expect(newest).toBe(head ?? newest);
      expectTold(given);
    } else if (before !== undefined) {
      expect({ ...outcome, secret: undefined }).toEqual({ ...before, secret: undefined });
      expect(newest).toBe(head);
    } else {
      first.set(key, outcome);
      expect(newest).toBe(outcome.position);
      await expectStored(given, stream, house);
    }
    head = newest;
  };
}

async function expectStored({ request, outcome }: Given, stream: string, house: RealHouse): Promise<void> {
  if (outcome.outcome !== 'stored') return;
  const { on } = request.command;
  const stored = await house.opened(stream, 0);
  const added = stored.slice(-outcome.events.length);
  expect(added.map(({ id, type, revision }) => ({ id, type, revision }))).toEqual(outcome.events);
  expect(added.map(({ type, data }) => ({ type, data }))).toEqual(json(house.decided()?.events));
  for (const { type, data } of added) writtenSchema(on.events[type]?.fields ?? {}).parse(data);
  expect(fold(on as unknown as Aggregate, stream, stored)).toEqual(house.stateOf(stream));
  if (on.kind === 'case') expectClearWithoutKey(foldSealed(caseAggregate, stream, (await house.stores.events.readStream(stream)).events), house.stateOf(stream) as CaseFold);
}

const driving = ({ lifecycle, referrals, stay, followUps }: CaseFold) => ({ lifecycle, referrals, stay, followUps });

/** What drives a case is clear: without a key, as after an erasure, it stands where it stood. */
function expectClearWithoutKey(sealed: CaseFold, opened: CaseFold): void {
  expect(driving(sealed)).toEqual(driving(opened));
}

function expectTold({ outcome }: Given): void {
  if (outcome.outcome === 'rejected') {
    const { rejected, params, pointers } = outcome.rejection;
    expect(Object.keys(params)).toEqual(expect.arrayContaining(placeholdersOf(rejectionCodes[rejected])));
    expect(pointers.every((pointer) => pointer.startsWith('/'))).toBe(true);
  }
  if (outcome.outcome === 'invalid') expect(outcome.error.issues.length).toBeGreaterThan(0);
  expect(['rejected', 'invalid', 'forbidden', 'not-found', 'key-reused', 'stale']).toContain(outcome.outcome);
}
