import { codeList, type CodeOf } from './code-list.ts';

export const reintegrationDimension = codeList({
  id: 'CL-48',
  name: 'reintegration-dimension',
  version: 1,
  class: 'clear',
  title: { fr: 'Dimensions de la réintégration', en: 'Dimensions of reintegration' },
  source: 'IOM Reintegration Handbook',
  codes: {
    ECONOMIC: { fr: 'Économique', en: 'Economic' },
    SOCIAL: { fr: 'Sociale', en: 'Social' },
    PSYCHOSOCIAL: { fr: 'Psychosociale', en: 'Psychosocial' },
  },
});

export type ReintegrationDimension = CodeOf<typeof reintegrationDimension>;
