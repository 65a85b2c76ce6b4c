import type { MoveStage } from '@amana/app/moving/export-summary';
import type { RebuildStage } from '@amana/app/rebuild/rebuild-deps';
import type { VerifyStage } from '@amana/app/verify/verify';
import type { Language } from '@amana/platform/fill-text';
import { alertTexts, type AlertTexts } from './alert-texts.ts';
import { clockTexts, type ClockTexts } from './clock-texts.ts';
import { projectionTexts, type ProjectionTexts } from './projection-texts.ts';
import { verifyTexts, type VerifyTexts } from './verify-texts.ts';

export type Stage = MoveStage | RebuildStage | VerifyStage;

type Counts = { readonly events: number; readonly accesses: number };

type TopicCounts = { readonly created: readonly string[]; readonly existing: readonly string[]; readonly copies: number };

export type Texts = {
  readonly program: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly help: string;
  readonly commands: { readonly backup: string; readonly export: string; readonly import: string; readonly rekey: string; readonly restored: string; readonly topics: string; readonly verify: string };
  readonly newFolder: string;
  readonly exportFolder: string;
  readonly newKek: string;
  readonly yes: string;
  readonly copies: string;
  readonly noted: string;
  /** By the codes of commander. */
  readonly usage: Readonly<Record<string, string>>;
  readonly seeHelp: string;
  readonly stages: Readonly<Record<Stage, string>>;
  readonly events: string;
  /** A line of progress where there is no bar. */
  readonly soFar: (stage: string, percent: number, events: number) => string;
  readonly backedUp: (folder: string) => string;
  readonly keyringBackedUp: (folder: string) => string;
  readonly backedUpWithoutReads: string;
  readonly exported: (folder: string, counts: Counts) => string;
  readonly missingKeys: (count: number) => string;
  readonly imported: (counts: Counts & { era: string; written: number }) => string;
  readonly movedBefore: (era: string) => string;
  readonly rekeyed: (file: string, counts: { keys: number; secrets: number }) => string;
  readonly restoreNotSaid: string;
  readonly restored: (era: string) => string;
  readonly noTopics: string;
  readonly topics: (report: TopicCounts) => string;
  readonly topicDiffers: (difference: { topic: string; setting: string; wanted: string; found: string }) => string;
  readonly oneCopy: string;
  readonly alerts: AlertTexts;
  readonly clock: ClockTexts;
  readonly projections: ProjectionTexts;
  readonly verify: VerifyTexts;
  readonly failed: string;
};

const listed = (names: readonly string[], none: string): string => (names.length === 0 ? none : names.join(', '));

const en: Texts = {
  program:
    'Commands of the operator. They find the stores by the same settings as the services (AMANA_MODE, AMANA_DATA, AMANA_EVENTSTORE_URL, …).\nExit codes: 0 done, 1 not done, 2 wrong usage.',
  titles: {},
  help: 'show this help',
  commands: {
    backup:
      'Copies log, log of reads and keyring into a new folder, while Amana runs. On engines the keyring alone: copy the log first, with the means of its engine.\nThe key-encryption key (KEK) is not in the folder: keep a copy of it elsewhere.',
    export:
      'Writes log, log of reads and keyring into a new folder. Stop Amana first. Nothing is changed at the source.\nThe key-encryption key (KEK) is not in the folder: it travels on a way of its own.',
    import:
      'Makes an empty log the one that was exported. An import that was interrupted goes on where it stood: give the same command again.\nBring the KEK of the source first (AMANA_KEK_FILE). Everything is checked before the first write, and again before the target becomes a log.',
    rekey: 'Wraps every key of the keyring under another key-encryption key (KEK), for when the old one may have been read. Stop all services first. No event changes.',
    restored: 'Says that the log was put back from an older copy: a new era begins, read models are made again, apps send their last commands again. Stop all services first.',
    topics: 'Creates the Kafka topics with their settings, before the services start. What is there already is checked and left as it is. Again is safe.',
    verify:
      'Checks the whole log (order, events, sealed parts, keys) and compares every read model with what the log makes anew. Changes nothing, and may run beside Amana: what is written meanwhile is left for the next time.\nExit code 1 where anything is wrong; each fault is said, with what to do.',
  },
  newFolder: 'a folder that does not exist yet',
  exportFolder: 'the folder of an export',
  newKek: 'the file of the new KEK; it is made where it is not there yet',
  yes: 'yes, this log was restored',
  copies: 'brokers that hold each message (default: as many as AMANA_KAFKA_BROKERS names, 3 at most)',
  noted: 'the digest that an earlier verify has printed: what was there then must be there still',
  usage: {
    'commander.missingArgument': 'A folder or a file is missing.',
    'commander.excessArguments': 'Too many arguments: a name that has a space needs quotes.',
    'commander.conflictingOption': 'Only one of --back and --anew.',
    'commander.unknownCommand': 'There is no such command.',
    'commander.unknownOption': 'There is no such option.',
    'commander.invalidArgument': 'A number of copies is a whole number from 1 on; a digest is what verify has printed.',
    'commander.optionMissingArgument': 'A number of copies is a whole number from 1 on; a digest is what verify has printed; --send names its agency.',
  },
  seeHelp: 'See: npm run amana -- --help',
  stages: { export: 'Exporting', check: 'Checking the export', compare: 'Comparing with the target', write: 'Writing', verify: 'Reading back', 'verify-log': 'Reading the log', 'verify-access': 'Reading the record of reads', 'verify-rows': 'Comparing the read models', ...projectionTexts.en.stages },
  events: 'events',
  soFar: (stage, percent, events) => `${stage}: ${percent}% (${events} events)`,
  backedUp: (folder) =>
    [
      `Backed up to ${folder}.`,
      'It holds personal data, sealed: keep it as you keep the log, and not on this machine.',
      'The key-encryption key (KEK) is NOT in it, and without it nothing opens: keep a copy of it elsewhere.',
      `Now check it: AMANA_DATA=${folder} AMANA_KEK_FILE=<the KEK> npm run amana -- verify`,
    ].join('\n'),
  backedUpWithoutReads: 'The record of reads (data/access.db) is NOT in it: it is not there. If this machine had one, put it back from an earlier backup.',
  keyringBackedUp: (folder) =>
    [
      `Backed up to ${folder}: the keyring, and nothing else. It belongs to a copy of the log that was finished before it.`,
      'The key-encryption key (KEK) is NOT in it, and without it nothing opens: keep a copy of it elsewhere.',
    ].join('\n'),
  exported: (folder, { events, accesses }) =>
    [
      `Exported to ${folder}: ${events} events and ${accesses} records of reads.`,
      'It holds personal data, sealed: keep it as you keep the log.',
      'The key-encryption key (KEK) is NOT in it, and without it nothing opens: bring it to the target on another way.',
      'Do not start Amana on the source again once the target runs.',
    ].join('\n'),
  missingKeys: (count) => `Warning: ${count} keys that the log names are not in the keyring. What was sealed under them can be read by nobody, here or there.`,
  imported: ({ events, accesses, written, era }) =>
    [
      `Imported and read back: ${events} events and ${accesses} records of reads (${written} written now).`,
      `The log has moved here; its era is ${era}. Start Amana: it makes its read models again.`,
    ].join('\n'),
  movedBefore: (era) => `This export was imported here before; nothing was changed. The era is ${era}.`,
  rekeyed: (file, { keys, secrets }) =>
    [
      `${keys} keys and ${secrets} secrets are wrapped under ${file} now. Name it by AMANA_KEK_FILE, or put it in the place of the old one, before anything is started.`,
      'Older backups of the keyring still open with the old KEK: take a backup, verify it, destroy the older ones, then the old KEK. Keep a copy of the new one elsewhere.',
    ].join('\n'),
  restoreNotSaid:
    'This begins a new era: every app must send its last commands again, and all read models are made again. Do it only after the log was put back from a copy, while all services are stopped. If so: npm run amana -- restored --yes',
  restored: (era) => `The log says that it was restored; its era is ${era}. Start Amana: it makes its read models again.`,
  noTopics: 'AMANA_MODE is not distributed: there are no topics to create.',
  topics: ({ created, existing, copies }) => `Created (copies: ${copies}): ${listed(created, 'none')}. There already: ${listed(existing, 'none')}.`,
  topicDiffers: ({ topic, setting, wanted, found }) => `Warning: ${topic} has ${setting} = ${found}, not ${wanted}; it was left as it is.`,
  oneCopy: 'Warning: one copy of each message. A broker that is lost takes what nobody has read yet; alerts are then made up from the log.',
  alerts: alertTexts.en,
  clock: clockTexts.en,
  projections: projectionTexts.en,
  verify: verifyTexts.en,
  failed: 'Failed.',
};

