import type { ActiveFaults } from '../faults.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Access } from './access.ts';
import type { Twins } from './twins.ts';

/** What the handlers of calls stand on. */
export type Node = {
  log: EventLog;
  access: Access;
  faults: ActiveFaults;
  twins: Twins;
  /** Bytes of data in one append. */
  maxAppendBytes: number;
  /** Refuses everything new, while what is open is silent. */
  isStopping(): boolean;
};
