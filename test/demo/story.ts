import type { Person } from './caseload.ts';
import type { Cast } from './cast.ts';
import { playReferral, type ReferralWorld } from './referral-story.ts';
import { playReintegration } from './reintegration-story.ts';
import { text, type Stage } from './stage.ts';

const topics = ['CONSENT_TO_INTERVIEW', 'PURPOSE_OF_INTERVIEW', 'USES_OF_DATA', 'NON_IDENTIFYING_RESEARCH_USE', 'RIGHT_TO_REQUEST_DATA', 'STORAGE_PERIOD', 'WITHDRAWAL_PROCESS'];

/** One person's way through the slice, from interception to follow-up. Each part hands the next day on. */
export type Scene = ReferralWorld & { readonly person: Person; readonly caseId: string; readonly personId: string; readonly on: readonly ['case', string] };

export async function playPerson(person: Person, world: { stage: Stage; cast: Cast; partners: ReferralWorld['partners'] }): Promise<void> {
  const caseId = world.stage.id(`case ${person.index}`);
  const scene: Scene = { ...world, person, caseId, personId: world.stage.id(`person ${person.index}`), on: ['case', caseId], caseworker: world.cast.caseworker(person.index) };
  await arrive(scene);
  await consent(scene);
  await assess(scene);
  await plan(scene);
  await stay(scene);
  await playReferral(scene);
  if (person.reintegrated) await playReintegration(scene);
}

async function arrive({ stage, cast, person, caseId, personId, on, caseworker }: Scene): Promise<void> {
  const { day } = person;
  const finder = person.byPolice ? cast.police : caseworker;
  const identified = {
    personId,
    ...(person.byPolice ? { forAgencyId: cast.agencies.centre } : {}),
    channel: person.byPolice ? 'POLICE_INTERCEPTION' : 'TRANSIT_CENTRE',
    place: { country: 'NER', admin1: 'NE-7', locality: `Lieu fictif ${person.index}` },
    indicators: person.child ? ['BEGGING_QUOTA', 'CHILD_ALONE_TRAVELLING_WITH_ADULTS'] : ['DEBT', 'PROMISED_WORK'],
    wayOfArrival: 'PUSHBACK_EXPULSION',
    legalBasis: ['PUBLIC_TASK'],
  };
  await stage.act({ as: finder, on, command: 'identify-person', body: identified, day });
  const screening = { toolCode: 'BORDER_CHECKLIST', acts: ['TRANSPORTATION'], means: ['FalsePromises'], purposes: [person.child ? 'ForcedBegging' : 'ForcedLabour'], outcome: 'INDICATORS_FOUND', nextStep: 'OPEN_CASE' };
  await stage.act({ as: finder, on, command: 'complete-screening', body: screening, day });
  const informed = { informationId: stage.id(`information ${person.index}`), lang: 'hau', interpreterUsed: false, topics, channel: 'IN_PERSON' };
  await stage.act({ as: caseworker, on, command: 'provide-consent-information', body: informed, day });
  await stage.act({ as: caseworker, on, command: 'open-case', body: { caseNumber: `ZR-${person.index + 1000}`, ownerUserId: caseworker.sub, intakeForm: 'FULL' }, day });
  const registration = { registrationNumber: `REG-${person.index + 1000}`, centreId: cast.centreId, photoTaken: false };
  await stage.act({ as: caseworker, on, command: 'register-person', body: registration, day });
  const identity = { caseId, names: [`Personne fictive ${person.index}`], birthYear: person.birthYear, sex: person.sex, citizenship: ['NER'], languages: ['hau', 'fra'], documents: [] };
  await stage.act({ as: caseworker, on: ['person', personId], command: 'record-identity', body: identity, day });
  if (person.corrected) {
    const correction = { ...identity, names: [`Personne corrigée ${person.index}`], correctionReason: text('Orthographe') };
    await stage.act({ as: caseworker, on: ['person', personId], command: 'correct-identity', body: correction, day: day + 1 });
  }
  const age = { caseId, ageYears: Number(stage.dayOf(day).slice(0, 4)) - person.birthYear - 1, method: 'ESTIMATED_SOCIAL', estimated: person.child };
  await stage.act({ as: caseworker, on: ['person', personId], command: 'assess-age', body: age, day });
  if (!person.child) return;
  const guardian = { guardianPersonId: stage.id(`guardian ${person.index}`), authorityAgencyId: cast.agencies.centre, from: stage.day(day), kind: 'AD_HOC' };
  await stage.act({ as: cast.guardianship, on, command: 'appoint-guardian', body: guardian, day });
}

