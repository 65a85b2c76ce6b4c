import type { MoveFacts, MoveRefusal } from '@amana/app/moving/move-refused';

type Say = (facts: MoveFacts) => string;
type Text = { readonly fr: Say; readonly en: Say };

const fileIn = ({ log, line }: MoveFacts): string => `${log}.jsonl${line === undefined ? '' : `:${line}`}`;

/** Why a move did not happen, and what to do. */
export const moveRefusalTexts: Readonly<Record<MoveRefusal, Text>> = {
  NO_LOG: {
    fr: () => 'Il n’y a pas de journal d’Amana ici : vérifiez AMANA_DATA (mode embarqué) ou AMANA_EVENTSTORE_URL (mode distribué).',
    en: () => 'There is no log of Amana here: check AMANA_DATA (embedded) or AMANA_EVENTSTORE_URL (distributed).',
  },
  LOG_NOT_WHOLE: {
    fr: ({ event }) => `Le journal n’est pas entier : un événement manque autour de ${event}. Restaurez-le depuis une copie, puis exportez.`,
    en: ({ event }) => `The log is not whole: an event around ${event} is missing. Restore it from a copy, then export.`,
  },
  STILL_WRITTEN: {
    fr: () => 'Quelqu’un écrit encore dans ce journal. Arrêtez tous les services, puis recommencez ; rien n’a été exporté.',
    en: () => 'Somebody still writes to this log. Stop all services, then try again; nothing was exported.',
  },
  FOLDER_EXISTS: {
    fr: ({ folder }) => `${folder} existe déjà et n’est pas écrasé : nommez un dossier qui n’existe pas encore.`,
    en: ({ folder }) => `${folder} exists already and is not overwritten: name a folder that does not exist yet.`,
  },
  KEYRING_MISSING: {
    fr: ({ file }) => `Le trousseau ${file} n’est pas là : sans lui, personne ne pourrait lire ce qui est scellé. Rien n’a été copié.`,
    en: ({ file }) => `The keyring ${file} is not there: without it nobody could read what is sealed. Nothing was copied.`,
  },
  EXPORT_INCOMPLETE: {
    fr: ({ file }) => `L’export est incomplet : ${file} n’est pas là. Copiez le dossier entier.`,
    en: ({ file }) => `The export is incomplete: ${file} is not there. Copy the whole folder.`,
  },
  EXPORT_UNREADABLE: {
    fr: () => 'manifest.json n’est pas celui d’un export d’Amana.',
    en: () => 'manifest.json is not that of an export of Amana.',
  },
  EXPORT_VERSION: {
    fr: ({ version, known }) => `L’export a le format ${version}, ce programme lit le format ${known} : importez-le avec la version qui l’a écrit.`,
    en: ({ version, known }) => `The export has format ${version}, this program reads format ${known}: import it with the version that wrote it.`,
  },
  EXPORT_DAMAGED: {
    fr: (facts) => `L’export est abîmé (${fileIn(facts)}) : ce n’est pas ce qui a été exporté. Copiez-le de nouveau depuis la source ; rien n’a été écrit.`,
    en: (facts) => `The export is damaged (${fileIn(facts)}): it is not what was exported. Copy it again from the source; nothing was written.`,
  },
  EXPORT_PURPOSE: {
    fr: ({ made, asked }) => `L’export vient d’un journal « ${made} », mais AMANA_LOG_PURPOSE dit ${asked} ici. Rien n’a été écrit.`,
    en: ({ made, asked }) => `The export comes from a log for ${made}, but AMANA_LOG_PURPOSE says ${asked} here. Nothing was written.`,
  },
  KEYRING_DAMAGED: {
    fr: ({ file }) => `${file} n’est pas le trousseau de cet export, ou il est abîmé. Copiez le dossier de nouveau depuis la source ; rien n’a été écrit.`,
    en: ({ file }) => `${file} is not the keyring of this export, or it is damaged. Copy the folder again from the source; nothing was written.`,
  },
  TARGET_NOT_EMPTY: {
    fr: () => 'La cible contient autre chose que le début de cet export. Un journal n’est importé que dans un journal vide ; rien n’a été écrit.',
    en: () => 'The target holds something else than the beginning of this export. A log is imported into an empty one only; nothing was written.',
  },
  TARGET_CHANGED: {
    fr: () => 'Quelqu’un d’autre a écrit dans la cible pendant l’import : elle n’est pas devenue ce journal. Arrêtez ce qui y écrit, videz-la, et recommencez.',
    en: () => 'Somebody else wrote to the target during the import: it has not become this log. Stop what writes there, empty it, and begin again.',
  },
};

/** Before the words of a port, which are the same for everybody who reads its output. */
export const portFailureTexts: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
  WRITER_LOCKED: { fr: 'Amana doit être arrêté pour cette commande.', en: 'Amana must be stopped for this command.' },
  LOG_PURPOSE: { fr: 'AMANA_LOG_PURPOSE ne dit pas à quoi sert ce journal.', en: 'AMANA_LOG_PURPOSE does not say what this log is for.' },
  KEK_MISSING: {
    fr: 'La clé de chiffrement des clés (KEK) manque. Elle ne fait pas partie d’un export : apportez-la séparément, ou nommez-la par AMANA_KEK_FILE.',
    en: 'The key-encryption key (KEK) is missing. It is no part of an export: bring it on a way of its own, or name it by AMANA_KEK_FILE.',
  },
  KEK_MISMATCH: {
    fr: 'La clé de chiffrement des clés (KEK) n’est pas celle de ce trousseau : apportez celle de la source.',
    en: 'The key-encryption key (KEK) is not that of this keyring: bring that of the source.',
  },
  KEK_EXPOSED: { fr: 'La clé de chiffrement des clés (KEK) peut être lue par d’autres.', en: 'The key-encryption key (KEK) can be read by others.' },
  KEYRING_OTHER: {
    fr: 'La cible a déjà un autre trousseau ; il n’est pas écrasé.',
    en: 'The target has another keyring already; it is not overwritten.',
  },
  KEYRING_INCOMPLETE: { fr: 'Du trousseau, une partie seule est là.', en: 'A part of the keyring alone is there.' },
  KEYRING_IN_USE: { fr: 'Tous les services doivent être arrêtés pour cette commande.', en: 'Every service must be stopped for this command.' },
  KEYRING_MISSING: { fr: 'Le trousseau n’est pas là : rien de scellé ne peut être lu.', en: 'The keyring is not there: nothing that is sealed can be read.' },
  CHECKPOINT_MOVED: {
    fr: 'Une autre commande, ou le projecteur, écrit dans la même construction. Recommencez quand elle a fini : ce qui est fait reste fait.',
    en: 'Another command, or the projector, writes to the same build. Try again when it is done: what is done stays done.',
  },
  STORE_UNAVAILABLE: { fr: 'Un magasin ne répond pas. Recommencez : ce qui est fait reste fait.', en: 'A store does not answer. Try again: what is done stays done.' },
};
