import { Problem } from '@amana/platform/problem';

const RETRY_AFTER_SECONDS = 2;

/** A list has not read far enough to answer; a moment later it has. */
export const notYet = (): Problem => new Problem('NOT_YET_READABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS });
