import { codeList, type CodeOf } from './code-list.ts';

export const tracingAction = codeList({
  id: 'CL-36',
  name: 'tracing-action',
  version: 1,
  class: 'clear',
  title: { fr: 'Actions de recherche familiale', en: 'Tracing actions' },
  source: 'Amana; mapped to Primero',
  codes: {
    CASE_BY_CASE_TRACING: { fr: 'Recherche au cas par cas', en: 'Case-by-case tracing', primero: 'case_by_case_tracing' },
    INDIVIDUAL_TRACING: { fr: 'Recherche individuelle', en: 'Individual tracing', primero: 'individual_tracing' },
    MASS_TRACING: { fr: 'Recherche collective', en: 'Mass tracing', primero: 'mass_tracing' },
    PHOTO_TRACING: { fr: 'Recherche par photo', en: 'Photo tracing', primero: 'photo_tracing' },
    REFERRAL_TO_NGO: { fr: 'Référencement à une ONG', en: 'Referral to an NGO', primero: 'referral_to_ngo' },
    REFERRAL_TO_ICRC: { fr: 'Référencement au CICR', en: 'Referral to the ICRC', primero: 'referral_to_icrc' },
  },
});

export type TracingAction = CodeOf<typeof tracingAction>;
