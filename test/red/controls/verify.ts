import type { FaultCode } from '@amana/app/verify/fault';
import type { Control } from '../control.ts';

const verify = 'packages/app/src/verify';
const tests = [`${verify}/verify-log.int.test.ts`, `${verify}/verify-rows.int.test.ts`];

type Taken = { readonly fault: FaultCode; readonly of?: string; readonly file: string; readonly find: string; readonly put: string };

const unseen = ({ fault, of = '', file, find, put }: Taken): Control => ({ defence: `verify names ${fault}${of}`, file: `${verify}/${file}`, find, put, tests, only: fault });

/** Each fault that the check of a house knows: without the place that finds it, the test of that fault fails. */
export const verifyControls: readonly Control[] = [
  unseen({ fault: 'LOG_UNREADABLE', file: 'verify-log.ts', find: "faults.add('LOG_UNREADABLE', { log: name, reason: page.message });", put: '' }),
  unseen({ fault: 'LOG_CHANGED', file: 'verify-log.ts', find: 'atNoted !== noted.chain', put: 'atNoted === undefined' }),
  unseen({ fault: 'READS_MISSING', file: 'verify.ts', find: "if (deps.lacksAccess === true) faults.add('READS_MISSING', {});", put: '' }),
  unseen({ fault: 'EVENT_TWICE', file: 'verify-log.ts', find: 'if (again.size > 0) await countAgain(again, deps);', put: '' }),
  unseen({ fault: 'REVISION_MISSING', file: 'check-order.ts', find: 'if (revision > place.next) found', put: 'if (revision < 0) found' }),
  unseen({ fault: 'REVISION_REPEATED', file: 'check-order.ts', find: 'if (revision < place.next) found', put: 'if (revision < 0) found' }),
  unseen({ fault: 'COMMAND_IN_PART', of: ' at the end', file: 'check-order.ts', find: 'if (open !== undefined) found', put: 'if (next < 0) found' }),
  unseen({ fault: 'COMMAND_IN_PART', of: ' in the middle', file: 'check-order.ts', find: 'if (isInOrder && (open === undefined ? index !== 0 : !goesOn)) found', put: 'if (isInOrder && goesOn && index < 0) found' }),
  unseen({ fault: 'EVENT_NEWER', file: 'check-event.ts', find: "if (error instanceof NewerEvent) faults.add('EVENT_NEWER', placeOf(event));", put: 'if (error instanceof NewerEvent) return;' }),
  unseen({ fault: 'EVENT_MISSHAPEN', of: ' by its metadata', file: 'check-event.ts', find: "if (!Metadata.safeParse(event.metadata).success) return faults.add('EVENT_MISSHAPEN', placeOf(event));", put: '' }),
  unseen({ fault: 'EVENT_MISSHAPEN', of: ' by its data', file: 'check-event.ts', find: "if (!isOfItsShape(event.type, found?.data)) faults.add('EVENT_MISSHAPEN', placeOf(event));", put: 'if (found === undefined) return;' }),
  unseen({ fault: 'FIGURES_CHANGED', file: 'check-event.ts', find: "else if (!hasItsDigest(event)) faults.add('FIGURES_CHANGED', placeOf(event));", put: '' }),
  unseen({ fault: 'PART_CHANGED', file: 'check-event.ts', find: "faults.add('PART_CHANGED', { ...placeOf(event), class: part.class });", put: '' }),
  unseen({ fault: 'KEY_MISSING', file: 'known-keys.ts', find: "faults.add('KEY_MISSING', { log, key: keyId });", put: '' }),
  unseen({ fault: 'KEY_CHANGED', file: 'known-keys.ts', find: "if (!states.has(keyId)) faults.add('KEY_CHANGED', { log, key: keyId });", put: '' }),
  unseen({ fault: 'CHECKPOINT_MISSING', file: 'verify-rows.ts', find: "faults.add('CHECKPOINT_MISSING', { projection: name });", put: '' }),
  unseen({ fault: 'CHECKPOINT_OTHER_ERA', file: 'verify-rows.ts', find: "if (checkpoint.era !== era) faults.add('CHECKPOINT_OTHER_ERA', { projection: name });\n  else if", put: 'if' }),
  unseen({ fault: 'CHECKPOINT_NOWHERE', file: 'verify-rows.ts', find: "else if (!(await isSameLog(checkpoint, events))) faults.add('CHECKPOINT_NOWHERE', { projection: name });\n", put: '' }),
  unseen({ fault: 'CHECKPOINT_NOWHERE', of: ' of a worker without rows', file: 'verify-rows.ts', find: 'await checkOtherPlaces(new Set(places.map(({ name }) => name)), deps);', put: '' }),
  unseen({ fault: 'ROWS_UNREADABLE', file: 'verify-rows.ts', find: "faults.add('ROWS_UNREADABLE', { projection: name, reason: error.message });", put: '' }),
  unseen({ fault: 'ROWS_AHEAD', file: 'compare-rows.ts', find: "if (reached > (events.at(-1)?.revision ?? -1)) found('ROWS_AHEAD', { revision: reached });\n  else ", put: '' }),
  unseen({ fault: 'ROWS_BEHIND', file: 'compare-rows.ts', find: "else if (reached < due) found('ROWS_BEHIND', { revision: reached + 1 });", put: '' }),
  unseen({ fault: 'ROW_CHANGED', file: 'compare-rows.ts', find: 'else if (contentOf(made) !== contentOf(row) || row.revision > reached) found', put: 'else if (row.revision > reached) found' }),
  unseen({ fault: 'ROW_MISSING', file: 'compare-rows.ts', find: "for (const rowId of wanted.keys()) found('ROW_MISSING', { row: rowId });", put: '' }),
  unseen({ fault: 'ROW_TOO_MANY', file: 'compare-rows.ts', find: "if (made === undefined) found('ROW_TOO_MANY', { row: row.rowId });\n    else ", put: 'if (made === undefined) continue;\n    ' }),
  unseen({ fault: 'ROW_TOO_MANY', of: ' of a stream that the log has not', file: 'verify-rows.ts', find: "deps.faults.add('ROW_TOO_MANY', { projection: name, stream, row: rowId });", put: '' }),
  unseen({ fault: 'STREAM_PARKED', file: 'compare-rows.ts', find: "if (parked) found('STREAM_PARKED', { revision: parkedOf(parked).revision });\n  else ", put: '' }),
];
