import { rejections } from '../../rejection-text.ts';

export const attributionRejections = rejections({
  ATTRIBUTION_OUTSIDE_GRANT: {
    kind: 'input',
    fr: { title: 'Hors de la période de la subvention', detail: 'La subvention court du {from} au {to} (I-53). Choisissez un jour de cette période.' },
    en: { title: 'Outside the period of the grant', detail: 'The grant runs from {from} to {to} (I-53). Choose a day of this period.' },
  },
  ATTRIBUTED_BEFORE: {
    kind: 'rule',
    fr: { title: 'Déjà attribué', detail: 'Le dossier est déjà attribué à cette subvention à partir de ce jour (I-53). Il n’y a rien à faire.' },
    en: { title: 'Attributed before', detail: 'The case is attributed to this grant from that day already (I-53). There is nothing to do.' },
  },
});
