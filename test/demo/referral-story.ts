import { v5 } from 'uuid';
import type { User } from './api.ts';
import type { Person } from './caseload.ts';
import type { Cast } from './cast.ts';
import type { Partner } from './partner.ts';
import { text, type Stage } from './stage.ts';

export type ReferralWorld = {
  readonly stage: Stage;
  readonly cast: Cast;
  readonly partners: { readonly health: Partner; readonly school: Partner };
  readonly caseworker: User;
};

export type ReferralScene = ReferralWorld & { readonly person: Person; readonly caseId: string; readonly on: readonly ['case', string] };

const ALERT_MS = 120_000;

type Referred = { readonly referralId: string; readonly partnerId: string; readonly on: readonly ['referral', string]; readonly day: number };

/** Drafts and sends a referral, and waits until the partner has been alerted of it: partners act on alerts, not on luck. */
export async function refer(scene: ReferralScene, to: { name: 'health' | 'school'; service: string; day: number }): Promise<Referred> {
  const { stage, cast, person, caseId, on, caseworker } = scene;
  const referralId = stage.id(`referral ${person.index} ${to.name}`);
  const draft = { referralId, toAgencyId: cast.agencies[to.name], service: to.service, reason: 'AdditionalServicesRequired', priority: person.index % 10 === 0 ? 'EMERGENCY' : 'NORMAL', crossBorder: false, notes: text('Note fictive') };
  await stage.act({ as: caseworker, on, command: 'draft-referral', body: draft, day: to.day, nth: to.name === 'school' ? 1 : 0 });
  const sent = { referralId, dataShared: ['IDENTITY', 'VULNERABILITY'], method: 'IN_SYSTEM' };
  await stage.act({ as: caseworker, on, command: 'send-referral', body: sent, day: to.day, nth: to.name === 'school' ? 1 : 0 });
  const partnerId = v5(referralId, caseId); // how the API names a referral to its partner
  stage.belongs(partnerId, caseId);
  await scene.partners[to.name].waitFor('referral.sent', partnerId, ALERT_MS);
  return { referralId, partnerId, on: ['referral', partnerId], day: to.day + 1 };
}

/** The health post's part of the story, as the caseload says; what it says decides how many alerts there must be. */
export async function playReferral(scene: ReferralScene): Promise<void> {
  const { person, stage, cast } = scene;
  if (person.referral === 'none') return;
  const referred = await refer(scene, { name: 'health', service: 'MEDICAL', day: person.day + 10 });
  const as = cast.health;
  const answer = (command: string, body: object = {}) => stage.act({ as, on: referred.on, command, body, day: referred.day });
  switch (person.referral) {
    case 'served':
      await serve(answer);
      break;
    case 'asked-and-served':
      await answer('receive-referral');
      await answer('request-information', { fields: ['LOCATION'], question: text('Question fictive') });
      await stage.act({ as: scene.caseworker, on: scene.on, command: 'provide-information', body: { referralId: referred.referralId, dataShared: ['LOCATION'], answer: text('Réponse fictive') }, day: referred.day });
      await serve(answer);
      break;
    case 'declined':
      await answer('decline-referral', { reason: 'CAPACITY_FULL' });
      break;
    case 'no-show':
      await answer('accept-referral');
      await answer('record-referral-not-completed', { reason: 'NO_SHOW' });
      break;
    case 'revoked':
      await stage.act({ as: scene.caseworker, on: scene.on, command: 'revoke-referral', body: { referralId: referred.referralId }, day: referred.day });
      await scene.partners.health.waitFor('referral.revoked', referred.partnerId, ALERT_MS);
      await stage.refused({ as, on: referred.on, command: 'accept-referral', day: referred.day }, 'WRONG_REFERRAL_STATE');
      break;
    case 'withdrawn':
      await withdraw(scene, referred.day);
      await scene.partners.health.waitFor('referral.revoked', referred.partnerId, ALERT_MS);
      break;
    case 'withdrawn-after-acceptance':
      await answer('accept-referral');
      await withdraw(scene, referred.day);
      await scene.partners.health.waitFor('consent.withdrawn', referred.partnerId, ALERT_MS);
      await stage.refused({ as, on: referred.on, command: 'start-service', day: referred.day }, 'REFERRAL_NOT_OPEN');
      break;
    case 'unanswered':
      break;
    default:
      person.referral satisfies never;
  }
}

export async function serve(answer: (command: string, body?: object) => Promise<unknown>): Promise<void> {
  await answer('accept-referral');
  await answer('start-service');
  await answer('complete-referral', { outcome: 'SERVED_FULLY' });
}

const withdraw = ({ stage, on, caseworker }: ReferralScene, day: number) =>
  stage.act({ as: caseworker, on, command: 'withdraw-consent', body: { scope: 'SHARING_OTHER_ORGS', channel: 'IN_PERSON', words: text('Paroles fictives') }, day });

/** Alerts that the health post must get for one person: of the sending, and of what ended it. */
export function expectedHealthAlerts({ referral }: Person): number {
  if (referral === 'none') return 0;
  return ['revoked', 'withdrawn', 'withdrawn-after-acceptance'].includes(referral) ? 2 : 1;
}
