import { codeList, type CodeOf } from './code-list.ts';

export const followUpType = codeList({
  id: 'CL-50',
  name: 'follow-up-type',
  version: 1,
  class: 'clear',
  title: { fr: 'Types de suivi', en: 'Follow-up types' },
  source: 'Amana; mapped to Primero',
  codes: {
    AFTER_REUNIFICATION: { fr: 'Après réunification', en: 'After reunification', primero: 'after_reunification' },
    IN_CARE: { fr: 'Pendant la prise en charge', en: 'In care', primero: 'in_care' },
    FOR_SERVICE: { fr: 'Suivi d’un service', en: 'Follow-up of a service', primero: 'for_service' },
    FOR_ASSESSMENT: { fr: 'Suivi d’une évaluation', en: 'Follow-up of an assessment', primero: 'for_assesment' },
    POST_CLOSURE: { fr: 'Après clôture', en: 'After closure' },
    REINTEGRATION_MONITORING: { fr: 'Suivi de la réintégration', en: 'Monitoring of reintegration' },
  },
});

export type FollowUpType = CodeOf<typeof followUpType>;
