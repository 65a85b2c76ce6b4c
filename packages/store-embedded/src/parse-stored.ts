import { PortFailure } from '@amana/ports/failures';
import type { JsonObject } from '@amana/ports/json';

/** JSON as this store has written it. Throws STORE_DAMAGED, with no cause: the parser's own error quotes the text. `what` names the place. */
export function parseStored(text: string, what: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    throw new PortFailure('STORE_DAMAGED', `${what} is damaged: it is not the JSON that was written`, { retryable: false });
  }
}
