import { rejections } from '../rejection-text.ts';

export const centreRejections = rejections({
  MINOR_CAPACITY_TOO_HIGH: {
    kind: 'input',
    fr: { title: 'Trop de places pour mineurs', detail: 'Les places pour mineurs (minorCapacity) font partie des places du centre (capacity). Corrigez l’un des deux nombres.' },
    en: { title: 'Too many places for minors', detail: 'The places for minors (minorCapacity) are part of the places of the centre (capacity). Correct one of the two numbers.' },
  },
  ITEM_NAMED_TWICE: {
    kind: 'input',
    fr: { title: 'Article en double', detail: 'L’article {item} figure deux fois, et l’on ne sait pas quel nombre vaut. Donnez chaque article une seule fois.' },
    en: { title: 'Item named twice', detail: 'The item {item} stands there twice, and it is not clear which number holds. Give each item once.' },
  },
});
