import { consentScope, type ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import { consentTopic } from '../../code-lists/cl-39-consent-topic.ts';
import type { ConsentGiver } from '../../code-lists/cl-40-consent-giver.ts';
import { recipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import type { Written } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isMark } from '../../mark.ts';
import { spanOf } from '../../partial-date-time.ts';
import { isChildAt } from '../../person/age.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { isNewId, personOf } from '../guards.ts';
import { caseAggregate, type CaseFold } from '../state.ts';
import { consentEvents, consentFact } from './events.ts';
import { caseNotEnded } from './guards.ts';

type Grant = Written<typeof consentEvents.ConsentGranted.fields>;

const withRecipients: readonly ConsentScope[] = ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS', 'JUSTICE', 'CROSS_BORDER', 'MEDICAL_DATA'];
const sharing: readonly ConsentScope[] = [...withRecipients, 'PHOTO', 'TRANSFER', 'TRACING', 'FAMILY_CONTACT'];
const guardians: readonly ConsentGiver[] = ['CAREGIVER', 'LEGAL_GUARDIAN'];

/** Recorded by a caseworker, given by the person or, for a child, by a guardian or judge with the child's assent (I-10, I-20 to I-23). */
export const grantConsent = commandOn(caseAggregate)({
  name: 'GrantConsent',
  roles: ['CASEWORKER'],
  fields: consentEvents.ConsentGranted.fields,
  opens: ['statistic'],
  rules: ['I-10', 'I-20', 'I-21', 'I-22', 'I-23'],
  capabilities: ['CAP-33'],
  summary: { fr: 'Enregistrer un consentement', en: 'Grant consent' },
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
  decide: ({ body, frame, state, context, now }) => {
    const child = isChildAt(context.person, frame.occurredAt, now);
    return (
      firstRefusal(
        caseNotEnded(state),
        isNewId(body.consentId in state.consent.consents, '/consentId'),
        wasInformed(body, state),
        mayBeGiven(body, { child, state }),
        recipientsFit(body),
        validityFits(body, frame.occurredAt.zone),
      ) ?? accept(consentFact('ConsentGranted', body), { rules: ['I-21', child ? 'I-22:assent' : 'I-22'] })
    );
  },
});

/** I-21: the information that is named gave all seven topics. */
function wasInformed({ informationId }: Grant, { consent }: CaseFold): Rejection | undefined {
  const topics = consent.informations[informationId];
  if (topics === undefined) return reject('UNKNOWN_REFERENCE', {}, ['/informationId']);
  return Object.keys(consentTopic.codes).every((topic) => topics.includes(topic)) ? undefined : reject('INFORMATION_INCOMPLETE', {}, ['/informationId']);
}

function mayBeGiven(grant: Grant, { child, state }: { child: boolean; state: CaseFold }): Rejection | undefined {
  if (!child) {
    if (grant.giver !== 'INDIVIDUAL') return reject('GIVER_NOT_ENTITLED', {}, ['/giver']);
    return grant.giverName === undefined ? undefined : reject('GIVER_NAME_NOT_NEEDED', {}, ['/giverName']);
  }
  if ('deniedForChildren' in consentScope.codes[grant.scope]) return reject('SCOPE_NOT_FOR_CHILDREN', {}, ['/scope']);
  const entitled = grant.giver === 'JUDGE' || (guardians.includes(grant.giver) && state.identification.hasGuardian);
  if (!entitled) return reject('GIVER_NOT_ENTITLED', {}, ['/giver']);
  const view = state.consent.assents[grant.consentId];
  if (view === undefined) return reject('ASSENT_MISSING');
  return view === 'DISAGREES' || isMark(view) ? reject('CHILD_DISAGREES') : undefined;
}

function recipientsFit({ scope, recipients, dataCategories }: Grant): Rejection | undefined {
  if (recipients.some(({ category }) => 'neverAllowed' in recipientCategory.codes[category])) return reject('RECIPIENT_NEVER_ALLOWED', {}, ['/recipients']);
  if (withRecipients.includes(scope) && recipients.length === 0) return reject('RECIPIENTS_NEEDED', {}, ['/recipients']);
  if (scope === 'CROSS_BORDER' && recipients.some(({ country }) => country === undefined)) return reject('RECIPIENTS_NEEDED', {}, ['/recipients']);
  return dataCategories.length > 0 && !sharing.includes(scope) ? reject('SCOPE_SHARES_NOTHING', {}, ['/dataCategories']) : undefined;
}

function validityFits({ validFrom, validUntil }: Grant, zone: string): Rejection | undefined {
  const from = spanOf(validFrom, zone);
  const until = validUntil && spanOf(validUntil, zone);
  return from && until && until.to < from.from ? reject('VALIDITY_REVERSED', {}, ['/validUntil']) : undefined;
}
