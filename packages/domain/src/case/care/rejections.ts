import { rejections } from '../../rejection-text.ts';

export const careRejections = rejections({
  NO_ACTUAL_CARE: {
    kind: 'input',
    fr: {
      title: 'Aucune prise en charge',
      detail:
        'La réintégration s’appuie sur cette prise en charge : indiquez celle qui a été trouvée pour l’enfant, pas son absence ni un mode inconnu (I-74).',
    },
    en: {
      title: 'No care',
      detail:
        'Reintegration builds on this arrangement: give the one that was found for the child, not its absence or an unknown one (I-74).',
    },
  },
});
