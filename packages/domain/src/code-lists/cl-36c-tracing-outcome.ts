import { codeList, type CodeOf } from './code-list.ts';

export const tracingOutcome = codeList({
  id: 'CL-36c',
  name: 'tracing-outcome',
  version: 1,
  class: 'clear',
  title: { fr: 'Résultats d’une recherche familiale', en: 'Tracing outcomes' },
  source: 'Amana; mapped to Primero',
  codes: {
    PENDING: { fr: 'En attente', en: 'Pending', primero: 'pending' },
    SUCCESSFUL: { fr: 'Aboutie', en: 'Successful', primero: 'successful' },
    UNSUCCESSFUL: { fr: 'Non aboutie', en: 'Unsuccessful', primero: 'unsuccessful' },
  },
});

export type TracingOutcome = CodeOf<typeof tracingOutcome>;
