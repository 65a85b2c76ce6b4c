import type { RecordedEvent } from '@amana/ports/event-store';
import { v5 } from 'uuid';

/** The id by which partners know the referral that a ReferralSent tells of. */
export const partnersIdOf = ({ stream, data }: Pick<RecordedEvent, 'stream' | 'data'>): string => v5(data['referralId'] as string, stream.slice('case-'.length));
