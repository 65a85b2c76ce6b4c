import type { RebuildFacts, RebuildRefusal } from '@amana/app/rebuild/rebuild-refused';

type Say = (facts: RebuildFacts) => string;
type Text = { readonly fr: Say; readonly en: Say };

const AGAIN_EN = 'Readers read what they read before.';
const AGAIN_FR = 'Les lecteurs lisent ce qu’ils lisaient.';

/** Why a build does not go live, and what to do. */
export const rebuildRefusalTexts: Readonly<Record<RebuildRefusal, Text>> = {
  CANNOT_APPLY: {
    fr: ({ stream, revision, eventId, reason }) =>
      `${stream} @ ${revision} : l’événement ${eventId} ne peut pas être appliqué (${reason}). Une reconstruction ne laisse rien de côté : donnez la commande avec une version qui sait l’appliquer, elle reprendra là. ${AGAIN_FR}`,
    en: ({ stream, revision, eventId, reason }) =>
      `${stream} @ ${revision}: event ${eventId} cannot be applied (${reason}). A rebuild leaves nothing out: give the command with a release that can apply it, it will go on there. ${AGAIN_EN}`,
  },
  ROWS_DIFFER: {
    fr: ({ build, count, first }) =>
      `${build} : ${count} lignes ne sont pas ce que le journal en refait (${first}). Elle est gardée pour qu’on la regarde ; pour la jeter et recommencer : la même commande avec --anew. ${AGAIN_FR}`,
    en: ({ build, count, first }) =>
      `${build}: ${count} rows are not what the log makes anew (${first}). It is kept to be looked at; to throw it away and begin again: the same command with --anew. ${AGAIN_EN}`,
  },
  COUNT_DIFFERS: {
    fr: ({ build, expected, found }) =>
      `${build} contient ${found} lignes, le journal en fait ${expected}. Elle est gardée pour qu’on la regarde ; pour la jeter et recommencer : la même commande avec --anew. ${AGAIN_FR}`,
    en: ({ build, expected, found }) =>
      `${build} holds ${found} rows, the log makes ${expected}. It is kept to be looked at; to throw it away and begin again: the same command with --anew. ${AGAIN_EN}`,
  },
  LOG_CHANGED: {
    fr: () => `Le journal a été restauré ou remplacé entre-temps : une nouvelle ère a commencé. Recommencez. ${AGAIN_FR}`,
    en: () => `The log was restored or replaced meanwhile: a new era has begun. Try again. ${AGAIN_EN}`,
  },
  SWITCHED_MEANWHILE: {
    fr: () => 'Une autre commande a fait lire une autre construction entre-temps. Regardez ce qui est lu avant de recommencer : npm run amana -- verify.',
    en: () => 'Another command has had another build read meanwhile. Look at what is read before you try again: npm run amana -- verify.',
  },
  NOTHING_BEFORE: {
    fr: () => `Il n’y a pas de construction antérieure de ce journal à laquelle revenir. ${AGAIN_FR}`,
    en: () => `There is no earlier build of this log to go back to. ${AGAIN_EN}`,
  },
};
