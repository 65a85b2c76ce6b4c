import { codeList, type CodeOf } from './code-list.ts';

export const tracingStatus = codeList({
  id: 'CL-37',
  name: 'tracing-status',
  version: 1,
  class: 'clear',
  title: { fr: 'États de la recherche familiale', en: 'Tracing status' },
  source: 'Amana; mapped to Primero',
  codes: {
    OPEN: { fr: 'Ouvert', en: 'Open', primero: 'open' },
    TRACING_IN_PROGRESS: { fr: 'Recherche en cours', en: 'Tracing in progress', primero: 'tracing_in_progress' },
    VERIFIED: { fr: 'Lien vérifié', en: 'Link verified', primero: 'verified' },
    REUNIFIED: { fr: 'Réunifié', en: 'Reunified', primero: 'reunified' },
    CLOSED: { fr: 'Clos', en: 'Closed', primero: 'closed' },
  },
});

export type TracingStatus = CodeOf<typeof tracingStatus>;
