import { codeList, type CodeOf } from './code-list.ts';

export const theoryOfChangeArea = codeList({
  id: 'CL-54',
  name: 'theory-of-change-area',
  version: 1,
  class: 'clear',
  title: { fr: 'Domaines de la théorie du changement', en: 'Areas of the theory of change' },
  source: 'IOM counter-trafficking, theory of change',
  codes: {
    CASE_MANAGEMENT: { fr: 'Gestion de cas', en: 'Case management' },
    SERVICES_AND_PROTECTION: { fr: 'Fourniture de services et protection', en: 'Services and protection' },
    REFERRAL_SYSTEM: { fr: 'Système d’orientation', en: 'Referral system' },
    PRIVATE_SECTOR: { fr: 'Secteur privé', en: 'Private sector' },
    ETHICAL_RECRUITMENT: { fr: 'Recrutement éthique', en: 'Ethical recruitment' },
    JUDICIAL_CAPACITY: { fr: 'Capacités judiciaires', en: 'Judicial capacity' },
    LAW_AND_POLICY: { fr: 'Lois et politiques', en: 'Law and policy' },
    RESEARCH_AND_DATA: { fr: 'Recherche et données', en: 'Research and data' },
  },
});

export type TheoryOfChangeArea = CodeOf<typeof theoryOfChangeArea>;
