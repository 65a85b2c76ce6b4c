import { rejections } from '../rejection-text.ts';

export const grantRejections = rejections({
  GRANT_CODE_TAKEN: {
    kind: 'rule',
    fr: { title: 'Code déjà pris', detail: 'Une subvention porte déjà ce code (grantCode). Utilisez-la, ou choisissez un autre code.' },
    en: { title: 'Code already taken', detail: 'A grant already has this code (grantCode). Use that grant, or choose another code.' },
  },
  GRANT_PERIOD_INVALID: {
    kind: 'input',
    fr: { title: 'Période invalide', detail: 'La subvention ne peut pas finir (to) avant de commencer (from). Corrigez l’un des deux jours.' },
    en: { title: 'Invalid period', detail: 'The grant cannot end (to) before it begins (from). Correct one of the two days.' },
  },
});
