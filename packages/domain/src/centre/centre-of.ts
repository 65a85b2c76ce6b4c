import { streamName } from '../aggregate.ts';
import { streamState } from '../context-request.ts';
import { centreAggregate } from './state.ts';

/** A centre as context: only the agency that runs it may name it. */
export const centreOf = (centreId: string) => streamState(centreAggregate, streamName('centre', centreId));
