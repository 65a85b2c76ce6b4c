import type { Fault, FaultCode, FaultFacts } from '@amana/app/verify/fault';
import type { Language } from '@amana/platform/fill-text';

type Say = (facts: FaultFacts) => string;
type Text = { readonly fr: Say; readonly en: Say };

const RESTORE_EN = 'Put the log back from a copy in which it is right, and say so (docs/operating.md, «Backup and restore»).';
const RESTORE_FR = 'Remettez le journal depuis une copie où il est juste, et dites-le (docs/operating.md, « Backup and restore »).';
const nameOf = ({ projection }: FaultFacts): string => String(projection).split('_v')[0] ?? '';
const rebuildEn: Say = (facts) => `The log is right: npm run amana -- rebuild ${nameOf(facts)}`;
const rebuildFr: Say = (facts) => `Le journal est juste : npm run amana -- rebuild ${nameOf(facts)}`;
const KEYRING_EN = 'Put the keyring back from the copy that belongs to this log; without it nobody can read what was sealed.';
const KEYRING_FR = 'Remettez le trousseau depuis la copie qui va avec ce journal ; sans elle, personne ne peut lire ce qui a été scellé.';

const at = ({ log, stream, revision }: FaultFacts): string => `${log}: ${stream} @ ${revision}`;
const of = ({ projection, stream, row }: FaultFacts): string => [projection, stream, row].filter((each) => each !== undefined).join(' / ');

