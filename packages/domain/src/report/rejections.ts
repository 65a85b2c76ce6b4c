import { rejections } from '../rejection-text.ts';

export const reportRejections = rejections({
  REPORT_IS_FROZEN: {
    kind: 'rule',
    fr: { title: 'Rapport figé', detail: 'Un rapport publié ne change plus (I-109). Publiez-en un nouveau sous un autre identifiant.' },
    en: { title: 'Report is frozen', detail: 'A published report never changes (I-109). Publish a new one under another id.' },
  },
  PERIOD_INVALID: {
    kind: 'input',
    fr: { title: 'Période invalide', detail: 'La période doit être terminée, et sa fin ne pas précéder son début.' },
    en: { title: 'Invalid period', detail: 'The period must be over, and must not end before it begins.' },
  },
  PERIOD_RELEASED_BEFORE: {
    kind: 'rule',
    fr: {
      title: 'Période déjà publiée',
      detail: 'Un rapport de cette subvention et de ce centre couvre déjà une partie de la période : la différence des deux pourrait révéler une personne.',
    },
    en: {
      title: 'Period released before',
      detail: 'A release of this grant and centre already covers part of the period: the difference of the two could reveal a person.',
    },
  },
  FIGURES_NOT_AVAILABLE: {
    kind: 'rule',
    fr: { title: 'Chiffres indisponibles', detail: 'Les chiffres ne peuvent pas être calculés pour le moment. Réessayez dans quelques minutes.' },
    en: { title: 'Figures not available', detail: 'The figures cannot be computed at the moment. Try again in a few minutes.' },
  },
});
