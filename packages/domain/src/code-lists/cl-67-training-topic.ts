import { codeList, type CodeOf } from './code-list.ts';

export const trainingTopic = codeList({
  id: 'CL-67',
  name: 'training-topic',
  version: 1,
  class: 'clear',
  title: { fr: 'Thèmes de formation', en: 'Training topics' },
  source: 'Amana, after trainings of IOM in Niger',
  codes: {
    CARE_OF_VICTIMS: { fr: 'Prise en charge des victimes', en: 'Care of victims' },
    CENTRE_MANAGEMENT: { fr: 'Gestion de centre', en: 'Centre management' },
    IDENTIFICATION: { fr: 'Identification', en: 'Identification' },
    INTERVIEW_TECHNIQUE: { fr: 'Techniques d’entretien', en: 'Interview technique' },
    REFERRAL_MECHANISM: { fr: 'Mécanisme de référencement', en: 'Referral mechanism' },
    INTEGRATING_TIP_IN_PROTECTION: { fr: 'Intégrer la traite dans la protection', en: 'Integrating trafficking in protection' },
    DATA_PROTECTION: { fr: 'Protection des données', en: 'Data protection' },
    REINTEGRATION: { fr: 'Réintégration', en: 'Reintegration' },
    CHILD_PROTECTION: { fr: 'Protection de l’enfance', en: 'Child protection' },
  },
});

export type TrainingTopic = CodeOf<typeof trainingTopic>;
