import type { Role } from '../roles.ts';
import type { RecipientCategory } from './cl-29-recipient-category.ts';
import type { ReintegrationTrack } from './cl-44-reintegration-track.ts';
import type { Evidence } from './cl-47-evidence.ts';
import type { ReintegrationDimension } from './cl-48-reintegration-dimension.ts';
import { codeList, type CodeEntry, type CodeOf } from './code-list.ts';

export type Period = { readonly days: number } | { readonly months: number };

export type MilestoneEntry = CodeEntry & {
  readonly tracks: 'ALL' | readonly ReintegrationTrack[];
  readonly dimensions: readonly ReintegrationDimension[];
  /** What is expected; without it any will do. */
  readonly evidence?: Evidence;
  /** Default, to be changed by configuration. Without it the day comes from the case: reunification, the school's year, each visit. */
  readonly due?: Period;
  readonly dueFrom?: 'TRACK_START' | 'RETURN';
  readonly notBefore?: Period;
  readonly minAgeYears?: number;
  /** Something has gone wrong: never due, never missed, no success in a figure. */
  readonly negative?: true;
  readonly countsForGrant?: true;
  readonly alerts: readonly (Role | RecipientCategory)[];
  /** They hear only of an answer that says unsafe. */
  readonly alertsWhenUnsafe?: true;
  /** They hear of it only where the person's consent says so. */
  readonly alertsByConsent?: readonly RecipientCategory[];
};

const livelihood = ['HOUSEHOLD_LIVELIHOOD', 'INDIVIDUAL_LIVELIHOOD'] as const;
const everyDimension = ['ECONOMIC', 'SOCIAL', 'PSYCHOSOCIAL'] as const;

