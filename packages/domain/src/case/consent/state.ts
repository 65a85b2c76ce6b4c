import type { ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import type { RecipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import type { Mark } from '../../mark.ts';
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
};

const initial: ConsentLedger = { informations: {}, assents: {}, consents: {}, refused: [] };

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

export const consentRegion = region<ConsentLedger>()({
  own: consentEvents,
  initial,
  on: {
    ConsentInformationProvided: (state, { data }) => ({
      ...state,
      informations: { ...state.informations, [data.informationId]: data.topics },
    }),
    AssentRecorded: (state, { data }) => ({ ...state, assents: { ...state.assents, [data.consentId]: data.childView } }),
    ConsentGranted: (state, { data, metadata }) => ({
      ...state,
      refused: state.refused.filter((scope) => scope !== data.scope),
      consents: {
        ...state.consents,
        [data.consentId]: {
          consentId: data.consentId,
          scope: data.scope,
          recipients: data.recipients,
          dataCategories: data.dataCategories,
          validFrom: data.validFrom,
          validUntil: data.validUntil,
          zone: metadata.occurredAt.zone,
          withdrawnAt: undefined,
        },
      },
    }),
    ConsentRefused: (state, { data }) => ({ ...state, refused: [...state.refused.filter((scope) => scope !== data.scope), data.scope] }),
    ConsentWithdrawn: (state, { data, metadata }) => ({
      ...state,
      consents: withdrawn(state.consents, { ids: data.consentIds, at: sinceOf(metadata) }),
    }),
  },
});
