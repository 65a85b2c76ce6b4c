import { query } from '../context-request.ts';

/** Ids of the grants that are registered under this code. Params: grantCode. */
export const grantsOfCode = query<readonly string[]>('grants-of-code');
