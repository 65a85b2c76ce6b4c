import { codeList, type CodeOf } from './code-list.ts';

export const nigerRegion = codeList({
  id: 'CL-04-region',
  name: 'niger-region',
  version: 1,
  class: 'field',
  title: { fr: 'Régions du Niger', en: 'Regions of Niger' },
  source: 'ISO 3166-2',
  codes: {
    'NE-1': { fr: 'Agadez', en: 'Agadez' },
    'NE-2': { fr: 'Diffa', en: 'Diffa' },
    'NE-3': { fr: 'Dosso', en: 'Dosso' },
    'NE-4': { fr: 'Maradi', en: 'Maradi' },
    'NE-5': { fr: 'Tahoua', en: 'Tahoua' },
    'NE-6': { fr: 'Tillabéri', en: 'Tillabéri' },
    'NE-7': { fr: 'Zinder', en: 'Zinder' },
    'NE-8': { fr: 'Niamey', en: 'Niamey' },
  },
});

export type NigerRegion = CodeOf<typeof nigerRegion>;
