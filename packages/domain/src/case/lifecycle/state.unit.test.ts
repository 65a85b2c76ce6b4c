import { describe, expect, it } from '@jest/globals';
import { fold } from '../../aggregate.ts';
import { caseState, type CaseState } from '../../code-lists/case-state.ts';
import { ERASED } from '../../mark.ts';
import { joinFields, splitFields } from '../../split-fields.ts';
import { AGENCY, CASE_ID, CASEWORKER, OTHER_AGENCY, PERSON_ID } from '../../testing/given-when-then.ts';
import { recordedFact, type Given } from '../../testing/recorded-fact.ts';
import { assessmentFact } from '../assessment/events.ts';
import { closureFact } from '../closure/events.ts';
import { identificationFact } from '../identification/events.ts';
import { planFact } from '../plan/events.ts';
import { referralFact } from '../referral/events.ts';
import { reintegrationFact } from '../reintegration/events.ts';
import { serviceFact } from '../service/events.ts';
import { caseAggregate } from '../state.ts';
import { lifecycleRegion, type Lifecycle } from './state.ts';

const id = (last: string) => `0193c5a0-0000-7000-8000-0000000000${last}`;
const text = { text: 'Texte fictif', lang: 'fra' };
const ITEM = id('17');
const TRACK = id('ac');
const PLAN = id('9a');

const screened = (outcome: 'NONE' | 'INCONCLUSIVE' | 'INDICATORS_FOUND') =>
  identificationFact('ScreeningCompleted', { toolCode: 'BORDER', acts: [], means: [], purposes: [], outcome, nextStep: 'REFER' });
const served = (itemId: string | undefined) =>
  serviceFact('ServiceDelivered', {
    serviceId: id('5e'),
    type: 'MEDICAL',
    tier: 'HUMANITARIAN_DIRECT',
    providerAgencyId: AGENCY,
    ...(itemId === undefined ? {} : { itemId }),
    place: { country: 'NER' },
    oneOff: true,
  });

