import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findCommand } from '@amana/domain/catalogue';
import type { CommandActor } from '@amana/domain/command-definition';
import type { EventStore } from '@amana/ports/event-store';
import { createKeys } from '@amana/privacy/subject-keys';
import { createFileKeyring } from '@amana/store-embedded/file-keyring';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { v7 } from 'uuid';
import type { CommandOutcome } from '../command-request.ts';
import { publishInTurn } from '../figures/publish-in-turn.ts';
import { createStreamQueue } from '../stream-queue.ts';
import type { Log } from '../log.ts';
import { createCommandHandler, type HandleCommandDeps } from '../handle-command.ts';
import type { ContextQueries } from '../resolve-context.ts';

export const AGENCY = '0193c5a0-0000-7000-8000-00000000a9e1';
export const POLICE = '0193c5a0-0000-7000-8000-00000000a9e2';
export const caseworker: CommandActor = { userId: 'user-caseworker-1', role: 'CASEWORKER', agencyId: AGENCY };
export const coordinator: CommandActor = { userId: 'user-coordinator-1', role: 'NATIONAL_COORD', agencyId: AGENCY };
export const today = { value: '2022-06-15', precision: 'day', zone: 'Africa/Niamey' } as const;
export const frame = { occurredAt: today };

const monotonic = () => performance.now();
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export type EmbeddedAppOptions = { queries?: ContextQueries; wrap?: (store: EventStore) => EventStore; timeoutMs?: number; output?: Log };

export type Send = {
  id: string;
  body: Record<string, unknown>;
  actor?: CommandActor;
  commandId?: string;
  ifMatch?: number;
  referralId?: string;
};

/** The real embedded store and keyring in a folder of its own; another process is a second handler over the same store. */
export function createEmbeddedApp(options: EmbeddedAppOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'amana-app-'));
  const kekFile = join(folder, 'kek');
  createKekFile(kekFile);
  const keyring = createFileKeyring({ path: join(folder, 'keys', 'keyring.db'), kekFile });
  const log = createSqliteEventStore({ path: join(folder, 'log.db') });
  const store = options.wrap?.(log) ?? log;
  const newKeys = () => createKeys({ keyring, randomBytes, now: monotonic });
  let time = Date.parse('2022-06-15T10:00:00.000Z');

  const deps = (): HandleCommandDeps => ({
    events: store,
    keys: newKeys(),
    keyring,
    queries: { 'open-cases-of-person': async () => [], caseload: async () => ({ open: 0, limit: 40 }), 'grants-of-code': async () => [], ...options.queries },
    log: options.output ?? quiet,
    randomBytes,
    newEventId: () => v7(),
    monotonic,
    sleep: async (ms) => sleep(ms),
    random: Math.random,
    clock: { now: () => ({ recordedAt: new Date((time += 1)).toISOString(), clock: 'ok' }) },
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });

  const newHandler = () => publishInTurn(createCommandHandler(deps()), createStreamQueue());

  const newProcess = () => {
    const handle = newHandler();
    return (name: string, { id, body, actor = caseworker, commandId = v7(), ...rest }: Send): Promise<CommandOutcome> => {
      const command = findCommand(name);
      if (!command) throw new Error(`no command ${name}`);
      return handle({ command, id, body: { ...frame, ...body }, actor, commandId, ...rest });
    };
  };

  return {
    folder,
    store: log,
    keyring,
    keys: newKeys(),
    send: newProcess(),
    newProcess,
    /** The same for a request as the handler takes it: with a command object of one's own, and the body as it is. */
    newHandler,
    setTime: (iso: string) => {
      time = Date.parse(iso);
    },
    close: () => {
      log.close();
      keyring.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
