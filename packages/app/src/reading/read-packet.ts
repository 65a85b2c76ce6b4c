import { agencyAggregate } from '@amana/domain/agency/state';
import { fold, streamName } from '@amana/domain/aggregate';
import { caseAggregate, type CaseFold } from '@amana/domain/case/state';
import { someForChild } from '@amana/domain/case/consent/consent-in-force';
import { missingForAll, referralConsent, type ReferralConsent } from '@amana/domain/case/consent/referral-consent';
import { isOfPacket, packetOf, type Packet } from '@amana/domain/case/referral/packet';
import { isOpen, type Referral } from '@amana/domain/case/referral/state';
import { personAggregate, type AgeFact } from '@amana/domain/person/state';
import type { RecordedEvent } from '@amana/ports/event-store';
import { foldSealed, sealedStateOf } from '../fold-sealed.ts';
import { instantOfDecision, latestTrusted, NEVER } from '../instant-of-decision.ts';
import { mayOpen, readEvents, type ReadOptions } from '../read-event.ts';
import { metadataOf } from '../stored-metadata.ts';
import { streamOf } from '../stream-of.ts';
import type { ReadCaseDeps } from './read-case.ts';
import { recordAccess, type Reader } from './record-access.ts';

export type PacketQuestion = { readonly caseId: string; readonly referralId: string; readonly reader: Reader };

/**
 * The packet of one referral, authorised on the fold of its case made for this very request: after a revoke, an ending or the
 * withdrawal of a consent that it relies on, the next read is refused, whatever the projector does (I-25, I-66, DP-13), and so it is
 * while no consent covers it, by the clock and by the person's age (I-61, I-22). What it shows is judged as of now. 'not-open' says no more than that.
 */
export async function readPacket(
  { caseId, referralId, reader }: PacketQuestion,
  deps: ReadCaseDeps,
): Promise<Packet | 'not-found' | 'not-open'> {
  const stream = streamName('case', caseId);
  const { events } = await deps.events.readStream(stream);
  const state = foldSealed(caseAggregate, stream, events);
  const referral = state.referrals[referralId];
  if (referral === undefined || referral.toAgencyId !== reader.agencyId || referral.status === 'DRAFT') return 'not-found';
  const now = Date.parse(instantOfDecision(deps.clock.now(), events.map(metadataOf).reduce(latestTrusted, NEVER)));
  if (!isOpen(referral) || referral.underReview || restsOnWithdrawn(state, referral)) return 'not-open';

  const personStream = streamOf('person', state.identification.personId ?? '', state.stream.controller ?? '');
  const person = (await deps.events.readStream(personStream)).events;
  const age = someForChild(state.consent) ? await ageOf(personStream, person, deps) : undefined;
  const sharing = await sharingNow({ state, referral, age, now }, deps);
  if (sharing === undefined || missingForAll(sharing).length > 0) return 'not-open';

  const { permitted } = sharing;
  const opens = ['statistic', 'identity'] as const;
  await recordAccess({ reader, purpose: 'REFERRAL_RESPONSE', view: 'packet', streams: [stream, personStream], classes: opens }, deps);

  const of = { categories: permitted, referralId };
  const may: ReadOptions['may'] = (part, event) => opens.some((cls) => cls === part.class) && isOfPacket(event, of);
  const caseEvents = await readEvents(events, deps.keys, { definitions: caseAggregate.events, may });
  const personEvents = await readEvents(person, deps.keys, { definitions: personAggregate.events, may });
  return packetOf({ referral, permitted, caseEvents, personEvents });
}

/** Asked only where somebody else consented for the person (I-22). It is for the decision, and shown to nobody. */
async function ageOf(stream: string, events: readonly RecordedEvent[], { keys }: ReadCaseDeps): Promise<AgeFact | undefined> {
  const facts = await readEvents(events, keys, { definitions: personAggregate.events, may: mayOpen(['statistic']) });
  return fold(personAggregate, stream, facts).identity.age;
}

/** A withdrawal ends what was sent under that consent, though another might cover it (I-25). What ran out may have been renewed (I-61). */
const restsOnWithdrawn = ({ consent }: CaseFold, { consentIds }: Referral): boolean =>
  consentIds.some((id) => !(id in consent.consents) || consent.consents[id]?.withdrawnAt !== undefined);

type Asked = { readonly state: CaseFold; readonly referral: Referral; readonly age: AgeFact | undefined; readonly now: number };

/** What the consents let the receiver see now; undefined where the directory does not say what kind of agency it is. */
async function sharingNow({ state, referral, age, now }: Asked, deps: ReadCaseDeps): Promise<ReferralConsent | undefined> {
  const { kind, country } = (await sealedStateOf(agencyAggregate, referral.toAgencyId, deps.events)).profile;
  if (kind === undefined || country === undefined) return undefined;
  const recipient = { agencyId: referral.toAgencyId, category: kind, country };
  const { crossBorder, dataShared } = referral;
  return referralConsent(state.consent, { recipient, crossBorder, dataCategories: dataShared, age, at: now });
}