const scopes = ['INTERVIEW', 'CASE_MANAGEMENT', 'REFERRAL_SERVICES', 'SHARING_OTHER_ORGS', 'REINTEGRATION', 'REPORTING_NON_IDENT'];
const sharing = ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'];

/** Sharing is judged as of today: whoever was a child in the story, and has come of age since, consents to it in person, today (I-22). */
const isOfAgeToday = ({ birthYear, day }: Person, stage: Stage): boolean => `${birthYear + 19}${stage.dayOf(day).slice(4)}` <= stage.today().value;

async function consent({ stage, person, on, caseworker }: Scene): Promise<void> {
  const day = person.day + 1;
  for (const [nth, scope] of scopes.entries()) {
    if (scope === 'REPORTING_NON_IDENT' && !person.mayBeReported) {
      const refusal = { scope, reasonCode: 'NO_TRUST', effectExplained: true };
      await stage.act({ as: caseworker, on, command: 'refuse-consent', body: refusal, day });
      continue;
    }
    const consentId = stage.id(`consent ${person.index} ${scope}`);
    const shares = sharing.includes(scope);
    const ofAge = person.child && shares && isOfAgeToday(person, stage);
    const byGuardian = person.child && !ofAge;
    if (byGuardian) await stage.act({ as: caseworker, on, command: 'record-assent', body: { consentId, childView: 'AGREES' }, day, nth });
    const body = {
      consentId,
      informationId: stage.id(`information ${person.index}`),
      scope,
      recipients: shares ? [{ category: 'HEALTH' }, { category: 'EDUCATION' }] : [],
      dataCategories: shares ? ['IDENTITY', 'VULNERABILITY', 'LOCATION'] : [],
      giver: byGuardian ? 'LEGAL_GUARDIAN' : 'INDIVIDUAL',
      ...(byGuardian ? { giverName: `Tuteur fictif ${person.index}` } : {}),
      form: 'ORAL_WITNESSED',
      validFrom: ofAge ? stage.today() : stage.day(person.day),
      ...(ofAge ? { occurredAt: { ...stage.today(), zone: stage.zone } } : {}),
    };
    await stage.act({ as: caseworker, on, command: 'grant-consent', body, day, nth });
  }
}

