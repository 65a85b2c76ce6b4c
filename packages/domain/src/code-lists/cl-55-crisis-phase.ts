import { codeList, type CodeOf } from './code-list.ts';

export const crisisPhase = codeList({
  id: 'CL-55-phase',
  name: 'crisis-phase',
  version: 1,
  class: 'field',
  title: { fr: 'Phases de crise', en: 'Phases of a crisis' },
  source: 'IOM counter-trafficking in crisis',
  codes: {
    BEFORE: { fr: 'Avant la crise', en: 'Before the crisis' },
    DURING: { fr: 'Pendant la crise', en: 'During the crisis' },
    AFTER: { fr: 'Après la crise', en: 'After the crisis' },
  },
});

export type CrisisPhase = CodeOf<typeof crisisPhase>;
