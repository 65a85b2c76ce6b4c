import { codeList, type CodeOf } from './code-list.ts';

export const sensitisationTopic = codeList({
  id: 'CL-64',
  name: 'sensitisation-topic',
  version: 1,
  class: 'clear',
  title: { fr: 'Thèmes de sensibilisation', en: 'Awareness topics' },
  source: 'Amana',
  codes: {
    RISKS_OF_TRAFFICKING: { fr: 'Risques de traite', en: 'Risks of trafficking' },
    CHILD_BEGGING: { fr: 'Mendicité des enfants', en: 'Child begging' },
    IRREGULAR_MIGRATION_RISKS: { fr: 'Risques de la migration irrégulière', en: 'Risks of irregular migration' },
    RIGHTS_AND_SERVICES: { fr: 'Droits et services', en: 'Rights and services' },
    REPORTING_CHANNELS: { fr: 'Moyens de signalement', en: 'How to report' },
    SCHOOLING: { fr: 'Scolarisation', en: 'Schooling' },
    LEGAL_FRAMEWORK: { fr: 'Cadre juridique', en: 'Legal framework' },
    CENTRE_SERVICES: { fr: 'Services du centre', en: 'Services of the centre' },
  },
});

export type SensitisationTopic = CodeOf<typeof sensitisationTopic>;
