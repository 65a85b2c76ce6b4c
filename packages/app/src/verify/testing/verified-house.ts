import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect } from '@jest/globals';
import type { RecordedEvent } from '@amana/ports/event-store';
import { allProjections } from '../../all-projections.ts';
import { createRichLog, type RichLog } from '../../moving/testing/rich-log.ts';
import { bringUp } from '../../testing/bring-up.ts';
import type { FaultCode, FaultFacts } from '../fault.ts';
import { verify, type VerifyDeps, type VerifyReport } from '../verify.ts';

/** A log with its read models for each test, whole and projected to its end; what looks at it, and what puts a hand in its files. */
export function verifiedHouse() {
  let rich: RichLog;
  beforeEach(async () => {
    rich = await createRichLog();
    await project();
  });
  afterEach(() => rich.close());

  async function project(): Promise<void> {
    const { deps, output, log } = rich;
    for (const projection of allProjections) await bringUp(projection, { events: deps.events, rows: deps.rows, log, output, definitions: deps.definitions });
  }

  const verified = (changes: Partial<VerifyDeps> = {}): Promise<VerifyReport> =>
    verify({ ...rich.deps, keyring: rich.app.keyring, log: rich.log, monotonic: () => performance.now(), sleep: async () => undefined, onProgress: () => undefined, ...changes });

  async function faultsFound(changes: Partial<VerifyDeps> = {}): Promise<[FaultCode, FaultFacts][]> {
    const { faults } = await verified(changes);
    expect(faults.count).toBe(faults.shown.length);
    expect(faults.unshown).toEqual(new Map());
    return faults.shown.map(({ code, facts }) => [code, facts]);
  }

  /** A careless or a malicious hand in one of the files. */
  function tamper(file: 'log.db' | 'access.db' | 'work.db' | 'keys/keyring.db', sql: string, ...values: (string | number)[]): void {
    const db = new DatabaseSync(join(rich.app.folder, file));
    db.exec('DROP TRIGGER IF EXISTS event_is_never_changed; DROP TRIGGER IF EXISTS event_is_never_deleted');
    const { changes } = db.prepare(sql).run(...values);
    db.close();
    expect(changes).toBeGreaterThan(0);
  }

  const caseStream = () => `case-${rich.cases[1]}`;

  async function eventOf(type: string, stream = caseStream()): Promise<RecordedEvent> {
    const { events } = await rich.app.store.readStream(stream);
    const found = events.find((event) => event.type === type);
    if (found === undefined) throw new Error(`no ${type} in ${stream}`);
    return found;
  }

  return { rich: () => rich, project, verified, faultsFound, tamper, caseStream, eventOf };
}

export const sealedOf = (data: object) => (data as { sealed: { keyId: string; ciphertext: string; class: string }[] }).sealed;
