import { commands } from '@amana/domain/catalogue';
import { idOf } from './cast.ts';
import type { Intent } from './intents.ts';
import { stepsTo } from './life-path.ts';

/** Two referrals that a withdrawal finds. */
const [accepted, onItsWay] = [idOf('ef02', 1), idOf('ef02', 2)];

const project: Intent = { kind: 'project' };

/** One command that stands in no life's way, with what its body has to hold. */
const once = (of: number, name: string, body: object = {}): Intent => ({ kind: 'any', of, command: commands.findIndex((command) => command.name === name), luck: 'steady', body });

function lifeOf(person: number, without?: string) {
  let at = 0;
  const never = without === undefined ? undefined : stepsTo(without, 0) - 1;
  return (name: string): Intent => {
    const steps = stepsTo(name, at);
    at += steps;
    return { kind: 'walk', of: person, steps, luck: 'steady', without: never };
  };
}

const [sibling, adult, child] = [lifeOf(0), lifeOf(1), lifeOf(2)];

/**
 * Every command of the catalogue is given and stored at least once, and every rule is put to the test, whatever a seed brings: an adult
 * and a child go all the way, with what else may happen on it.
 */
export const wholeLives: readonly Intent[] = [
  once(0, 'SubscribeToAlerts'),
  once(0, 'RotateAlertSecret'),
  once(0, 'EndAlertSubscription'),
  once(0, 'SuspendAgency'),
  once(0, 'ReinstateAgency'),
  once(0, 'ChangeCentreCapacity'),
  once(0, 'CountStock'),
  adult('DetermineVictimStatus'),
  once(1, 'DetermineVictimStatus', { status: 'ActualVictimOfTrafficking' }),
  adult('ApproveClosure'),
  project,
  adult('ReopenCase'),
  once(1, 'CorrectIdentity'),
  once(1, 'AssignCaseworker'),
  once(1, 'RefuseConsent', { scope: 'JUSTICE' }),
  adult('SubmitAssessment'),
  once(1, 'ReturnAssessment'),
  once(1, 'SubmitAssessment'),
  adult('SendReferral'),
  once(1, 'RevokeReferral'),
  adult('DraftReferral'),
  adult('SendReferral'),
  once(1, 'AcceptReferral'),
  once(1, 'RecordReferralNotCompleted'),
  adult('CompletePlanItem'),
  once(1, 'CompleteTrack'),
  once(1, 'RequestClosure', { reason: 'GOALS_ACHIEVED' }),
  once(1, 'ReturnClosure'),
  once(1, 'ConductFollowUp', {
    followUpId: idOf('f011', 1),
    safe: false,
    safetyAlert: { safetyAlertId: idOf('a1e1', 1), kind: 'RETALIATION_RISK', severity: 'CRITICAL' },
    risk: { level: 'HIGH', reviewDue: '2022-06-22' },
  }),
  once(1, 'DraftReferral', { referralId: accepted }),
  once(1, 'SendReferral', { referralId: accepted }),
  once(1, 'AcceptReferral'),
  once(1, 'DraftReferral', { referralId: onItsWay }),
  once(1, 'SendReferral', { referralId: onItsWay }),
  once(1, 'WithdrawConsent', { scope: 'SHARING_OTHER_ORGS' }),
  child('AssessAge'),
  once(2, 'AdmitToCentre'),
  once(2, 'RecordExit'),
  child('ApproveClosure'),
  project,
  sibling('OpenCase'),
  once(0, 'PublishReport', { from: '2022-01-01', to: '2022-06-14' }),
];

const unregistered = lifeOf(0, 'RegisterPerson');

/** Histories that once broke a rule. I-06: screened out and reopened, a case went all the way without a registration. */
export const onceBroken: readonly (readonly Intent[])[] = [
  [unregistered('IdentifyPerson'), once(0, 'CompleteScreening', { outcome: 'NONE' }), once(0, 'ReopenCase'), unregistered('DeliverReintegrationSupport')],
];
