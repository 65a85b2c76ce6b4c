import { streamName } from '../aggregate.ts';
import { streamState } from '../context-request.ts';
import { agencyAggregate } from './state.ts';

/** An agency as context: everybody may name one. */
export const agencyOf = (agencyId: string) => streamState(agencyAggregate, streamName('agency', agencyId), { namers: 'everybody' });
