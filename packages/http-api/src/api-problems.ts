import type { ProblemTable } from '@amana/platform/problem';

/** Rows that belong to the API as such: neither a rule of the domain nor a manner of the platform. */
export const apiProblems = {
  RECORD_NOT_FOUND: {
    status: 404,
    fr: { title: 'Introuvable', detail: 'Cet enregistrement n’existe pas, ou n’est pas accessible à votre agence. Vérifiez l’identifiant.' },
    en: { title: 'Not found', detail: 'This record does not exist, or is not your agency’s. Check the id.' },
  },
  ID_INVALID: {
    status: 400,
    fr: { title: 'Identifiant invalide', detail: 'L’identifiant dans l’adresse doit être un UUID en minuscules.' },
    en: { title: 'Invalid id', detail: 'The id in the address must be a UUID in lower case.' },
  },
  KEY_REUSED: {
    status: 422,
    fr: { title: 'Clé déjà utilisée', detail: 'Cette Idempotency-Key a servi pour une autre commande sur cet enregistrement. Créez une nouvelle clé pour une nouvelle commande.' },
    en: { title: 'Key used before', detail: 'This Idempotency-Key was used for another command on this record. Make a new key for a new command.' },
  },
  STALE_REVISION: {
    status: 412,
    fr: { title: 'Révision dépassée', detail: 'L’enregistrement a changé : il en est à la révision {actual}. Relisez-le, puis renvoyez la commande avec cette révision dans If-Match.' },
    en: { title: 'Stale revision', detail: 'The record has changed: it stands at revision {actual}. Read it again, then send the command with that revision in If-Match.' },
  },
  BUSY_RECORD: {
    status: 409,
    fr: { title: 'Enregistrement très sollicité', detail: 'D’autres écrivent sans cesse sur cet enregistrement. Renvoyez la commande avec la même clé dans un instant.' },
    en: { title: 'Busy record', detail: 'Others keep writing to this record. Send the command again with the same key in a moment.' },
  },
  RECORD_TOO_LONG: {
    status: 409,
    fr: { title: 'Enregistrement trop long', detail: 'Cet enregistrement a atteint sa taille maximale. Clôturez-le et ouvrez-en un nouveau ; prévenez l’exploitant.' },
    en: { title: 'Record too long', detail: 'This record has reached its greatest length. Close it and open a new one; tell the operator.' },
  },
  WRONG_ERA: {
    status: 409,
    fr: { title: 'Journal remplacé', detail: 'Le journal a été restauré ou déplacé. Oubliez les positions et curseurs conservés, et renvoyez les commandes acquittées des 30 derniers jours avec leurs clés.' },
    en: { title: 'Log replaced', detail: 'The log was restored or moved. Forget kept positions and cursors, and send the acknowledged commands of the last 30 days again with their keys.' },
  },
  NOT_YET_READABLE: {
    status: 503,
    fr: { title: 'Pas encore lisible', detail: 'Les listes n’ont pas encore rattrapé cette écriture. Réessayez après le délai indiqué.' },
    en: { title: 'Not readable yet', detail: 'The lists have not caught up with this write. Try again after the time given.' },
  },
  CURSOR_INVALID: {
    status: 400,
    fr: { title: 'Curseur invalide', detail: 'Le curseur n’appartient pas à cette liste. Recommencez depuis la première page.' },
    en: { title: 'Invalid cursor', detail: 'The cursor does not belong to this list. Begin again with the first page.' },
  },
} as const satisfies ProblemTable;
