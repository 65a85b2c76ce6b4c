import { codeList, type CodeOf } from './code-list.ts';

export const groupActivity = codeList({
  id: 'CL-61',
  name: 'group-activity',
  version: 1,
  class: 'clear',
  title: { fr: 'Activités de groupe', en: 'Group activities' },
  source: 'Amana, after activities of IOM and ANLTP/TIM in Niger',
  codes: {
    KIT_DISTRIBUTION: { fr: 'Distribution de kits', en: 'Distribution of kits' },
    FOOD_DISTRIBUTION: { fr: 'Distribution alimentaire', en: 'Food distribution' },
    MEDICAL_CONSULTATION: { fr: 'Consultation médicale', en: 'Medical consultation' },
    MHPSS_SESSION: { fr: 'Séance psychosociale', en: 'Psychosocial session' },
    SENSITISATION_SESSION: { fr: 'Séance de sensibilisation', en: 'Awareness session' },
    AWARENESS_CAMPAIGN: { fr: 'Campagne de sensibilisation', en: 'Awareness campaign' },
    CARAVAN: { fr: 'Caravane', en: 'Caravan' },
    RECREATION_SESSION: { fr: 'Séance récréative', en: 'Recreation session' },
    TRAINING: { fr: 'Formation', en: 'Training' },
    CONSULTATION_WORKSHOP: { fr: 'Atelier de consultation', en: 'Consultation workshop' },
    FORUM_THEATRE: { fr: 'Théâtre-forum', en: 'Forum theatre' },
  },
});

export type GroupActivity = CodeOf<typeof groupActivity>;
