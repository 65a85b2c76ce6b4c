import type { ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import type { RecipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import type { Mark } from '../../mark.ts';
import type { PartialDateTime } from '../../partial-date-time.ts';
import { region } from '../../region.ts';
import { consentEvents } from './events.ts';

export type RecipientScope = { readonly category: RecipientCategory; readonly agencyId?: string | undefined; readonly country?: string | undefined };

export type Consent = {
  readonly consentId: string;
  readonly scope: ConsentScope;
  readonly recipients: readonly RecipientScope[];
  readonly dataCategories: readonly DataCategory[];
  readonly validFrom: PartialDateTime;
  readonly validUntil: PartialDateTime | undefined;
  /** The zone in which its days are meant. */
  readonly zone: string;
  readonly withdrawn: boolean;
};

export type ConsentLedger = {
  /** Topics that each information gave (CL-39). */
  readonly informations: Readonly<Record<string, readonly string[]>>;
  readonly assents: Readonly<Record<string, string | Mark>>;
  readonly consents: Readonly<Record<string, Consent>>;
  readonly refused: readonly ConsentScope[];
};

const initial: ConsentLedger = { informations: {}, assents: {}, consents: {}, refused: [] };

function withdrawn(consents: ConsentLedger['consents'], ids: readonly string[]): ConsentLedger['consents'] {
  return Object.fromEntries(Object.entries(consents).map(([id, consent]) => [id, ids.includes(id) ? { ...consent, withdrawn: true } : consent]));
}

export const consentRegion = region<ConsentLedger>()({
  own: consentEvents,
  initial,
  on: {
    ConsentInformationProvided: (state, { data }) => ({ ...state, informations: { ...state.informations, [data.informationId]: data.topics } }),
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
          withdrawn: false,
        },
      },
    }),
    ConsentRefused: (state, { data }) => ({ ...state, refused: [...state.refused.filter((scope) => scope !== data.scope), data.scope] }),
    ConsentWithdrawn: (state, { data }) => ({ ...state, consents: withdrawn(state.consents, data.consentIds) }),
  },
});
