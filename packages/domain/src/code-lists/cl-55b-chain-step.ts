import { codeList, type CodeOf } from './code-list.ts';

export const chainStep = codeList({
  id: 'CL-55b',
  name: 'chain-step',
  version: 1,
  class: 'clear',
  title: { fr: 'Étapes de la chaîne', en: 'Steps of the chain' },
  source: 'Niamey Declaration, regional conference',
  codes: {
    IDENTIFICATION: { fr: 'Identification', en: 'Identification' },
    INVESTIGATION: { fr: 'Enquête', en: 'Investigation' },
    PROTECTION: { fr: 'Protection', en: 'Protection' },
    PROSECUTION: { fr: 'Poursuites', en: 'Prosecution' },
    COORDINATION: { fr: 'Coordination', en: 'Coordination' },
  },
});

export type ChainStep = CodeOf<typeof chainStep>;
