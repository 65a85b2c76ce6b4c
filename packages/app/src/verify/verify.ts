import { accessEvents } from '@amana/domain/access/events';
import { alertEvents } from '@amana/domain/alert/events';
import { eventDefinitions } from '@amana/domain/catalogue';
import type { EventDefinitions } from '@amana/domain/event-definition';
import { logEvents } from '@amana/domain/log/events';
import type { EventStore } from '@amana/ports/event-store';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { allProjections } from '../all-projections.ts';
import type { OpenLog } from '../open-log.ts';
import type { Fault, FaultCode } from './fault.ts';
import { createFaultList } from './fault-list.ts';
import type { KnownKeysDeps } from './known-keys.ts';
import { verifyLog, type LogReport, type NotedDigest } from './verify-log.ts';
import { verifyRows, type ProjectionReport } from './verify-rows.ts';

export type VerifyStage = 'verify-log' | 'verify-access' | 'verify-rows';

/** `part` goes from 0 to 1 within a stage; `events` counts those that were looked at in it. */
export type VerifyProgress = (stage: VerifyStage, at: { readonly events: number; readonly part: number }) => void;

export type VerifyDeps = KnownKeysDeps & {
  readonly events: EventStore;
  readonly access: EventStore;
  /** Undefined where there are none yet: they are made from the log at the next start. */
  readonly rows: ReadModelStore | undefined;
  readonly log: OpenLog;
  readonly noted?: Noted | undefined;
  /** The record of reads is not there, though the log is. */
  readonly lacksAccess?: boolean;
  readonly sleep: (ms: number) => Promise<void>;
  readonly onProgress: VerifyProgress;
};

/** What log and record of reads were at an earlier time. */
export type Noted = { readonly log: NotedDigest; readonly access?: NotedDigest | undefined };

export type VerifyReport = {
  readonly log: LogReport;
  readonly access: LogReport;
  readonly projections: readonly ProjectionReport[];
  readonly faults: { readonly count: number; readonly shown: readonly Fault[]; readonly unshown: ReadonlyMap<FaultCode, number> };
};

const definitions: EventDefinitions = { ...eventDefinitions, ...logEvents, ...alertEvents, ...accessEvents };

/**
 * Does the log hold what it held, can its sealed parts be read, and are the rows what it makes? Changes nothing, needs nobody to
 * stop, and keeps nothing of what it opens. Throws what the stores throw; whatever is wrong with what they hold is a fault.
 *
 * What it cannot see by itself: a clear field that was changed into another possible value, where no row shows it, events that were cut
 * off from the end together with the rows, and readings that were cut off. The digest of an earlier time (`noted`) shows all three.
 */
export async function verify(deps: VerifyDeps): Promise<VerifyReport> {
  const faults = createFaultList();
  const onProgressOf = (stage: VerifyStage) => (at: Parameters<VerifyProgress>[1]) => deps.onProgress(stage, at);
  const shared = { ...deps, definitions, faults };
  const log = await verifyLog({ ...shared, store: deps.events, name: 'log', noted: deps.noted?.log, onProgress: onProgressOf('verify-log') });
  const access = await verifyLog({ ...shared, store: deps.access, name: 'access', noted: deps.noted?.access, onProgress: onProgressOf('verify-access') });
  if (deps.lacksAccess === true) faults.add('READS_MISSING', {});
  const projections = deps.rows === undefined || !log.isWhole ? [] : await verifyRows(log, { ...shared, rows: deps.rows, era: deps.log.era, projections: allProjections, onProgress: onProgressOf('verify-rows') });
  return { log, access, projections, faults: { count: faults.count(), shown: faults.shown(), unshown: faults.unshown() } };
}
