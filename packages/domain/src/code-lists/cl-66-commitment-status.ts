import { codeList, type CodeOf } from './code-list.ts';

export const commitmentStatus = codeList({
  id: 'CL-66',
  name: 'commitment-status',
  version: 1,
  class: 'clear',
  title: { fr: 'États d’un engagement', en: 'Commitment status' },
  source: 'Amana',
  codes: {
    NOT_STARTED: { fr: 'Non commencé', en: 'Not started' },
    IN_PROGRESS: { fr: 'En cours', en: 'In progress' },
    ACHIEVED: { fr: 'Réalisé', en: 'Achieved' },
    DELAYED: { fr: 'En retard', en: 'Delayed' },
    DROPPED: { fr: 'Abandonné', en: 'Dropped' },
  },
});

export type CommitmentStatus = CodeOf<typeof commitmentStatus>;