const fr: Texts = {
  program:
    'Commandes de l’opérateur. Elles trouvent les magasins par les mêmes réglages que les services (AMANA_MODE, AMANA_DATA, AMANA_EVENTSTORE_URL, …).\nCodes de sortie : 0 fait, 1 pas fait, 2 mauvais usage.',
  titles: { 'Usage:': 'Usage :', 'Commands:': 'Commandes :', 'Options:': 'Options :', 'Arguments:': 'Arguments :' },
  help: 'montrer cette aide',
  commands: {
    backup:
      'Copie le journal, le journal des lectures et le trousseau dans un nouveau dossier, pendant qu’Amana tourne. Sur des moteurs, le trousseau seul : copiez d’abord le journal avec les moyens de son moteur.\nLa clé de chiffrement des clés (KEK) n’est pas dans le dossier : gardez-en une copie ailleurs.',
    export:
      'Écrit le journal, le journal des lectures et le trousseau dans un nouveau dossier. Arrêtez d’abord Amana. Rien n’est changé à la source.\nLa clé de chiffrement des clés (KEK) n’est pas dans le dossier : elle voyage séparément.',
    import:
      'Fait d’un journal vide celui qui a été exporté. Un import interrompu reprend où il en était : redonnez la même commande.\nApportez d’abord la KEK de la source (AMANA_KEK_FILE). Tout est contrôlé avant la première écriture, et encore avant que la cible devienne un journal.',
    rekey: 'Enveloppe chaque clé du trousseau sous une autre clé de chiffrement des clés (KEK), quand l’ancienne a pu être lue. Arrêtez d’abord tous les services. Aucun événement ne change.',
    restored:
      'Dit que le journal a été remis depuis une copie plus ancienne : une nouvelle ère commence, les vues sont refaites, les applications renvoient leurs dernières commandes. Arrêtez d’abord tous les services.',
    topics: 'Crée les topics Kafka avec leurs réglages, avant le démarrage des services. Ce qui existe déjà est contrôlé et laissé tel quel. On peut recommencer sans risque.',
    verify:
      'Contrôle tout le journal (ordre, événements, parties scellées, clés) et compare chaque vue avec ce que le journal en refait. Ne change rien, et peut tourner à côté d’Amana : ce qui s’écrit entre-temps est laissé pour la prochaine fois.\nCode de sortie 1 si quelque chose ne va pas ; chaque faute est dite, avec ce qu’il faut faire.',
  },
  newFolder: 'un dossier qui n’existe pas encore',
  exportFolder: 'le dossier d’un export',
  newKek: 'le fichier de la nouvelle KEK ; il est fait s’il n’existe pas encore',
  yes: 'oui, ce journal a été restauré',
  copies: 'brokers qui gardent chaque message (par défaut : autant que AMANA_KAFKA_BROKERS en nomme, 3 au plus)',
  noted: 'l’empreinte qu’un verify précédent a affichée : ce qui y était doit y être encore',
  usage: {
    'commander.missingArgument': 'Il manque un dossier ou un fichier.',
    'commander.excessArguments': 'Trop d’arguments : un nom qui contient une espace se met entre guillemets.',
    'commander.conflictingOption': 'Une seule option : --back ou --anew.',
    'commander.unknownCommand': 'Cette commande n’existe pas.',
    'commander.unknownOption': 'Cette option n’existe pas.',
    'commander.invalidArgument': 'Un nombre de copies est un nombre entier à partir de 1 ; une empreinte est ce que verify a affiché.',
    'commander.optionMissingArgument': 'Un nombre de copies est un nombre entier à partir de 1 ; une empreinte est ce que verify a affiché ; --send nomme son agence.',
  },
  seeHelp: 'Voir : npm run amana -- --help',
  stages: { export: 'Export', check: 'Contrôle de l’export', compare: 'Comparaison avec la cible', write: 'Écriture', verify: 'Relecture', 'verify-log': 'Lecture du journal', 'verify-access': 'Lecture du journal des lectures', 'verify-rows': 'Comparaison des vues', ...projectionTexts.fr.stages },
  events: 'événements',
  soFar: (stage, percent, events) => `${stage} : ${percent} % (${events} événements)`,
  backedUp: (folder) =>
    [
      `Sauvegardé dans ${folder}.`,
      'Ce dossier contient des données personnelles, scellées : gardez-le comme vous gardez le journal, et pas sur cette machine.',
      'La clé de chiffrement des clés (KEK) n’y est PAS, et sans elle rien ne s’ouvre : gardez-en une copie ailleurs.',
      `Contrôlez-le maintenant : AMANA_DATA=${folder} AMANA_KEK_FILE=<la KEK> npm run amana -- verify`,
    ].join('\n'),
  backedUpWithoutReads: 'Le journal des lectures (data/access.db) n’y est PAS : il n’est pas là. Si cette machine en avait un, remettez-le à partir d’une sauvegarde antérieure.',
  keyringBackedUp: (folder) =>
    [
      `Sauvegardé dans ${folder} : le trousseau, et rien d’autre. Il va avec une copie du journal terminée avant lui.`,
      'La clé de chiffrement des clés (KEK) n’y est PAS, et sans elle rien ne s’ouvre : gardez-en une copie ailleurs.',
    ].join('\n'),
  exported: (folder, { events, accesses }) =>
    [
      `Exporté vers ${folder} : ${events} événements et ${accesses} traces de lecture.`,
      'Il contient des données personnelles, scellées : gardez-le comme vous gardez le journal.',
      'La clé de chiffrement des clés (KEK) n’y est PAS, et sans elle rien ne s’ouvre : apportez-la à la cible par un autre chemin.',
      'Ne redémarrez plus Amana sur la source une fois que la cible tourne.',
    ].join('\n'),
  missingKeys: (count) => `Attention : ${count} clés que le journal nomme ne sont pas dans le trousseau. Ce qui a été scellé sous elles ne peut être lu par personne, ni ici ni là-bas.`,
  imported: ({ events, accesses, written, era }) =>
    [
      `Importé et relu : ${events} événements et ${accesses} traces de lecture (${written} écrits à l’instant).`,
      `Le journal a déménagé ici ; son ère est ${era}. Démarrez Amana : il refait ses vues.`,
    ].join('\n'),
  movedBefore: (era) => `Cet export a déjà été importé ici ; rien n’a été changé. L’ère est ${era}.`,
  rekeyed: (file, { keys, secrets }) =>
    [
      `${keys} clés et ${secrets} secrets sont maintenant enveloppés sous ${file}. Nommez-la par AMANA_KEK_FILE, ou mettez-la à la place de l’ancienne, avant tout démarrage.`,
      'Les anciennes sauvegardes du trousseau s’ouvrent encore avec l’ancienne KEK : faites une sauvegarde, contrôlez-la, détruisez les anciennes, puis l’ancienne KEK. Gardez une copie de la nouvelle ailleurs.',
    ].join('\n'),
  restoreNotSaid:
    'Ceci commence une nouvelle ère : chaque application doit renvoyer ses dernières commandes, et toutes les vues sont refaites. À faire seulement après que le journal a été remis depuis une copie, tous les services arrêtés. Si c’est le cas : npm run amana -- restored --yes',
  restored: (era) => `Le journal dit qu’il a été restauré ; son ère est ${era}. Démarrez Amana : il refait ses vues.`,
  noTopics: 'AMANA_MODE n’est pas distributed : il n’y a pas de topics à créer.',
  topics: ({ created, existing, copies }) => `Créés (copies : ${copies}) : ${listed(created, 'aucun')}. Déjà là : ${listed(existing, 'aucun')}.`,
  topicDiffers: ({ topic, setting, wanted, found }) => `Attention : ${topic} a ${setting} = ${found}, et non ${wanted} ; il a été laissé tel quel.`,
  oneCopy: 'Attention : une seule copie de chaque message. Un broker perdu emporte ce que personne n’a encore lu ; les alertes sont alors refaites depuis le journal.',
  alerts: alertTexts.fr,
  clock: clockTexts.fr,
  projections: projectionTexts.fr,
  verify: verifyTexts.fr,
  failed: 'Échec.',
};

export const textsOf = (language: Language): Texts => ({ fr, en })[language];