async function assess({ stage, cast, person, on, caseworker }: Scene): Promise<void> {
  const day = person.day + 2;
  const assessmentId = stage.id(`assessment ${person.index}`);
  const interview = {
    interviewId: stage.id(`interview ${person.index}`),
    durationMin: 60,
    mode: 'IN_PERSON',
    interpreterUsed: false,
    presentRoles: ['PERSON', 'INTERVIEWER', ...(person.child ? ['GUARDIAN'] : [])],
    tool: 'INTAKE',
    summary: text('Récit fictif'),
  };
  await stage.act({ as: caseworker, on, command: 'conduct-interview', body: interview, day });
  const vulnerability = { assessmentId, version: 1, level: 'HOUSEHOLD', factors: [{ code: 'SOCIO_ECONOMIC_STATUS', polarity: 'RISK' }] };
  await stage.act({ as: caseworker, on, command: 'assess-vulnerability', body: vulnerability, day });
  const needs = { assessmentId, needs: [{ service: 'MEDICAL', urgency: 'URGENT' }, { service: 'EDUCATION', urgency: 'NORMAL' }] };
  await stage.act({ as: caseworker, on, command: 'assess-needs', body: needs, day });
  if (person.child) {
    const bia = { biaId: stage.id(`bia ${person.index}`), kind: 'SHORT', trigger: 'UASC_DURABLE_SOLUTION', childHeard: true, reasoning: text('Motifs fictifs') };
    await stage.act({ as: caseworker, on, command: 'record-bia', body: bia, day });
  }
  await stage.act({ as: caseworker, on, command: 'submit-assessment', body: { assessmentId }, day });
  if (person.index % 20 === 0) {
    await stage.act({ as: cast.supervisor, on, command: 'return-assessment', body: { assessmentId, comment: text('Précisez') }, day });
    await stage.act({ as: caseworker, on, command: 'submit-assessment', body: { assessmentId }, day: day + 1, nth: 1 });
  }
  await stage.act({ as: cast.supervisor, on, command: 'approve-assessment', body: { assessmentId }, day: day + 1 });
  const status = { status: person.status, decidedBy: 'NonPoliceGovernmentalOrganization', grounds: text('Motifs fictifs') };
  await stage.act({ as: cast.coordinator, on, command: 'determine-victim-status', body: status, day: day + 1 });
  await stage.act({ as: cast.officer, on, command: 'attribute-case', body: { grantId: cast.grantId, from: stage.dayOf(person.day) }, day });
}

async function plan({ stage, cast, person, on, caseworker }: Scene): Promise<void> {
  const day = person.day + 5;
  const planId = stage.id(`plan ${person.index}`);
  const objective = (need: string, supportType: string) => ({ objectiveId: stage.id(`objective ${person.index} ${need}`), needCode: need, goal: text('But fictif'), supportType, targetDate: stage.dayOf(day + 90) });
  await stage.act({ as: caseworker, on, command: 'draft-plan', body: { planId, objectives: [objective('MEDICAL', 'Health'), objective('EDUCATION', 'Education')] }, day });
  for (const [nth, service] of ['MEDICAL', 'EDUCATION'].entries()) {
    const item = { planId, itemId: stage.id(`item ${person.index} ${service}`), objectiveId: stage.id(`objective ${person.index} ${service}`), service, providerAgencyId: cast.agencies.centre, dueDate: stage.dayOf(day + 60) };
    await stage.act({ as: caseworker, on, command: 'add-plan-item', body: item, day, nth });
  }
  await stage.act({ as: caseworker, on, command: 'agree-plan', body: { planId, by: person.child ? 'GUARDIAN' : 'PERSON', refusedItems: [] }, day });
  await stage.act({ as: cast.supervisor, on, command: 'approve-plan', body: { planId }, day });
}

async function stay({ stage, cast, person, on, caseworker }: Scene): Promise<void> {
  const day = person.day + 6;
  const { centreId, manager } = cast;
  const grants = [cast.grantCode];
  await stage.act({ as: manager, on, command: 'admit-to-centre', body: { centreId, unit: person.child ? 'MINORS-1' : 'ADULTS-1', separateMinorUnit: person.child, grants }, day });
  const service = { serviceId: stage.id(`service ${person.index}`), type: 'MEDICAL', tier: 'COMPREHENSIVE', centreId, itemId: stage.id(`item ${person.index} MEDICAL`), place: { country: 'NER', admin1: 'NE-7' }, oneOff: false, grants };
  await stage.act({ as: caseworker, on, command: 'record-service-delivery', body: service, day: day + 1 });
  const kit = { issueId: stage.id(`kit ${person.index}`), items: [{ code: 'HYGIENE_KIT', qty: 1 }], centreId, receivedBy: person.child ? 'GUARDIAN' : 'PERSON', grants };
  await stage.act({ as: manager, on, command: 'issue-items', body: kit, day: day + 1 });
  await stage.act({ as: caseworker, on, command: 'complete-plan-item', body: { itemId: stage.id(`item ${person.index} MEDICAL`) }, day: day + 2 });
}
