import type { VictimStatus } from '../../code-lists/cl-08-victim-status.ts';
import type { Mark } from '../../mark.ts';
import { region } from '../../region.ts';
import { victimStatusEvents } from './events.ts';

/** A fact about the person: after a full erasure it reads as erased (domain.md 2.3.2, line 4). */
export type VictimDetermination = { readonly status: VictimStatus | Mark | undefined; readonly eventId: string | undefined };

export const victimStatusRegion = region<VictimDetermination>()({
  own: victimStatusEvents,
  initial: { status: undefined, eventId: undefined },
  on: {
    VictimStatusDetermined: (_state, { data, id }) => ({ status: data.status, eventId: id }),
  },
});
