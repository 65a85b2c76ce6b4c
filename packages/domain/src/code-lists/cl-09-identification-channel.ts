import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const identificationChannel = codeList({
  id: 'CL-09',
  name: 'identification-channel',
  version: 1,
  class: 'statistic',
  title: { fr: 'Voies d’identification et d’arrivée', en: 'Identification channels and ways of arrival' },
  source: 'Amana',
  codes: {
    POLICE_INTERCEPTION: { fr: 'Interception par la police', en: 'Police interception' },
    BORDER_POST: { fr: 'Poste frontière', en: 'Border post' },
    EXPULSION_ARRIVAL: { fr: 'Arrivée après expulsion', en: 'Arrival after expulsion' },
    PUSHBACK_EXPULSION: { fr: 'Refoulement ou expulsion en chaîne', en: 'Push-back or chain expulsion' },
    NGO_PROFILING: { fr: 'Profilage par une ONG', en: 'Profiling by an NGO' },
    HOTLINE: { fr: 'Ligne d’assistance', en: 'Helpline' },
    SELF_REFERRAL: { fr: 'Démarche personnelle', en: 'Self-referral' },
    COMMUNITY_LEADER: { fr: 'Leader communautaire', en: 'Community leader' },
    OTHER_AGENCY_REFERRAL: { fr: 'Référencement par une autre organisation', en: 'Referral by another organisation' },
    TRANSIT_CENTRE: { fr: 'Centre de transit', en: 'Transit centre' },
    FOREIGN_AGENCY: { fr: 'Agence étrangère', en: 'Foreign agency' },
    COURT: { fr: 'Tribunal', en: 'Court' },
    HEALTH_FACILITY: { fr: 'Structure de santé', en: 'Health facility' },
    SCHOOL: { fr: 'École', en: 'School' },
    ...technicalValues,
  },
});

export type IdentificationChannel = CodeOf<typeof identificationChannel>;
