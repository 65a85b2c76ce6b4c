import { isoInstant } from '@amana/domain/calendar';

type Reading = { readonly recordedAt: string; readonly clock: 'ok' | 'unconfirmed' };

/** Milliseconds; where a stream has seen no trusted time yet. */
export const NEVER = Number.NEGATIVE_INFINITY;

/** The newest trusted time (milliseconds) of a stream, from the newest one before and the next event's. */
export const latestTrusted = (newest: number, { recordedAt, clock }: Reading): number => (clock === 'ok' ? Math.max(newest, Date.parse(recordedAt)) : newest);

/**
 * The `now` of a decision, and of what a partner is shown (ISO instant). A clock that nobody trusts is never taken to stand before what its stream has seen of one that
 * was trusted: or a clock that was set back would revive a consent that has run out, and data would leave under it (I-61). Only for
 * deciding: what is stored as `recordedAt` is what the clock showed.
 */
export const instantOfDecision = ({ recordedAt, clock }: Reading, newestTrusted: number): string =>
  clock === 'ok' ? recordedAt : isoInstant(Math.max(Date.parse(recordedAt), newestTrusted));