export const milestone = codeList({
  id: 'CL-46',
  name: 'milestone',
  version: 1,
  class: 'clear',
  title: { fr: 'Étapes de la réintégration', en: 'Reintegration milestones' },
  source: 'Amana, on the three dimensions of IOM; the plan within one month of return after the IOM Reintegration Handbook',
  codes: {
    RM_PLAN_AGREED: {
      fr: 'Plan de réintégration convenu',
      en: 'Reintegration plan agreed',
      tracks: 'ALL',
      dimensions: [],
      evidence: 'PARTNER_REPORT',
      due: { months: 1 },
      dueFrom: 'RETURN',
      alerts: ['REINTEGRATION_OFFICER'],
    },
    RM_FAMILY_CONTACT: {
      fr: 'Premier contact avec la famille',
      en: 'First contact with family',
      tracks: 'ALL',
      dimensions: ['PSYCHOSOCIAL'],
      evidence: 'PHONE_CALL',
      alerts: ['TRACING_OFFICER'],
    },
    RM_REUNIFIED: {
      fr: 'Réunifié avec sa famille',
      en: 'Reunified with family',
      tracks: 'ALL',
      dimensions: ['SOCIAL'],
      evidence: 'HOME_VISIT_REPORT',
      alerts: ['SOCIAL_AFFAIRS', 'CHILD_PROTECTION'],
    },
    HH_OPTION_CHOSEN: {
      fr: 'Activité choisie',
      en: 'Livelihood option chosen',
      tracks: livelihood,
      dimensions: ['ECONOMIC'],
      evidence: 'SELF_REPORT',
      due: { days: 14 },
      alerts: [],
    },
    HH_TRAINED: {
      fr: 'Formation achevée',
      en: 'Training completed',
      tracks: livelihood,
      dimensions: ['ECONOMIC'],
      evidence: 'ATTENDANCE_SHEET',
      due: { months: 2 },
      alerts: ['NGO'],
    },
    HH_KIT_RECEIVED: {
      fr: 'Appui au démarrage reçu',
      en: 'Start-up support received',
      tracks: livelihood,
      dimensions: ['ECONOMIC'],
      evidence: 'RECEIPT',
      due: { months: 2 },
      countsForGrant: true,
      alerts: [],
    },
    HH_ACTIVITY_STARTED: {
      fr: 'Activité démarrée',
      en: 'Activity running',
      tracks: livelihood,
      dimensions: ['ECONOMIC'],
      evidence: 'HOME_VISIT_REPORT',
      due: { months: 3 },
      alerts: ['REINTEGRATION_OFFICER'],
    },
    HH_INCOME_6M: {
      fr: 'Activité maintenue à 6 mois',
      en: 'Activity still running at 6 months',
      tracks: livelihood,
      dimensions: ['ECONOMIC'],
      evidence: 'HOME_VISIT_REPORT',
      due: { months: 6 },
      alerts: ['ME_OFFICER'],
    },
    HH_INCOME_12M: {
      fr: 'Activité maintenue à 12 mois',
      en: 'Activity still running at 12 months',
      tracks: livelihood,
      dimensions: ['ECONOMIC'],
      evidence: 'HOME_VISIT_REPORT',
      due: { months: 12 },
      alerts: ['ME_OFFICER'],
    },
    ED_PLACE_FOUND: {
      fr: 'Place à l’école trouvée',
      en: 'School place found',
      tracks: ['CHILD_EDUCATION'],
      dimensions: ['SOCIAL'],
      evidence: 'SCHOOL_CERTIFICATE',
      due: { months: 1 },
      alerts: ['EDUCATION'],
    },
    ED_ENROLLED: {
      fr: 'Inscrit à l’école',
      en: 'Enrolled at school',
      tracks: ['CHILD_EDUCATION'],
      dimensions: ['SOCIAL'],
      evidence: 'SCHOOL_CERTIFICATE',
      alerts: ['EDUCATION', 'ME_OFFICER'],
    },
    ED_KIT_RECEIVED: {
      fr: 'Kit scolaire reçu (crayons, stylos, habits)',
      en: 'School kit received (pencils, pens, clothes)',
      tracks: ['CHILD_EDUCATION'],
      dimensions: ['SOCIAL'],
      evidence: 'RECEIPT',
      alerts: ['ME_OFFICER'],
    },
    ED_TERM_1: {
      fr: 'Premier trimestre suivi',
      en: 'First term attended',
      tracks: ['CHILD_EDUCATION'],
      dimensions: ['SOCIAL'],
      evidence: 'ATTENDANCE_SHEET',
      alerts: ['EDUCATION'],
    },
    ED_YEAR: {
      fr: 'Année scolaire achevée',
      en: 'School year finished',
      tracks: ['CHILD_EDUCATION'],
      dimensions: ['SOCIAL'],
      evidence: 'SCHOOL_CERTIFICATE',
      alerts: ['ME_OFFICER'],
    },
    ED_APPRENTICE: {
      fr: 'Apprentissage commencé',
      en: 'Apprenticeship started',
      tracks: ['CHILD_EDUCATION'],
      dimensions: ['ECONOMIC'],
      evidence: 'PARTNER_REPORT',
      minAgeYears: 15,
      alerts: [],
    },
    SO_CIVIL_DOC: {
      fr: 'Acte de naissance ou pièce d’identité obtenu',
      en: 'Birth certificate or identity document obtained',
      tracks: 'ALL',
      dimensions: ['SOCIAL'],
      evidence: 'DOCUMENT_SEEN',
      due: { months: 3 },
      alerts: [],
    },
    SO_HEALTH_LINKED: {
      fr: 'Relié au service de santé local',
      en: 'Linked to the local health service',
      tracks: 'ALL',
      dimensions: ['SOCIAL'],
      evidence: 'PARTNER_REPORT',
      due: { months: 1 },
      alerts: ['HEALTH'],
    },
    SO_HOUSING_STABLE: {
      fr: 'Logement stable',
      en: 'Housing stable',
      tracks: 'ALL',
      dimensions: ['SOCIAL'],
      evidence: 'HOME_VISIT_REPORT',
      due: { months: 3 },
      alerts: [],
    },
    PS_SAFE_AT_HOME: {
      fr: 'Dit se sentir en sécurité à la maison',
      en: 'States feeling safe at home',
      tracks: 'ALL',
      dimensions: ['PSYCHOSOCIAL'],
      evidence: 'HOME_VISIT_REPORT',
      alertsWhenUnsafe: true,
      alerts: ['CHILD_PROTECTION'],
    },
    PS_COUNSELLING_DONE: {
      fr: 'Suivi psychosocial achevé',
      en: 'Psychosocial follow-up completed',
      tracks: 'ALL',
      dimensions: ['PSYCHOSOCIAL'],
      evidence: 'PARTNER_REPORT',
      due: { months: 6 },
      alerts: [],
    },
    CO_SESSION_HELD: {
      fr: 'Séance communautaire tenue',
      en: 'Community session held',
      tracks: ['COMMUNITY'],
      dimensions: ['SOCIAL'],
      evidence: 'ATTENDANCE_SHEET',
      alerts: [],
    },
    FU_1M: {
      fr: 'Visite de suivi à 1 mois',
      en: 'Follow-up visit at 1 month',
      tracks: 'ALL',
      dimensions: everyDimension,
      evidence: 'HOME_VISIT_REPORT',
      due: { months: 1 },
      alertsWhenUnsafe: true,
      alerts: ['CHILD_PROTECTION'],
    },
    FU_3M: {
      fr: 'Visite de suivi à 3 mois',
      en: 'Follow-up visit at 3 months',
      tracks: 'ALL',
      dimensions: everyDimension,
      evidence: 'HOME_VISIT_REPORT',
      due: { months: 3 },
      alertsWhenUnsafe: true,
      alerts: ['CHILD_PROTECTION'],
    },
    FU_6M: {
      fr: 'Visite de suivi à 6 mois',
      en: 'Follow-up visit at 6 months',
      tracks: 'ALL',
      dimensions: everyDimension,
      evidence: 'HOME_VISIT_REPORT',
      due: { months: 6 },
      alertsWhenUnsafe: true,
      alerts: ['CHILD_PROTECTION'],
    },
    FU_12M: {
      fr: 'Visite de suivi à 12 mois',
      en: 'Follow-up visit at 12 months',
      tracks: 'ALL',
      dimensions: everyDimension,
      evidence: 'HOME_VISIT_REPORT',
      due: { months: 12 },
      alertsWhenUnsafe: true,
      alerts: ['CHILD_PROTECTION'],
    },
    RSS_BASELINE: {
      fr: 'Enquête de réintégration initiale',
      en: 'Sustainability survey, baseline',
      tracks: 'ALL',
      dimensions: everyDimension,
      evidence: 'SELF_REPORT',
      alerts: ['ME_OFFICER'],
    },
    RSS_FOLLOWUP: {
      fr: 'Enquête de réintégration de suivi',
      en: 'Sustainability survey, follow-up',
      tracks: 'ALL',
      dimensions: everyDimension,
      evidence: 'SELF_REPORT',
      alerts: ['ME_OFFICER'],
    },
    RM_SUSTAINED: {
      fr: 'Réintégration jugée durable',
      en: 'Reintegration judged sustained',
      tracks: 'ALL',
      dimensions: everyDimension,
      evidence: 'HOME_VISIT_REPORT',
      notBefore: { months: 12 },
      alerts: ['ME_OFFICER'],
    },
    RM_REMIGRATED: {
      fr: 'Remigration',
      en: 'Left again',
      tracks: 'ALL',
      dimensions: [],
      negative: true,
      alerts: ['CHILD_PROTECTION', 'NATIONAL_COORD'],
    },
    RM_RETRAFFICKED: {
      fr: 'Nouvelle traite',
      en: 'Trafficked again',
      tracks: 'ALL',
      dimensions: [],
      negative: true,
      alertsByConsent: ['POLICE'],
      alerts: ['NATIONAL_COORD'],
    },
  } satisfies Record<string, MilestoneEntry>,
});

export type Milestone = CodeOf<typeof milestone>;
