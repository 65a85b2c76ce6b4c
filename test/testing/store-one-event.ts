import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyCommand } from '@amana/app/command-request';
import { makeEvents } from '@amana/app/make-events';
import type { CaseFold } from '@amana/domain/case/state';
import { caseAggregate } from '@amana/domain/case/state';
import { draftReferral } from '@amana/domain/case/referral/draft-referral';
import { clear, optional } from '@amana/domain/field-tree';
import { Text } from '@amana/domain/formats';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { v7 } from 'uuid';
import { withKeysOf } from './keys-of.ts';

type OneEvent = {
  readonly notes: Text;
  /** As if somebody had annotated the notes of a referral wrongly. */
  readonly declaredClear: boolean;
};

/** One `ReferralDrafted` on the way that every event goes, in a data folder of its own. */
export async function storeOneEvent(folder: string, { notes, declaredClear }: OneEvent): Promise<void> {
  mkdirSync(join(folder, 'data'), { recursive: true });
  mkdirSync(join(folder, 'keys'), { recursive: true });
  createKekFile(join(folder, 'keys', 'kek'));
  const store = createSqliteEventStore({ path: join(folder, 'data', 'log.db') });
  try {
    const stream = `case-${v7()}`;
    const one = decided({ stream, notes, declaredClear });
    const events = await withKeysOf(folder, (keys) => makeEvents(one, { keys, randomBytes, newEventId: () => v7() }));
    await store.append(stream, 'no-stream', events);
  } finally {
    store.close();
  }
}

function decided({ stream, notes, declaredClear }: OneEvent & { stream: string }): Parameters<typeof makeEvents>[0] {
  const definition = caseAggregate.events['ReferralDrafted'];
  if (!definition) throw new Error('there is no ReferralDrafted');
  const mistaken = { ...definition, fields: { ...definition.fields, notes: optional(clear(Text)) } };
  const on = { ...caseAggregate, events: { ...caseAggregate.events, ReferralDrafted: declaredClear ? mistaken : definition } };
  const command = { ...draftReferral, on } as unknown as AnyCommand;
  const body = { ...draftReferral.example, notes };
  const agencyId = v7();
  const empty = caseAggregate.initial(stream);
  const state: CaseFold = { ...empty, identification: { ...empty.identification, personId: v7() } };
  return {
    command,
    request: {
      command: command as never,
      id: stream.slice('case-'.length),
      body,
      commandId: v7(),
      actor: { userId: 'user-caseworker-1', role: 'CASEWORKER', agencyId },
    },
    state,
    frame: { occurredAt: { value: '2022-06-15', precision: 'day', zone: 'Africa/Niamey' } },
    decision: { events: [{ type: 'ReferralDrafted', data: body }], rules: [], consentIds: [] },
    controller: agencyId,
    time: { recordedAt: '2022-06-15T10:00:00.000Z', clock: 'ok' },
  };
}
