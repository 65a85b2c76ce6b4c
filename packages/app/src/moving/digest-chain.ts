import { digestOf, eventDigestOf } from '@amana/privacy/digests';
import type { PlacedEvent } from './original-appends.ts';

export type DigestChain = {
  add(event: PlacedEvent): void;
  /** base64url of the last link. */
  value(): string;
  events(): number;
};

/**
 * One value for any number of events in their order: each link is the digest of the link before it and of the event. Positions are
 * no part of it, so two logs that hold the same events in the same order have the same one.
 */
export function createDigestChain(): DigestChain {
  let link = digestOf(['amana event chain v1']);
  let count = 0;
  return {
    add: (event) => {
      link = digestOf([link, eventDigestOf(event)]);
      count += 1;
    },
    value: () => link,
    events: () => count,
  };
}
