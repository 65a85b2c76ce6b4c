import { z } from 'zod';
import { alertableEvent } from '../code-lists/cl-69-alertable-event.ts';
import { country } from '../code-lists/cl-04-country.ts';
import { recipientCategory } from '../code-lists/cl-29-recipient-category.ts';
import { factsOf } from '../decision.ts';
import { event } from '../event-definition.ts';
import { clear } from '../field-tree.ts';
import { Bilingual, Id, LocalCode } from '../formats.ts';
import { Zone } from '../partial-date-time.ts';

/** Group O: agencies and where they want to be alerted. Public text of organisations; nobody is named in it. */
export const agencyEvents = {
  AgencyRegistered: event({
    name: clear(Bilingual),
    kind: clear(recipientCategory.schema),
    country: clear(country.schema),
    zone: clear(Zone),
    mandateCountries: clear(z.array(country.schema).max(60)),
  }),
  AgencySuspended: event({ reason: clear(LocalCode) }),
  AgencyReinstated: event({}),
  /** The secret is kept in the keyring, under the endpoint and the command that made it; no event holds it. */
  AlertSubscriptionRegistered: event({
    endpointId: clear(Id),
    channel: clear(z.enum(['WEBHOOK', 'EMAIL', 'SMS', 'IN_APP'])),
    url: clear(z.url({ protocol: /^https?$/ }).max(500)),
    events: clear(z.array(alertableEvent.schema).min(1).max(19)),
    fieldProfile: clear(z.enum(['REFERENCE'])),
  }),
  AlertSecretRotated: event({ endpointId: clear(Id) }),
  AlertSubscriptionEnded: event({ endpointId: clear(Id), reason: clear(z.enum(['REQUESTED', 'GONE'])) }),
};

export const agencyFact = factsOf(agencyEvents);
