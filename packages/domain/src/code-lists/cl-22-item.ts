import { codeList, type CodeOf } from './code-list.ts';

export const item = codeList({
  id: 'CL-22',
  name: 'item',
  version: 1,
  class: 'clear',
  title: { fr: 'Articles et kits', en: 'Items and kits' },
  source: 'Amana, after the kits that are distributed in Niger',
  codes: {
    SCHOOL_KIT: { fr: 'Kit scolaire (crayons, stylos, habits)', en: 'School kit (pencils, pens, clothes)' },
    HYGIENE_KIT: { fr: 'Kit d’hygiène', en: 'Hygiene kit' },
    DIGNITY_KIT: { fr: 'Kit de dignité', en: 'Dignity kit' },
    CLOTHING_KIT: { fr: 'Kit de vêtements', en: 'Clothing kit' },
    FOOD_PARCEL: { fr: 'Colis alimentaire', en: 'Food parcel' },
    COOKING_KIT: { fr: 'Kit de cuisine', en: 'Cooking kit' },
    SLEEPING_KIT: { fr: 'Kit de couchage', en: 'Sleeping kit' },
    TRANSIT_KIT: { fr: 'Kit de transit', en: 'Transit kit' },
    BUSINESS_STARTUP_KIT: { fr: 'Kit de démarrage d’activité', en: 'Business start-up kit' },
    MEDICINES: { fr: 'Médicaments', en: 'Medicines' },
    OTHER_KIT: { fr: 'Autre kit', en: 'Other kit' },
  },
});

export type Item = CodeOf<typeof item>;
