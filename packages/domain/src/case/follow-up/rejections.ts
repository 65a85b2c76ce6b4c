import { rejections } from '../../rejection-text.ts';

export const followUpRejections = rejections({
  UNSAFE_NEEDS_ALERT_AND_RISK: {
    kind: 'input',
    fr: {
      title: 'Alerte et niveau de risque manquants',
      detail: 'Une personne qui n’est pas en sécurité demande une alerte et un nouveau niveau de risque (I-85). Ajoutez safetyAlert et risk.',
    },
    en: {
      title: 'Alert and risk level missing',
      detail: 'A person who is not safe needs a safety alert and a new level of risk (I-85). Add safetyAlert and risk.',
    },
  },
  SAFE_TAKES_NO_ALERT: {
    kind: 'input',
    fr: {
      title: 'Alerte sans danger',
      detail: 'safetyAlert et risk ne vont qu’avec safe : false (I-85). Corrigez safe, ou retirez-les.',
    },
    en: {
      title: 'Alert without danger',
      detail: 'safetyAlert and risk go with safe: false only (I-85). Correct safe, or leave them out.',
    },
  },
});
