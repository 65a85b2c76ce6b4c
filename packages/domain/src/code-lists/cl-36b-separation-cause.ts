import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const separationCause = codeList({
  id: 'CL-36b',
  name: 'separation-cause',
  version: 1,
  class: 'statistic',
  title: { fr: 'Causes de séparation', en: 'Causes of separation' },
  source: 'Amana; mapped to Primero',
  codes: {
    CONFLICT: { fr: 'Conflit', en: 'Conflict', primero: 'conflict' },
    DEATH: { fr: 'Décès', en: 'Death', primero: 'death' },
    FAMILY_ABUSE_VIOLENCE_EXPLOITATION: {
      fr: 'Maltraitance, violence ou exploitation dans la famille',
      en: 'Abuse, violence or exploitation in the family',
      primero: 'family_abuse_violence_exploitation',
    },
    LACK_OF_ACCESS_TO_SERVICES_SUPPORT: {
      fr: 'Manque d’accès aux services ou à un appui',
      en: 'Lack of access to services or support',
      primero: 'lack_of_access_to_services_support',
    },
    CAAFAG: { fr: 'Association à une force ou un groupe armé', en: 'Association with an armed force or group', primero: 'caafag' },
    SICKNESS_OF_FAMILY_MEMBER: {
      fr: 'Maladie d’un membre de la famille',
      en: 'Sickness of a family member',
      primero: 'sickness_of_family_member',
    },
    ENTRUSTED_INTO_THE_CARE_OF_AN_INDIVIDUAL: {
      fr: 'Confié à une personne',
      en: 'Entrusted to someone’s care',
      primero: 'entrusted_into_the_care_of_an_individual',
    },
    ARREST_AND_DETENTION: { fr: 'Arrestation et détention', en: 'Arrest and detention', primero: 'arrest_and_detention' },
    ABANDONMENT: { fr: 'Abandon', en: 'Abandonment', primero: 'abandonment' },
    REPATRIATION: { fr: 'Rapatriement', en: 'Repatriation', primero: 'repatriation' },
    POPULATION_MOVEMENT: { fr: 'Mouvement de population', en: 'Population movement', primero: 'population_movement' },
    MIGRATION: { fr: 'Migration', en: 'Migration', primero: 'migration' },
    POVERTY: { fr: 'Pauvreté', en: 'Poverty', primero: 'poverty' },
    NATURAL_DISASTER: { fr: 'Catastrophe naturelle', en: 'Natural disaster', primero: 'natural_disaster' },
    DIVORCE_REMARRIAGE: { fr: 'Divorce ou remariage', en: 'Divorce or remarriage', primero: 'divorce_remarriage' },
    OTHER: { fr: 'Autre', en: 'Other', primero: 'other' },
    ...technicalValues,
  },
});

export type SeparationCause = CodeOf<typeof separationCause>;
