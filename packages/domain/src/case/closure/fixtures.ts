import type { ClosureReason } from '../../code-lists/cl-53-closure-reason.ts';
import { CASEWORKER } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { closureFact } from './events.ts';

export const CLOSURE = '0193c5a0-0000-7000-8000-00000000c1a1';
export const OTHER_CLOSURE = '0193c5a0-0000-7000-8000-00000000c1a2';

export const request = (reason: ClosureReason = 'GOALS_ACHIEVED') => ({
  closureId: CLOSURE,
  reason,
  summary: { text: 'Résumé fictif', lang: 'fra' },
  personInformed: true,
  exitInfoGiven: true,
});

/** By the caseworker, who therefore does not approve it. */
export const requested = (reason?: ClosureReason): Given => ({
  ...closureFact('ClosureRequested', request(reason)),
  metadata: { actor: { userId: CASEWORKER, role: 'CASEWORKER', agencyId: '0193c5a0-0000-7000-8000-00000000a9e1' } },
});

export const returned: Given = closureFact('ClosureReturned', { closureId: CLOSURE, comment: { text: 'Une visite manque', lang: 'fra' } });
