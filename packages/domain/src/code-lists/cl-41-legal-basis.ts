import { codeList, type CodeOf } from './code-list.ts';

/** Special categories of data need a condition of Article 9 besides. */
export const legalBasis = codeList({
  id: 'CL-41',
  name: 'legal-basis',
  version: 1,
  class: 'clear',
  title: { fr: 'Bases légales', en: 'Legal bases' },
  source: 'GDPR, Article 6',
  codes: {
    CONSENT: { fr: 'Consentement', en: 'Consent' },
    CONTRACT: { fr: 'Contrat', en: 'Contract' },
    VITAL_INTERESTS: { fr: 'Intérêts vitaux', en: 'Vital interests' },
    LEGAL_OBLIGATION: { fr: 'Obligation légale', en: 'Legal obligation' },
    PUBLIC_TASK: { fr: 'Mission d’intérêt public', en: 'Public task' },
    LEGITIMATE_INTEREST: { fr: 'Intérêt légitime', en: 'Legitimate interest' },
  },
});

export type LegalBasis = CodeOf<typeof legalBasis>;