/** What was found, where, and what to do. */
const faultTexts: Readonly<Record<FaultCode, Text>> = {
  LOG_UNREADABLE: {
    fr: ({ log, reason }) => `${log} : ne peut plus être lu (${reason}). La lecture s’est arrêtée là. ${RESTORE_FR}`,
    en: ({ log, reason }) => `${log}: can no longer be read (${reason}). The check stopped there. ${RESTORE_EN}`,
  },
  LOG_CHANGED: {
    fr: ({ log, events }) => `${log} : les ${events} premiers événements ne sont plus ceux dont l’empreinte a été notée. Comparez avec une copie : npm run amana -- verify là-bas. ${RESTORE_FR}`,
    en: ({ log, events }) => `${log}: the first ${events} events are not those whose digest was noted. Compare with a copy: npm run amana -- verify there. ${RESTORE_EN}`,
  },
  READS_MISSING: {
    fr: () => 'access : le journal des lectures (data/access.db) n’est pas là : qui a lu quoi ne se sait plus. Remettez-le à partir de la dernière sauvegarde, Amana arrêté ; un démarrage en fait un vide.',
    en: () => 'access: the record of reads (data/access.db) is not there: who read what is no longer known. Put it back from the newest backup, with Amana stopped; a start makes an empty one.',
  },
  REVISION_MISSING: {
    fr: (facts) => `${at(facts)} : cet événement manque. ${RESTORE_FR}`,
    en: (facts) => `${at(facts)}: this event is missing. ${RESTORE_EN}`,
  },
  REVISION_REPEATED: {
    fr: (facts) => `${at(facts)} : cette révision revient, ou vient trop tard (événement ${facts['event']}). ${RESTORE_FR}`,
    en: (facts) => `${at(facts)}: this revision comes again, or too late (event ${facts['event']}). ${RESTORE_EN}`,
  },
  EVENT_TWICE: {
    fr: (facts) => `${at(facts)} : l’événement ${facts['event']} y est une deuxième fois, après ${facts['before']} @ ${facts['beforeRevision']}. ${RESTORE_FR}`,
    en: (facts) => `${at(facts)}: event ${facts['event']} is there a second time, after ${facts['before']} @ ${facts['beforeRevision']}. ${RESTORE_EN}`,
  },
  COMMAND_IN_PART: {
    fr: (facts) => `${at(facts)} : une commande n’est là qu’en partie. ${RESTORE_FR}`,
    en: (facts) => `${at(facts)}: a command is there in part only. ${RESTORE_EN}`,
  },
  EVENT_NEWER: {
    fr: (facts) => `${at(facts)} : ${facts['type']} est d’un type ou d’une version que ce programme ne connaît pas. Vérifiez avec la version plus récente ; si aucune ne le connaît, l’événement a été altéré.`,
    en: (facts) => `${at(facts)}: ${facts['type']} is of a type or version that this program does not know. Verify with the newer release; if none knows it, the event was changed.`,
  },
  EVENT_MISSHAPEN: {
    fr: (facts) => `${at(facts)} : cet événement n’a pas la forme de son type ${facts['type']} ; il a été altéré. ${RESTORE_FR}`,
    en: (facts) => `${at(facts)}: this event has not the shape of its type ${facts['type']}; it was changed. ${RESTORE_EN}`,
  },
  FIGURES_CHANGED: {
    fr: (facts) => `${at(facts)} : les chiffres publiés ne sont pas ceux de leur empreinte ; ils ont été altérés. ${RESTORE_FR}`,
    en: (facts) => `${at(facts)}: the released figures are not those of their digest; they were changed. ${RESTORE_EN}`,
  },
  PART_CHANGED: {
    fr: (facts) => `${at(facts)} : la partie scellée « ${facts['class']} » ne s’ouvre pas avec sa clé ; elle, ou l’événement, a été altérée. ${RESTORE_FR}`,
    en: (facts) => `${at(facts)}: the sealed part (${facts['class']}) does not open with its key; it or its event was changed. ${RESTORE_EN}`,
  },
  KEY_MISSING: {
    fr: ({ log, key }) => `${log} : la clé ${key} n’est pas dans le trousseau, et aucun reçu ne dit qu’elle a été détruite. ${KEYRING_FR}`,
    en: ({ log, key }) => `${log}: key ${key} is not in the keyring, and no receipt says that it was destroyed. ${KEYRING_EN}`,
  },
  KEY_CHANGED: {
    fr: ({ log, key }) => `${log} : ce que le trousseau garde sous ${key} n’est pas cette clé. ${KEYRING_FR}`,
    en: ({ log, key }) => `${log}: what the keyring holds as ${key} is not that key. ${KEYRING_EN}`,
  },
  CHECKPOINT_MISSING: {
    fr: (facts) => `${of(facts)} : il y a des lignes, mais aucun repère. Démarrez Amana : la projection est refaite depuis le début.`,
    en: (facts) => `${of(facts)}: there are rows and no checkpoint. Start Amana: the projection is made again from the start.`,
  },
  CHECKPOINT_NOWHERE: {
    fr: (facts) => `${of(facts)} : le repère ne désigne aucun événement de ce journal. Si le journal a été restauré, démarrez Amana (sur des moteurs : npm run amana -- restored) ; sinon, vérifiez quels magasins sont nommés.`,
    en: (facts) => `${of(facts)}: the checkpoint points at no event of this log. If the log was restored, start Amana (on engines: npm run amana -- restored); else check which stores are named.`,
  },
  CHECKPOINT_OTHER_ERA: {
    fr: (facts) => `${of(facts)} : faite d’une autre ère du journal, et pas comparée. Démarrez Amana : elle est refaite ; vérifiez ensuite de nouveau.`,
    en: (facts) => `${of(facts)}: made in another era of the log, and not compared. Start Amana: it is made again; then verify again.`,
  },
  ROWS_UNREADABLE: {
    fr: (facts) => `${of(facts)} : ne peut plus être lue (${facts['reason']}), et n’est pas comparée. ${rebuildFr(facts)}`,
    en: (facts) => `${of(facts)}: can no longer be read (${facts['reason']}), and is not compared. ${rebuildEn(facts)}`,
  },
  ROWS_AHEAD: {
    fr: (facts) => `${of(facts)} : faites jusqu’à la révision ${facts['revision']}, que le journal n’a pas : il a perdu des événements, ou est une copie plus ancienne. ${RESTORE_FR}`,
    en: (facts) => `${of(facts)}: made up to revision ${facts['revision']}, which the log has not: it has lost events, or is an older copy. ${RESTORE_EN}`,
  },
  ROWS_BEHIND: {
    fr: (facts) => `${of(facts)} : les événements depuis la révision ${facts['revision']} n’y sont pas, bien que le repère soit plus loin. ${rebuildFr(facts)}`,
    en: (facts) => `${of(facts)}: events from revision ${facts['revision']} on are not in it, though the checkpoint is further. ${rebuildEn(facts)}`,
  },
  ROW_CHANGED: {
    fr: (facts) => `${of(facts)} : cette ligne n’est pas ce que le journal en fait. Si un événement a été altéré, la ligne montre l’ancien ; sinon : ${rebuildFr(facts)}`,
    en: (facts) => `${of(facts)}: this row is not what the log makes. If an event was changed, the row shows what it was; else: ${rebuildEn(facts)}`,
  },
  ROW_MISSING: {
    fr: (facts) => `${of(facts)} : cette ligne manque. ${rebuildFr(facts)}`,
    en: (facts) => `${of(facts)}: this row is missing. ${rebuildEn(facts)}`,
  },
  ROW_TOO_MANY: {
    fr: (facts) => `${of(facts)} : le journal ne fait pas cette ligne. ${rebuildFr(facts)}`,
    en: (facts) => `${of(facts)}: the log does not make this row. ${rebuildEn(facts)}`,
  },
  STREAM_PARKED: {
    fr: (facts) => `${of(facts)} : garée à la révision ${facts['revision']}, qui n’a pas pu être appliquée ; rien de plus récent ne se voit. Avec une version qui sait l’appliquer : npm run amana -- replay ${nameOf(facts)}`,
    en: (facts) => `${of(facts)}: parked at revision ${facts['revision']}, which could not be applied; nothing newer is shown. With a release that can apply it: npm run amana -- replay ${nameOf(facts)}`,
  },
};

export const faultText = ({ code, facts }: Fault, language: Language): string => `${code}  ${faultTexts[code][language](facts)}`;