/** One fact of each kind that the table of domain.md 2.5 names, and of each that it leaves out. */
const facts = {
  PersonIdentified: identificationFact('PersonIdentified', {
    personId: PERSON_ID,
    channel: 'POLICE_INTERCEPTION',
    place: { country: 'NER' },
    indicators: [],
    wayOfArrival: 'PUSHBACK_EXPULSION',
  }),
  'ScreeningCompleted(NONE)': screened('NONE'),
  'ScreeningCompleted(INCONCLUSIVE)': screened('INCONCLUSIVE'),
  'ScreeningCompleted(INDICATORS_FOUND)': screened('INDICATORS_FOUND'),
  CaseOpened: identificationFact('CaseOpened', { caseNumber: 'ZR-2022-0001', ownerUserId: CASEWORKER, intakeForm: 'FULL' }),
  PersonRegistered: identificationFact('PersonRegistered', { registrationNumber: 'REG-2022-0001', photoTaken: false }),
  GuardianAppointed: identificationFact('GuardianAppointed', {
    guardianPersonId: id('be'),
    authorityAgencyId: OTHER_AGENCY,
    from: { value: '2022', precision: 'year' },
    kind: 'JUDGE',
  }),
  CaseworkerAssigned: identificationFact('CaseworkerAssigned', { userId: CASEWORKER, from: { value: '2022', precision: 'year' } }),
  InterviewConducted: assessmentFact('InterviewConducted', {
    interviewId: id('1f'),
    durationMin: 60,
    mode: 'IN_PERSON',
    interpreterUsed: false,
    presentRoles: ['PERSON'],
    tool: 'INTAKE',
    summary: text,
  }),
  AssessmentSubmitted: assessmentFact('AssessmentSubmitted', { assessmentId: id('a5') }),
  AssessmentApproved: assessmentFact('AssessmentApproved', { assessmentId: id('a5') }),
  AssessmentReturned: assessmentFact('AssessmentReturned', { assessmentId: id('a5'), comment: text }),
  CasePlanItemAdded: planFact('CasePlanItemAdded', {
    planId: PLAN,
    itemId: ITEM,
    objectiveId: id('0b'),
    service: 'EDUCATION',
    providerAgencyId: AGENCY,
    dueDate: '2022-09-01',
  }),
  CasePlanAgreedByPerson: planFact('CasePlanAgreedByPerson', { planId: PLAN, by: 'PERSON', refusedItems: [] }),
  'CasePlanAgreedByPerson(refused)': planFact('CasePlanAgreedByPerson', { planId: PLAN, by: 'PERSON', refusedItems: [ITEM] }),
  CasePlanApproved: planFact('CasePlanApproved', { planId: PLAN }),
  CasePlanItemCompleted: planFact('CasePlanItemCompleted', { itemId: ITEM }),
  'ServiceDelivered(planned)': served(ITEM),
  'ServiceDelivered(urgent)': served(undefined),
  ReferralSent: referralFact('ReferralSent', { referralId: id('ef'), responseDueAt: '2022-06-29T10:00:00Z', dataShared: [], method: 'PHONE' }),
  ReferralAccepted: referralFact('ReferralAccepted', { referralId: id('ef') }),
  ReintegrationTrackStarted: reintegrationFact('ReintegrationTrackStarted', { trackId: TRACK }),
  ReintegrationTrackCompleted: reintegrationFact('ReintegrationTrackCompleted', { trackId: TRACK }),
  ClosureRequested: closureFact('ClosureRequested', { closureId: id('c1'), reason: 'SECURITY', summary: text, personInformed: true, exitInfoGiven: true }),
  ClosureApproved: closureFact('ClosureApproved', { closureId: id('c1') }),
  CaseClosed: closureFact('CaseClosed', { closureId: id('c1'), reason: 'SECURITY', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' }),
  CaseReopened: closureFact('CaseReopened', { reason: 'NEW_NEED', priorClosureEventId: id('ce') }),
} satisfies Record<string, Given>;
type FactName = keyof typeof facts;
type Status = CaseState | undefined;

const openStates = ['IDENTIFIED', 'REGISTERED', 'IN_ASSESSMENT', 'ASSESSED', 'PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const;
const endStates = ['CLOSED', 'TRANSFERRED', 'SCREENED_OUT'] as const;
const every: readonly Status[] = [undefined, ...openStates, ...endStates];

/** The rows of the table that lie in this version (a transfer does not); of an opened case with nothing else open. */
const table: readonly (readonly [from: readonly Status[], fact: FactName, to: CaseState])[] = [
  [[undefined], 'PersonIdentified', 'IDENTIFIED'],
  [['IDENTIFIED'], 'ScreeningCompleted(NONE)', 'SCREENED_OUT'],
  [['IDENTIFIED'], 'PersonRegistered', 'REGISTERED'],
  [['REGISTERED'], 'InterviewConducted', 'IN_ASSESSMENT'],
  [['IN_ASSESSMENT'], 'AssessmentApproved', 'ASSESSED'],
  [['ASSESSED'], 'CasePlanApproved', 'PLANNED'],
  [['PLANNED'], 'ServiceDelivered(planned)', 'IN_ASSISTANCE'],
  [['PLANNED'], 'ReferralSent', 'IN_ASSISTANCE'],
  [['IN_ASSISTANCE'], 'ReintegrationTrackStarted', 'REINTEGRATING'],
  [['IN_ASSISTANCE', 'REINTEGRATING'], 'CasePlanItemCompleted', 'FOLLOW_UP'],
  [['IN_ASSISTANCE', 'REINTEGRATING'], 'ReintegrationTrackCompleted', 'FOLLOW_UP'],
  [['IN_ASSISTANCE', 'REINTEGRATING'], 'CasePlanAgreedByPerson(refused)', 'FOLLOW_UP'],
  [['FOLLOW_UP'], 'CasePlanItemAdded', 'IN_ASSISTANCE'],
  [openStates, 'CaseClosed', 'CLOSED'],
  [endStates, 'CaseReopened', 'IN_ASSESSMENT'],
];

const stateIn = (status: Status, more: Partial<Lifecycle> = {}): Lifecycle => ({ status, opened: true, openItems: [], openTracks: [], ...more });
const after = (before: Lifecycle, ...names: readonly FactName[]): Lifecycle =>
  names.reduce((state, name, revision) => lifecycleRegion.evolve(state, recordedFact(facts[name], revision)), before);

const moves = table.flatMap(([from, fact, to]) => from.map((status) => [status, fact, to] as const));
const others = every.flatMap((status) =>
  (Object.keys(facts) as FactName[]).filter((fact) => !moves.some(([from, name]) => from === status && name === fact)).map((fact) => [status, fact] as const),
);

describe('the main machine (domain.md 2.5)', () => {
  it.each(moves)('from %s, %s leads to %s', (from, fact, to) => {
    expect(after(stateIn(from), fact).status).toBe(to);
  });

  it.each(others)('from %s, %s moves nothing', (from, fact) => {
    expect(after(stateIn(from), fact).status).toBe(from);
  });

  it('knows every state of the list', () => {
    expect(new Set<string | undefined>(every.slice(1))).toEqual(new Set(Object.keys(caseState.codes)));
    expect(new Set(moves.map(([, , to]) => to)).size).toBe(Object.keys(caseState.codes).length - 1);
  });

  it('given a case that nobody opened, when the person is registered, then the case stays identified', () => {
    expect(after(stateIn('IDENTIFIED', { opened: false }), 'PersonRegistered').status).toBe('IDENTIFIED');
    expect(after(stateIn('IDENTIFIED', { opened: false }), 'CaseOpened', 'PersonRegistered')).toEqual(stateIn('REGISTERED'));
  });

  it('given another open item or track, when one closes, then the case goes on', () => {
    for (const status of ['IN_ASSISTANCE', 'REINTEGRATING'] as const) {
      const open = stateIn(status, { openItems: [ITEM], openTracks: [TRACK] });
      expect(after(open, 'CasePlanItemCompleted')).toEqual(stateIn(status, { openTracks: [TRACK] }));
      expect(after(open, 'CasePlanAgreedByPerson(refused)')).toEqual(stateIn(status, { openTracks: [TRACK] }));
      expect(after(open, 'ReintegrationTrackCompleted')).toEqual(stateIn(status, { openItems: [ITEM] }));
      expect(after(open, 'ReintegrationTrackCompleted', 'CasePlanItemCompleted')).toEqual(stateIn('FOLLOW_UP'));
    }
  });

  it('given items that were closed or refused before the assistance began, then they hold nothing up later', () => {
    expect(after(stateIn('PLANNED'), 'CasePlanItemAdded', 'CasePlanItemCompleted')).toEqual(stateIn('PLANNED'));
    expect(after(stateIn('ASSESSED'), 'CasePlanItemAdded', 'CasePlanAgreedByPerson(refused)')).toEqual(stateIn('ASSESSED'));
    expect(after(stateIn('ASSESSED'), 'CasePlanItemAdded', 'CasePlanAgreedByPerson')).toEqual(stateIn('ASSESSED', { openItems: [ITEM] }));
  });

  it('given a case in assistance without any item, when a plan is agreed to in which nothing is refused, then it goes on', () => {
    expect(after(stateIn('IN_ASSISTANCE'), 'CasePlanAgreedByPerson')).toEqual(stateIn('IN_ASSISTANCE'));
  });

  it('I-98: given a closed case, when it is reopened, then it is still opened, and what was under way still is', () => {
    const left = { openItems: [ITEM], openTracks: [TRACK] };
    expect(after(stateIn('REINTEGRATING', left), 'CaseClosed', 'CaseReopened')).toEqual(stateIn('IN_ASSESSMENT', left));
  });

  it('given a case whose sealed facts were all erased, then it still arrives at the same state', () => {
    const path: readonly FactName[] = [
      'PersonIdentified',
      'ScreeningCompleted(INDICATORS_FOUND)',
      'CaseOpened',
      'PersonRegistered',
      'InterviewConducted',
      'AssessmentApproved',
      'CasePlanItemAdded',
      'CasePlanAgreedByPerson',
      'CasePlanApproved',
      'ServiceDelivered(planned)',
      'ReintegrationTrackStarted',
      'CasePlanItemCompleted',
      'ReintegrationTrackCompleted',
      'CaseClosed',
    ];
    const erased = path.map((name, revision) => recordedFact({ ...facts[name], data: withoutSealed(facts[name]) }, revision));
    const whole = path.map((name, revision) => recordedFact(facts[name], revision));
    expect(fold(caseAggregate, `case-${CASE_ID}`, erased).lifecycle).toEqual(fold(caseAggregate, `case-${CASE_ID}`, whole).lifecycle);
    expect(fold(caseAggregate, `case-${CASE_ID}`, whole).lifecycle).toEqual(stateIn('CLOSED'));
  });
});

/** Marks in place of all leaves that are not clear. */
function withoutSealed({ type, data }: Given): object {
  const { fields = {} } = caseAggregate.events[type] ?? {};
  const parts = (['statistic', 'identity', 'justice'] as const).map((cls) => ({ about: undefined, class: cls, values: ERASED }));
  return joinFields(fields, splitFields(fields, data as Record<string, unknown>).clear, parts);
}
