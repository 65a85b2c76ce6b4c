import { describe, expect, it } from '@jest/globals';
import type { Milestone } from '../code-lists/cl-46-milestone.ts';
import type { ServiceType } from '../code-lists/cl-20-service-type.ts';
import { consentFact } from '../case/consent/events.ts';
import { referralFact } from '../case/referral/events.ts';
import { draft, REFERRAL, referralIn, revoked, underReview } from '../case/referral/fixtures.ts';
import { consented, TO_REFER, TO_SHARE, withdrawn } from '../case/referral/sharing-fixtures.ts';
import { reintegrationFact } from '../case/reintegration/events.ts';
import { safetyFact } from '../case/safety/events.ts';
import { caseAggregate } from '../case/state.ts';
import { WITHHELD } from '../mark.ts';
import { caseIn, consentTo } from '../testing/case-facts.ts';
import { AGENCY, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { recordedFact, type Given } from '../testing/recorded-fact.ts';
import { alertableCase, alertableTypes, alertsOf, type Alert } from './alertable.ts';

/** The alerts that the last fact gives rise to, by a fold of what a worker sees: all facts of the case in order. */
function alertsOfLast(facts: readonly Given[]): readonly Alert[] {
  let state = alertableCase.initial('case-1');
  let alerts: readonly Alert[] = [];
  for (const [revision, fact] of facts.entries()) {
    const event = recordedFact(fact, revision);
    state = alertableCase.evolve(state, event);
    alerts = alertsOf(event, state);
  }
  return alerts;
}

const aboutReferral = {
  onlyToKinds: undefined,
  subject: { of: 'referral', referralId: REFERRAL },
  priority: 'NORMAL',
  lastWord: false,
} as const;

describe('alerts about referrals', () => {
  it('I-110: REFERRAL_SENT goes to the receiving agency, with the priority of the referral', () => {
    expect(alertsOfLast(referralIn('SENT'))).toEqual([{ ...aboutReferral, kind: 'REFERRAL_SENT', recipientAgencyId: OTHER_AGENCY }]);
    const urgent = referralIn('SENT').map((fact) =>
      fact.type === 'ReferralDrafted' ? { ...fact, data: { ...fact.data, priority: 'EMERGENCY' } } : fact,
    );
    expect(alertsOfLast(urgent)).toEqual([
      { ...aboutReferral, kind: 'REFERRAL_SENT', recipientAgencyId: OTHER_AGENCY, priority: 'EMERGENCY' },
    ]);
  });

  it.each([
    ['ACCEPTED', 'REFERRAL_ACCEPTED'],
    ['DECLINED', 'REFERRAL_DECLINED'],
    ['COMPLETED', 'REFERRAL_COMPLETED'],
  ] as const)('I-110: when a referral is %s, %s goes to the agency that sent it', (state, kind) => {
    expect(alertsOfLast(referralIn(state))).toEqual([{ ...aboutReferral, kind, recipientAgencyId: AGENCY }]);
  });

  it.each(['SENT', 'RECEIVED', 'INFO_REQUESTED', 'ACCEPTED', 'IN_SERVICE'] as const)(
    'I-66: when a referral in state %s is revoked, REFERRAL_REVOKED is the last word to its receiver',
    (state) => {
      expect(alertsOfLast([...referralIn(state), revoked])).toEqual([
        { ...aboutReferral, kind: 'REFERRAL_REVOKED', recipientAgencyId: OTHER_AGENCY, lastWord: true },
      ]);
    },
  );

  it('I-66: when a draft is revoked, nobody hears of it', () => {
    expect(alertsOfLast([...referralIn('DRAFT'), revoked])).toEqual([]);
  });

  it('I-25: when an accepted referral comes under review, CONSENT_WITHDRAWN is the last word to its receiver', () => {
    expect(alertsOfLast([...referralIn('ACCEPTED'), underReview])).toEqual([
      { ...aboutReferral, kind: 'CONSENT_WITHDRAWN', recipientAgencyId: OTHER_AGENCY, lastWord: true },
    ]);
  });

  it.each(['DRAFT', 'RECEIVED', 'INFO_REQUESTED', 'IN_SERVICE', 'NOT_COMPLETED'] as const)(
    'CL-69 has no code for a referral that becomes %s: nobody is alerted',
    (state) => {
      expect(alertsOfLast(referralIn(state))).toEqual([]);
    },
  );

  it('CL-69 has no code for information that is provided: nobody is alerted', () => {
    expect(
      alertsOfLast([
        ...referralIn('INFO_REQUESTED'),
        referralFact('ReferralInformationProvided', { referralId: REFERRAL, dataShared: ['FAMILY'] }),
      ]),
    ).toEqual([]);
  });

  it('given a referral that the case does not have, nobody is alerted', () => {
    const unknown = { referralId: TO_SHARE };
    expect(alertsOfLast([referralFact('ReferralAccepted', unknown)])).toEqual([]);
    expect(alertsOfLast([referralFact('ReferralRevoked', { ...unknown, cause: 'STAFF' })])).toEqual([]);
  });
});

const SECOND = '0193c5a0-0000-7000-8000-00000000ef02';
const THIRD_AGENCY = '0193c5a0-0000-7000-8000-00000000a9e3';

const reached = (milestone: Milestone, recordedAt = '2022-07-01T08:00:00.000Z'): Given => ({
  ...reintegrationFact('ReintegrationMilestoneReached', {
    trackId: '0193c5a0-0000-7000-8000-00000000ac01',
    milestone,
    evidence: 'HOME_VISIT_REPORT',
    dimension: 'SOCIAL',
  }),
  metadata: { recordedAt },
});

/** A referral up to the service, under both consents. */
function served(
  service: ServiceType,
  { referralId = REFERRAL, toAgencyId = OTHER_AGENCY, consentIds = [TO_REFER, TO_SHARE] } = {},
): Given[] {
  return [
    referralFact('ReferralDrafted', { ...draft, referralId, toAgencyId, service }),
    {
      ...referralFact('ReferralSent', { referralId, responseDueAt: '2022-06-29T10:00:00.000Z', dataShared: [], method: 'IN_SYSTEM' }),
      metadata: { consentIds },
    },
    referralFact('ReferralAccepted', { referralId }),
    referralFact('ReferralServiceStarted', { referralId }),
  ];
}

const milestone = { kind: 'MILESTONE_REACHED', priority: 'NORMAL', lastWord: false } as const;
const toOwn: Alert = { ...milestone, recipientAgencyId: AGENCY, onlyToKinds: undefined, subject: { of: 'case' } };
const toGiver = (recipientAgencyId = OTHER_AGENCY, referralId = REFERRAL): Alert => ({
  ...milestone,
  recipientAgencyId,
  onlyToKinds: ['SOCIAL_AFFAIRS', 'EDUCATION'],
  subject: { of: 'referral', referralId },
});
const start = [...caseIn('REINTEGRATING'), ...consented()];

const renewed = (change: object): Given => {
  const fact = consentTo({ consentId: SECOND, scope: 'SHARING_OTHER_ORGS' });
  return { ...fact, data: { ...fact.data, ...change } };
};

describe('alerts about milestones', () => {
  it.each(['ED_ENROLLED', 'HH_ACTIVITY_STARTED', 'RM_SUSTAINED'] as const)(
    'I-110: when %s is reached, the agency of the case is told',
    (code) => {
      expect(alertsOfLast([...start, reached(code)])).toEqual([toOwn]);
    },
  );

  it.each(['RM_RETRAFFICKED', 'RM_REMIGRATED'] as const)('4.5: when %s is reached, the agency of the case is told, and nobody else', (code) => {
    expect(alertsOfLast([...start, ...served('EDUCATION'), ...served('LIVELIHOOD', { referralId: SECOND }), reached(code)])).toEqual([toOwn]);
  });

  it('when another milestone is reached, nobody is told', () => {
    expect(alertsOfLast([...start, ...served('EDUCATION'), reached('ED_TERM_1')])).toEqual([]);
  });

  it.each([
    ['ED_ENROLLED', 'EDUCATION'],
    ['HH_ACTIVITY_STARTED', 'LIVELIHOOD'],
    ['RM_SUSTAINED', 'EDUCATION'],
    ['RM_SUSTAINED', 'LIVELIHOOD'],
  ] as const)(
    'when %s is reached, whoever gives or gave %s on a referral is told, if it is social affairs or a school',
    (code, service) => {
      const completed = referralFact('ReferralCompleted', { referralId: REFERRAL, outcome: 'SERVED_FULLY' });
      expect(alertsOfLast([...start, ...served(service), reached(code)])).toEqual([toOwn, toGiver()]);
      expect(alertsOfLast([...start, ...served(service), completed, reached(code)])).toEqual([toOwn, toGiver()]);
    },
  );

  it.each([
    ['ED_ENROLLED', 'LIVELIHOOD'],
    ['HH_ACTIVITY_STARTED', 'EDUCATION'],
    ['RM_SUSTAINED', 'MEDICAL'],
  ] as const)('when %s is reached, whoever gives %s is not told: it is none of its business', (code, service) => {
    expect(alertsOfLast([...start, ...served(service), reached(code)])).toEqual([toOwn]);
  });

  it('given an agency with two such referrals, then it is told once, about the newer one; another agency is told too', () => {
    const third = served('LIVELIHOOD', { referralId: TO_REFER, toAgencyId: THIRD_AGENCY });
    const facts = [...start, ...served('EDUCATION'), ...third, ...served('LIVELIHOOD', { referralId: SECOND }), reached('RM_SUSTAINED')];
    expect(alertsOfLast(facts)).toEqual([toOwn, toGiver(OTHER_AGENCY, SECOND), toGiver(THIRD_AGENCY, TO_REFER)]);
  });

  it('given a referral that was only accepted, or came to nothing, then its agency is not told', () => {
    const notCompleted = referralFact('ReferralNotCompleted', { referralId: REFERRAL, reason: 'NO_SHOW' });
    expect(alertsOfLast([...start, ...served('EDUCATION').slice(0, 3), reached('ED_ENROLLED')])).toEqual([toOwn]);
    expect(alertsOfLast([...start, ...served('EDUCATION'), notCompleted, reached('ED_ENROLLED')])).toEqual([toOwn]);
    expect(alertsOfLast([...start, ...served('EDUCATION'), revoked, reached('ED_ENROLLED')])).toEqual([toOwn]);
  });

  it('I-25: given a consent behind the referral that was withdrawn, then its agency hears nothing more', () => {
    const completed = referralFact('ReferralCompleted', { referralId: REFERRAL, outcome: 'SERVED_FULLY' });
    expect(alertsOfLast([...start, ...served('EDUCATION'), completed, withdrawn(TO_SHARE), reached('ED_ENROLLED')])).toEqual([toOwn]);
    expect(alertsOfLast([...start, ...served('EDUCATION'), underReview, reached('ED_ENROLLED')])).toEqual([toOwn]);
  });

  it('I-25: given a consent behind the referral that has ended by the time of the milestone, then its agency hears nothing more', () => {
    const until = consentTo({ consentId: TO_SHARE, scope: 'SHARING_OTHER_ORGS', until: '2022-06-30' });
    const facts = [...caseIn('REINTEGRATING'), ...consented().slice(0, 1), until, ...served('EDUCATION')];
    expect(alertsOfLast([...facts, reached('ED_ENROLLED', '2022-06-30T22:59:59.000Z')])).toEqual([toOwn, toGiver()]);
    expect(alertsOfLast([...facts, reached('ED_ENROLLED', '2022-06-30T23:00:00.000Z')])).toEqual([toOwn]);
  });

  it('I-61: given a consent behind the referral that ran out, when another carries it on that is as wide, then its agency still hears', () => {
    const first = consentTo({ consentId: TO_SHARE, scope: 'SHARING_OTHER_ORGS', until: '2022-06-30' });
    const facts = [...caseIn('REINTEGRATING'), ...consented().slice(0, 1), first];
    const told = (renewal: Given) => alertsOfLast([...facts, ...served('EDUCATION'), renewal, reached('ED_ENROLLED')]);
    expect(told(renewed({}))).toEqual([toOwn, toGiver()]);
    expect(told(renewed({ recipients: [{ category: 'HEALTH' }, { category: 'NGO' }] }))).toEqual([toOwn, toGiver()]);
    expect(told(renewed({ scope: 'REFERRAL_SERVICES' }))).toEqual([toOwn]);
    expect(told(renewed({ recipients: [{ category: 'HEALTH' }] }))).toEqual([toOwn]);
    expect(told(renewed({ recipients: [{ category: 'NGO', country: 'NER' }] }))).toEqual([toOwn]);
    expect(told(renewed({ recipients: [{ category: 'NGO', agencyId: OTHER_AGENCY }] }))).toEqual([toOwn]);
    expect(told(renewed({ validFrom: { value: '2023', precision: 'year' } }))).toEqual([toOwn]);
  });

  it('I-61: given two consents behind the referral, of which one ran out, then its agency hears as long as the other holds', () => {
    const first = consentTo({ consentId: TO_SHARE, scope: 'SHARING_OTHER_ORGS', until: '2022-06-30' });
    const other = consentTo({ consentId: SECOND, scope: 'SHARING_OTHER_ORGS', to: 'EDUCATION' });
    const facts = [...caseIn('REINTEGRATING'), ...consented().slice(0, 1), first, other];
    const sent = served('EDUCATION', { consentIds: [TO_REFER, TO_SHARE, SECOND] });
    expect(alertsOfLast([...facts, ...sent, reached('ED_ENROLLED')])).toEqual([toOwn, toGiver()]);
    expect(alertsOfLast([...facts, ...sent, withdrawn(TO_SHARE), reached('ED_ENROLLED')])).toEqual([toOwn]);
  });

  it('I-62: given a consent to health data behind the referral that ran out, then its agency still hears', () => {
    const health = consentTo({ consentId: SECOND, scope: 'MEDICAL_DATA', until: '2022-06-30' });
    const sent = served('EDUCATION', { consentIds: [TO_REFER, TO_SHARE, SECOND] });
    expect(alertsOfLast([...start, health, ...sent, reached('ED_ENROLLED')])).toEqual([toOwn, toGiver()]);
  });

  it('I-22: given a consent for a child behind the referral, then its agency hears until the person is seen to consent in person', () => {
    const facts = [...caseIn('REINTEGRATING'), ...[TO_REFER, TO_SHARE].map((consentId) => consentFact('AssentRecorded', { consentId, childView: 'AGREES' }))];
    const told = [...facts, ...consented().map(sealed), ...served('EDUCATION')];
    const own = sealed(consentTo({ consentId: SECOND, scope: 'INTERVIEW' }));
    expect(alertsOfLast([...told, reached('ED_ENROLLED')])).toEqual([toOwn, toGiver()]);
    expect(alertsOfLast([...told, own, reached('ED_ENROLLED')])).toEqual([toOwn]);
    expect(alertsOfLast([own, ...told, reached('ED_ENROLLED')])).toEqual([toOwn, toGiver()]);
  });

  it('given a referral that names no consent, or one that is not there, then its agency hears nothing', () => {
    expect(alertsOfLast([...start, ...served('EDUCATION', { consentIds: [] }), reached('ED_ENROLLED')])).toEqual([toOwn]);
    expect(alertsOfLast([...start, ...served('EDUCATION', { consentIds: [TO_REFER, SECOND] }), reached('ED_ENROLLED')])).toEqual([toOwn]);
  });
});

describe('alerts about safety', () => {
  it.each([
    ['INFO', 'NORMAL'],
    ['HIGH', 'URGENT'],
    ['CRITICAL', 'EMERGENCY'],
  ] as const)('4.5: a safety alert that is %s is told to the agency of the case as %s, and to no partner', (severity, priority) => {
    const raised = safetyFact('SafetyAlertRaised', { safetyAlertId: SECOND, kind: 'RETALIATION_RISK', severity });
    const told: Alert = { ...toOwn, kind: 'SAFETY_ALERT', priority };
    expect(alertsOfLast([...start, ...served('EDUCATION'), raised])).toEqual([told]);
    expect(alertsOfLast([...start, ...served('EDUCATION'), sealed(raised)])).toEqual([told]);
  });
});

describe('what alerts need', () => {
  it('I-110: needs no sealed field: the same alerts arise where all of them are withheld', () => {
    const assent = consentFact('AssentRecorded', { consentId: TO_REFER, childView: 'AGREES' });
    const facts = [...start, assent, ...served('EDUCATION'), reached('ED_ENROLLED')];
    expect(alertsOfLast(facts.map(sealed))).toEqual([toOwn, toGiver()]);
  });

  it('says which events may give rise to an alert', () => {
    expect(alertableTypes).toEqual([
      'ReferralSent',
      'ReferralAccepted',
      'ReferralDeclined',
      'ReferralCompleted',
      'ReferralRevoked',
      'ReferralUnderReview',
      'ReintegrationMilestoneReached',
      'SafetyAlertRaised',
    ]);
    for (const type of alertableTypes) expect(caseAggregate.events).toHaveProperty(type);
  });
});

const sealed = ({ type, data, ...rest }: Given): Given => ({
  ...rest,
  type,
  data: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, isSealed(type, name) ? WITHHELD : value])),
});

function isSealed(type: string, name: string): boolean {
  const node = caseAggregate.events[type]?.fields[name];
  return node?.kind === 'leaf' && node.class !== 'clear';
}
