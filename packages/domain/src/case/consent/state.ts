import type { ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import type { ConsentGiver } from '../../code-lists/cl-40-consent-giver.ts';
import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import type { RecipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import { known, type Mark } from '../../mark.ts';
import type { Metadata } from '../../metadata.ts';
import { spanOf, type PartialDateTime } from '../../partial-date-time.ts';
import { region } from '../../region.ts';
import { consentEvents } from './events.ts';

export type RecipientScope = {
  readonly category: RecipientCategory;
  readonly agencyId?: string | undefined;
  readonly country?: string | undefined;
};

export type Consent = {
  readonly consentId: string;
  /** Given by the person; else by somebody who may consent for a child, and for no adult. */
  readonly inPerson: boolean;
  readonly scope: ConsentScope;
  readonly recipients: readonly RecipientScope[];
  readonly dataCategories: readonly DataCategory[];
  readonly validFrom: PartialDateTime;
  readonly validUntil: PartialDateTime | undefined;
  /** The zone in which its days are meant. */
  readonly zone: string;
  /** From when on the person no longer agreed, in milliseconds; a late entry about an earlier day may still rely on it. */
  readonly withdrawnAt: number | undefined;
};

export type ConsentLedger = {
  /** Topics that each information gave (CL-39). */
  readonly informations: Readonly<Record<string, readonly string[]>>;
  readonly assents: Readonly<Record<string, string | Mark>>;
  readonly consents: Readonly<Record<string, Consent>>;
  readonly refused: readonly ConsentScope[];
  /** The newest no to a scope as a whole, a withdrawal or a refusal. */
  readonly noes: Readonly<Partial<Record<ConsentScope, No>>>;
};

/** Both in milliseconds: from when on the person does not agree, and the last instant at which it may have been said. */
type No = { readonly since: number; readonly said: number };

const initial: ConsentLedger = { informations: {}, assents: {}, consents: {}, refused: [], noes: {} };

type Withdrawal = { readonly ids: readonly string[]; readonly at: number };

function withdrawn(consents: ConsentLedger['consents'], { ids, at }: Withdrawal): ConsentLedger['consents'] {
  const ends = (consent: Consent) => ids.includes(consent.consentId) && consent.withdrawnAt === undefined;
  return Object.fromEntries(
    Object.entries(consents).map(([id, consent]) => [id, ends(consent) ? { ...consent, withdrawnAt: at } : consent]),
  );
}

/** The whole day counts where only the day is known; where nothing is known, nothing may rely on what was taken back. */
const sinceOf = ({ occurredAt, recordedAt }: Metadata): number =>
  Math.min(spanOf(occurredAt, occurredAt.zone)?.from ?? 0, Date.parse(recordedAt));

/** The last instant at which it may have been said: in its day, month or year, and before it was written down. */
const saidOf = ({ occurredAt, recordedAt, device }: Metadata): number =>
  Math.min(spanOf(occurredAt, occurredAt.zone)?.to ?? Infinity, Date.parse(recordedAt), Date.parse(device?.recordedAt ?? recordedAt));

function withNo(noes: ConsentLedger['noes'], scope: ConsentScope, metadata: Metadata): ConsentLedger['noes'] {
  const no = { since: sinceOf(metadata), said: saidOf(metadata) };
  return (noes[scope]?.said ?? -Infinity) > no.said ? noes : { ...noes, [scope]: no };
}

/** A yes from before the newest no, that a device brings late: the no has answered it (I-25). Where the times tell nothing the log's order does. */
function answeredBy({ noes }: ConsentLedger, scope: ConsentScope, metadata: Metadata): No | undefined {
  const no = noes[scope];
  return no && saidOf(metadata) < no.said ? no : undefined;
}

/**
 * Who gave it is sealed, and many folds have no key. But the child's view always comes before a consent that another gives (I-22),
 * and stands in clear.
 */
const isInPerson = ({ assents }: ConsentLedger, { consentId, giver }: { readonly consentId: string; readonly giver: ConsentGiver | Mark }): boolean =>
  !(consentId in assents) && (known(giver) ?? 'INDIVIDUAL') === 'INDIVIDUAL';

export const consentRegion = region<ConsentLedger>()({
  own: consentEvents,
  initial,
  on: {
    ConsentInformationProvided: (state, { data }) => ({
      ...state,
      informations: { ...state.informations, [data.informationId]: data.topics },
    }),
    AssentRecorded: (state, { data }) => ({ ...state, assents: { ...state.assents, [data.consentId]: data.childView } }),
    ConsentGranted: (state, { data, metadata }) => {
      const no = answeredBy(state, data.scope, metadata);
      return {
        ...state,
        refused: no ? state.refused : state.refused.filter((scope) => scope !== data.scope),
        consents: {
          ...state.consents,
          [data.consentId]: {
            consentId: data.consentId,
            inPerson: isInPerson(state, data),
            scope: data.scope,
            recipients: data.recipients,
            dataCategories: data.dataCategories,
            validFrom: data.validFrom,
            validUntil: data.validUntil,
            zone: metadata.occurredAt.zone,
            withdrawnAt: no?.since,
          },
        },
      };
    },
    ConsentRefused: (state, { data, metadata }) => ({
      ...state,
      refused: [...state.refused.filter((scope) => scope !== data.scope), data.scope],
      noes: withNo(state.noes, data.scope, metadata),
    }),
    ConsentWithdrawn: (state, { data, metadata }) => ({
      ...state,
      consents: withdrawn(state.consents, { ids: data.consentIds, at: sinceOf(metadata) }),
      noes: data.scope === undefined ? state.noes : withNo(state.noes, data.scope, metadata),
    }),
  },
});
