import { z } from 'zod';
import { country } from '../../code-lists/cl-04-country.ts';
import { recipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import { consentScope } from '../../code-lists/cl-38-consent-scope.ts';
import { consentTopic } from '../../code-lists/cl-39-consent-topic.ts';
import { consentGiver } from '../../code-lists/cl-40-consent-giver.ts';
import { refusalReason } from '../../code-lists/cl-42-refusal-reason.ts';
import { dataCategory } from '../../code-lists/cl-43-data-category.ts';
import { language } from '../../code-lists/cl-05-language.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, list, optional, statistic } from '../../field-tree.ts';
import { Id, ShortText, Text } from '../../formats.ts';
import { PartialDateTime } from '../../partial-date-time.ts';

/** Group B: the consent ledger of the case (DP-06). */
export const consentEvents = {
  ConsentInformationProvided: event({
    informationId: clear(Id),
    lang: statistic(language.schema),
    interpreterUsed: clear(z.boolean()),
    topics: clear(z.array(consentTopic.schema).min(1).max(7)),
    channel: clear(z.enum(['IN_PERSON', 'REMOTE', 'WRITTEN'])),
  }),
  AssentRecorded: event({ consentId: clear(Id), childView: statistic(z.enum(['AGREES', 'DISAGREES', 'TOO_YOUNG', 'UNABLE'])) }),
  ConsentGranted: event({
    consentId: clear(Id),
    informationId: clear(Id),
    scope: clear(consentScope.schema),
    /** Whom it covers. A category alone covers all agencies of it; an agency or country narrows it. */
    recipients: list({ category: clear(recipientCategory.schema), agencyId: optional(clear(Id)), country: optional(clear(country.schema)) }, { max: 30 }),
    /** What may be shared under it (I-62); empty where the scope shares nothing. */
    dataCategories: clear(z.array(dataCategory.schema).max(11)),
    giver: statistic(consentGiver.schema),
    giverName: optional(identity(ShortText, { about: 'giver' })),
    form: clear(z.enum(['WRITTEN', 'ORAL_WITNESSED', 'THUMBPRINT', 'DIGITAL'])),
    validFrom: clear(PartialDateTime),
    validUntil: optional(clear(PartialDateTime)),
    limits: optional(identity(Text)),
  }),
  ConsentRefused: event({ scope: clear(consentScope.schema), reasonCode: statistic(refusalReason.schema), effectExplained: clear(z.literal(true)) }),
  /** `consentIds`: all that it ends, resolved when it was decided. */
  ConsentWithdrawn: event({
    consentIds: clear(z.array(Id).min(1).max(100)),
    scope: optional(clear(consentScope.schema)),
    channel: clear(z.enum(['IN_PERSON', 'REMOTE', 'WRITTEN'])),
    words: optional(identity(Text)),
  }),
};

export const consentFact = factsOf(consentEvents);
