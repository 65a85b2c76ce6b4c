import { consentTopic } from '../../code-lists/cl-39-consent-topic.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { spanOf, type PartialDateTime } from '../../partial-date-time.ts';
import { isChildAt, isChildNow } from '../../person/age.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { caseNotEnded, hasGuardian, isNewId, personOf } from '../guards.ts';
import { caseAggregate, type CaseFold } from '../state.ts';
import { coverageFits } from './coverage.ts';
import { consentEvents, consentFact } from './events.ts';
import { mayConsent } from './who-consents.ts';

/** I-21: the information that is named gave all seven topics. */
function wasInformed({ consent }: CaseFold, informationId: string): Rejection | undefined {
  const topics = consent.informations[informationId];
  if (topics === undefined) return reject('UNKNOWN_REFERENCE', {}, ['/informationId']);
  const missing = Object.keys(consentTopic.codes).filter((topic) => !topics.includes(topic));
  return missing.length === 0 ? undefined : reject('INFORMATION_INCOMPLETE', { missing: missing.join(', ') }, ['/informationId']);
}

type Validity = { readonly validFrom: PartialDateTime; readonly validUntil?: PartialDateTime | undefined };

function validityFits({ validFrom, validUntil }: Validity, zone: string): Rejection | undefined {
  const from = spanOf(validFrom, zone);
  const until = validUntil && spanOf(validUntil, zone);
  return from && until && until.to < from.from ? reject('VALIDITY_REVERSED', {}, ['/validUntil']) : undefined;
}

/**
 * Recorded by a caseworker, given by the person or, for a child, by a guardian or judge after the child's own view (I-10, I-22).
 * One that a device brings after a later no to its scope is kept, since acts of that time may rely on it, and opens nothing (I-25).
 * The rules that it relied on are the same for everybody: metadata stand in clear and must not tell who is a child.
 */
export const grantConsent = commandOn(caseAggregate)({
  name: 'GrantConsent',
  roles: ['CASEWORKER'],
  fields: consentEvents.ConsentGranted.fields,
  opens: ['statistic'],
  rules: ['I-10', 'I-20', 'I-21', 'I-22', 'I-23', 'DP-23'],
  capabilities: ['CAP-33'],
  summary: { fr: 'Enregistrer un consentement', en: 'Record a consent' },
  example: {
    consentId: '0193c5a0-0000-7000-8000-0000000c0501',
    informationId: '0193c5a0-0000-7000-8000-000000001f01',
    scope: 'REFERRAL_SERVICES',
    recipients: [{ category: 'HEALTH' }],
    dataCategories: ['IDENTITY', 'VULNERABILITY'],
    giver: 'INDIVIDUAL',
    form: 'WRITTEN',
    validFrom: { value: '2022-06-15', precision: 'day' },
  },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, context, now }) =>
    firstRefusal(
      caseNotEnded(state),
      isNewId(body.consentId in state.consent.consents, '/consentId'),
      wasInformed(state, body.informationId),
      mayConsent(body, {
        child: isChildAt(context.person, frame.occurredAt, now),
        childNow: isChildNow(context.person, frame.occurredAt.zone, now),
        guarded: hasGuardian(state, { frame, now }),
        state,
      }),
      coverageFits(body),
      validityFits(body, frame.occurredAt.zone),
    ) ?? accept(consentFact('ConsentGranted', body), { rules: ['I-21', 'DP-23', 'I-22', 'I-10', 'I-20'] }),
});
