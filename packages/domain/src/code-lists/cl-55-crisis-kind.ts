import { codeList, type CodeOf } from './code-list.ts';

/** `clear` in the crisis tag; whether an armed group was involved is a `statistic` field beside it, never in the tag. */
export const crisisKind = codeList({
  id: 'CL-55-kind',
  name: 'crisis-kind',
  version: 1,
  class: 'field',
  title: { fr: 'Types de crise', en: 'Kinds of crisis' },
  source: 'Amana',
  codes: {
    ARMED_CONFLICT: { fr: 'Conflit armé', en: 'Armed conflict' },
    NATURAL_DISASTER: { fr: 'Catastrophe naturelle', en: 'Natural disaster' },
    DISPLACEMENT: { fr: 'Déplacement de population', en: 'Displacement' },
    EPIDEMIC: { fr: 'Épidémie', en: 'Epidemic' },
    NONE: { fr: 'Aucune', en: 'None' },
  },
});

export type CrisisKind = CodeOf<typeof crisisKind>;
