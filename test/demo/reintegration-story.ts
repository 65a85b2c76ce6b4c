import type { Person } from './caseload.ts';
import { refer, serve, type ReferralScene } from './referral-story.ts';
import { text } from './stage.ts';

const schoolIsAsked = (person: Person): boolean => person.child && !person.referral.startsWith('withdrawn');
const stillOpen = ['unanswered', 'withdrawn-after-acceptance'];

/** Alerts that the school must get for one person: of the referral, and of the enrolment while it gives the service. */
export const expectedSchoolAlerts = (person: Person): number => (person.reintegrated && schoolIsAsked(person) ? 2 : 0);

/** Agreed, approved, started, supported, reached, completed; then a visit, and for some the end of the case. */
export async function playReintegration(scene: ReferralScene): Promise<void> {
  const { stage, cast, person, on } = scene;
  const day = person.day + 20;
  const officer = cast.reintegration;
  const trackId = stage.id(`track ${person.index}`);
  const planId = stage.id(`reintegration plan ${person.index}`);
  const track = { trackId, kind: person.child ? 'CHILD_EDUCATION' : 'INDIVIDUAL_LIVELIHOOD', beneficiary: person.child ? 'CHILD' : 'PERSON', goal: text('But fictif'), startBy: stage.dayOf(day + 30) };
  if (person.child) await stage.act({ as: cast.guardianship, on, command: 'record-care-arrangement', body: { kind: 'FOSTER_CARE', from: stage.day(day), carer: `Famille fictive ${person.index}` }, day });
  const agreedBy = person.child ? 'HOUSEHOLD_HEAD_AND_CHILD' : 'PERSON';
  await stage.act({ as: officer, on, command: 'agree-reintegration-plan', body: { planId, tracks: [track], agreedBy }, day });
  await stage.act({ as: cast.supervisor, on, command: 'approve-reintegration-plan', body: { planId }, day });
  await stage.act({ as: officer, on, command: 'start-track', body: { trackId }, day: day + 1 });
  const support = { supportId: stage.id(`support ${person.index}`), trackId, kind: person.child ? 'SCHOOL_KIT' : 'MICROBUSINESS_KIT', value: 25_000, currency: 'XOF', grants: [cast.grantCode] };
  await stage.act({ as: officer, on, command: 'deliver-reintegration-support', body: support, day: day + 2 });
  if (schoolIsAsked(person)) await enrol(scene, trackId);
  await stage.act({ as: officer, on, command: 'complete-track', body: { trackId }, day: day + 60 });
  await followUp(scene);
  await close(scene);
}

async function enrol(scene: ReferralScene, trackId: string): Promise<void> {
  const { stage, cast, person, on } = scene;
  const referred = await refer(scene, { name: 'school', service: 'EDUCATION', day: person.day + 25 });
  await serve((command, body = {}) => stage.act({ as: cast.school, on: referred.on, command, body, day: referred.day }));
  const milestone = { trackId, milestone: 'ED_ENROLLED', evidence: 'SCHOOL_CERTIFICATE', dimension: 'SOCIAL' };
  await stage.act({ as: cast.reintegration, on, command: 'reach-milestone', body: milestone, day: person.day + 30 });
}

async function followUp({ stage, cast, person, on, caseworker }: ReferralScene): Promise<void> {
  const day = person.day + 90;
  await stage.act({ as: caseworker, on, command: 'complete-plan-item', body: { itemId: stage.id(`item ${person.index} EDUCATION`) }, day, nth: 1 });
  const followUpId = stage.id(`follow-up ${person.index}`);
  await stage.act({ as: caseworker, on, command: 'schedule-follow-up', body: { followUpId, type: 'REINTEGRATION_MONITORING', dueOn: stage.dayOf(day + 30), mode: 'HOME_VISIT' }, day });
  const unsafe = person.index % 7 === 3;
  const danger = { safetyAlert: { safetyAlertId: stage.id(`safety ${person.index}`), kind: 'RETALIATION_RISK', severity: 'HIGH' }, risk: { level: 'HIGH', reviewDue: stage.dayOf(day + 14) } };
  const visit = { followUpId, mode: 'HOME_VISIT', wellbeing: unsafe ? 'WORSENED' : 'IMPROVED', safe: !unsafe, newRisks: unsafe ? ['RETALIATION_RISK'] : [], note: text('Note fictive'), ...(unsafe ? danger : {}) };
  await stage.act({ as: caseworker, on, command: 'conduct-follow-up', body: visit, day: day + 1 });
  await stage.act({ as: cast.manager, on, command: 'record-exit', body: { reason: 'ALTERNATIVE_CARE', destination: { country: 'NER', admin1: 'NE-7' } }, day: day + 1 });
}

async function close({ stage, cast, person, on, caseworker }: ReferralScene): Promise<void> {
  if (person.closed === 'no' || stillOpen.includes(person.referral)) return;
  const day = person.day + 120;
  const closureId = stage.id(`closure ${person.index}`);
  await stage.act({ as: caseworker, on, command: 'request-closure', body: { closureId, reason: 'GOALS_ACHIEVED', summary: text('Résumé fictif'), personInformed: true, exitInfoGiven: true }, day });
  if (person.closed === 'returned') {
    await stage.act({ as: cast.supervisor, on, command: 'return-closure', body: { closureId, comment: text('Complétez') }, day });
    return;
  }
  await stage.act({ as: cast.supervisor, on, command: 'approve-closure', body: { closureId }, day: day + 1 });
  if (person.closed === 'reopened') await stage.act({ as: cast.supervisor, on, command: 'reopen-case', body: { reason: 'NEW_NEED' }, day: day + 10 });
}
