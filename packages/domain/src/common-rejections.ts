import { rejections } from './rejection-text.ts';

export const commonRejections = rejections({
  OCCURRED_IN_FUTURE: {
    kind: 'input',
    fr: { title: 'Date dans le futur', detail: 'La date de l’événement est dans le futur pour le serveur (I-103). Vérifiez la date. Si elle est exacte, une horloge est fausse, celle de l’appareil ou celle du serveur : vérifiez d’abord celle de l’appareil, sinon prévenez qui exploite le serveur ; renvoyez la commande une fois l’heure remise.' },
    en: { title: 'Date in the future', detail: 'The date of the event lies in the future for the server (I-103). Check the date. If it is right, a clock is wrong, the device’s or the server’s: look at the device’s first, else tell whoever operates the server; send the command again once the time is set right.' },
  },
  ID_ALREADY_USED: {
    kind: 'rule',
    fr: { title: 'Identifiant déjà utilisé', detail: 'Cet identifiant désigne déjà un autre élément. Créez un nouvel UUID pour le nouvel élément.' },
    en: { title: 'Id already used', detail: 'This id already names another entity. Make a new UUID for the new one.' },
  },
  UNKNOWN_REFERENCE: {
    kind: 'missing',
    fr: { title: 'Référence inconnue', detail: 'L’élément désigné n’existe pas, ou n’est pas accessible à votre agence. Vérifiez l’identifiant.' },
    en: { title: 'Unknown reference', detail: 'What is named does not exist, or is not your agency’s to name. Check the id.' },
  },
  STREAM_EXISTS: {
    kind: 'rule',
    fr: { title: 'Existe déjà', detail: 'Cet enregistrement a déjà été créé. Utilisez les commandes qui le modifient, ou un nouvel UUID.' },
    en: { title: 'Exists already', detail: 'This record was created before. Use the commands that change it, or a new UUID.' },
  },
  SAME_PERSON_APPROVES: {
    kind: 'rule',
    fr: { title: 'Auto-approbation interdite', detail: 'La personne qui a soumis ne peut pas approuver (I-32). Demandez à un autre superviseur.' },
    en: { title: 'Self-approval forbidden', detail: 'Whoever submitted may not approve (I-32). Ask another supervisor.' },
  },
});
