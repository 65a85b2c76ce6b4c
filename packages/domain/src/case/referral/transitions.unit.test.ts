import { describe, expect, it } from '@jest/globals';
import { fold } from '../../aggregate.ts';
import { referralState, type ReferralState } from '../../code-lists/referral-state.ts';
import type { Command } from '../../command-definition.ts';
import { isRejection } from '../../rejection.ts';
import { agencyState } from '../../testing/agency-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { recordedFact } from '../../testing/recorded-fact.ts';
import { caseAggregate, type CaseFold } from '../state.ts';
import { acceptReferral } from './accept-referral.ts';
import { completeReferral } from './complete-referral.ts';
import { declineReferral } from './decline-referral.ts';
import { asPartner, expiredReferral, inputOf, REFERRAL, referralIn } from './fixtures.ts';
import { provideInformation } from './provide-information.ts';
import { receiveReferral } from './receive-referral.ts';
import { recordReferralNotCompleted } from './record-referral-not-completed.ts';
import { requestInformation } from './request-information.ts';
import { revokeReferral } from './revoke-referral.ts';
import { sendReferral } from './send-referral.ts';
import { consented } from './sharing-fixtures.ts';
import { startService } from './start-service.ts';
import { mayMove, movesFrom, type ReferralMove } from './transitions.ts';

type CaseCommand = Command<CaseFold>;
const staff: readonly CaseCommand[] = [sendReferral, provideInformation, revokeReferral];
const partners: readonly CaseCommand[] = [
  receiveReferral,
  acceptReferral,
  declineReferral,
  requestInformation,
  startService,
  completeReferral,
  recordReferralNotCompleted,
];
const shared = { dataShared: ['IDENTITY'], method: 'IN_SYSTEM' };
const bodies: Readonly<Record<string, object>> = { SendReferral: shared, ProvideInformation: { dataShared: shared.dataShared } };

/** The state to which each command leads from each state; `-`: WRONG_REFERRAL_STATE; `?`: REFERRAL_NOT_OPEN. */
const matrix = `
               SendReferral ReceiveReferral AcceptReferral DeclineReferral RequestInformation ProvideInformation StartService CompleteReferral RecordReferralNotCompleted RevokeReferral
DRAFT          SENT         ?               ?              ?               ?                  -                  ?            ?                ?                          REVOKED
SENT           -            RECEIVED        ACCEPTED       DECLINED        -                  -                  -            -                -                          REVOKED
RECEIVED       -            -               ACCEPTED       DECLINED        INFO_REQUESTED     -                  -            -                -                          REVOKED
INFO_REQUESTED -            -               -              -               -                  RECEIVED           -            -                -                          REVOKED
ACCEPTED       -            -               -              -               -                  -                  IN_SERVICE   -                NOT_COMPLETED              REVOKED
IN_SERVICE     -            -               -              -               -                  -                  -            COMPLETED        NOT_COMPLETED              REVOKED
COMPLETED      -            -               -              -               -                  -                  -            -                -                          -
NOT_COMPLETED  -            -               -              -               -                  -                  -            -                -                          -
DECLINED       -            -               -              -               -                  -                  -            -                -                          -
REVOKED        -            -               -              -               -                  -                  -            -                -                          -
EXPIRED        -            -               -              -               -                  -                  -            -                -                          -
`;

const [names = [], ...rows] = matrix
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));
const cells = rows.flatMap(([state = '', ...row]) =>
  row.map((cell, i) => [state as ReferralState, names[i] as ReferralMove, cell] as const),
);

const { RecordInService: whileHelping, ...moving } = movesFrom;
const moves = Object.keys(moving);

const refusals: Readonly<Record<string, string>> = { '-': 'WRONG_REFERRAL_STATE', '?': 'REFERRAL_NOT_OPEN' };

const caseWith = (state: ReferralState): CaseFold =>
  state === 'EXPIRED' ? expiredReferral() : given(caseAggregate, [...referralIn(state), ...consented('IDENTITY')]).state;

/** What the command does with a referral in this state: where it leads, or how it is refused. */
function outcomeOf(state: ReferralState, name: ReferralMove): string {
  const command = [...staff, ...partners].find((each) => each.name === name);
  if (command === undefined) throw new Error(`no command ${name}`);
  const before = caseWith(state);
  const body = staff.includes(command) ? { referralId: REFERRAL, ...bodies[name] } : command.example;
  const who = staff.includes(command) ? {} : asPartner;
  const decision = command.decide({ ...inputOf(body), ...who, state: before, context: { recipient: agencyState() } });
  if (isRejection(decision)) return decision.rejected;
  const events = decision.events.map((event) => recordedFact(event, 0));
  const after = events.reduce((folded, event) => caseAggregate.evolve(folded, event), before);
  return after.referrals[REFERRAL]?.status ?? 'gone';
}

describe('I-64, I-66: moves of a referral (domain.md 4.2)', () => {
  it.each(cells)('%s, %s: %s', (state, name, cell) => {
    expect(outcomeOf(state, name)).toBe(refusals[cell] ?? cell);
  });

  it('are stated for every state and every command that moves one', () => {
    expect(new Set(rows.map(([state]) => state))).toEqual(new Set(Object.keys(referralState.codes)));
    expect(new Set(names)).toEqual(new Set(moves));
    expect(new Set([...staff, ...partners].map((command) => command.name))).toEqual(new Set(moves));
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([names.length + 1]));
  });

  it('I-64: leave a partner to record what it gives and sees between its acceptance and the end', () => {
    expect(whileHelping).toEqual(['ACCEPTED', 'IN_SERVICE']);
  });

  it('names the states from which a refused move would have been possible', () => {
    const referral = fold(
      caseAggregate,
      'case-1',
      referralIn('COMPLETED').map((fact, revision) => recordedFact(fact, revision)),
    ).referrals[REFERRAL];
    expect(referral && mayMove(referral, 'AcceptReferral')).toEqual({
      rejected: 'WRONG_REFERRAL_STATE',
      params: { state: 'COMPLETED', allowed: 'SENT, RECEIVED' },
      pointers: [],
    });
  });
});
