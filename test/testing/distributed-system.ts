import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEventStore } from '@amana/engines/eventstore-process';
import type { RecordedEvent } from '@amana/ports/event-store';
import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { dropDatabase } from '@amana/store-distributed/testing/drop-database';
import { removeTopics } from '@amana/store-distributed/testing/remove-topics';
import { startEdge } from './edge.ts';
import { freePorts } from './free-ports.ts';
import { wholeLog } from './log-of.ts';
import { createProgram, isReadyAt, type Program } from './program.ts';
import { webhookHosts, type StandaloneOptions } from './standalone-process.ts';

export const serviceNames = ['case-api', 'query-api', 'projector', 'relay', 'notifier'] as const;
export type ServiceName = (typeof serviceNames)[number];
type Engine = Awaited<ReturnType<typeof createEventStore>>;

export type DistributedOptions = Pick<StandaloneOptions, 'webhookPorts' | 'logLevel'> & {
  readonly mongodb: string;
  readonly kafka: string;
  /** The log. By default a protocol server of this system alone. */
  readonly eventStore?: Engine;
  /** Called with the settings when the log answers, before any service runs. */
  readonly prepare?: (env: Readonly<Record<string, string>> & { readonly AMANA_DATA: string }) => Promise<void>;
};

/** Every service as a process of its own, over engines. Use with `await using`. */
export type DistributedSystem = AsyncDisposable & {
  readonly url: string;
  readonly issuer: string;
  readonly eventStore: Engine;
  /** The database of this system alone. */
  readonly mongodb: string;
  /** Where each service says whether it is ready. */
  readonly readyUrls: Readonly<Record<ServiceName, string>>;
  readonly services: Readonly<Record<ServiceName, Program>>;
  /** One more process of a service, not started yet: it stands by, where there is a lease. */
  copyOf(service: ServiceName): Promise<Program & { readonly url: string }>;
  storedEvents(): Promise<RecordedEvent[]>;
};

const mainOf = (service: string): string => `services/${service}/src/main.ts`;

/** A database of its own on the server that the URL names. */
function databaseUrl(mongodb: string): string {
  const url = new URL(mongodb);
  url.pathname = `/amana-${crypto.randomUUID()}`;
  return url.toString();
}

export async function startDistributed({ mongodb, kafka, webhookPorts, eventStore: given, logLevel = 'info', prepare = async () => undefined }: DistributedOptions): Promise<DistributedSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'amana-distributed-'));
  const [caseApi = 0, queryApi = 0, projector = 0, relay = 0, notifier = 0, issuerPort = 0] = await freePorts(6);
  const ports: Record<ServiceName, number> = { 'case-api': caseApi, 'query-api': queryApi, projector, relay, notifier };
  const issuer = `http://127.0.0.1:${issuerPort}`;
  const eventStore = given ?? (await createEventStore({ data: join(folder, 'eventstore') }));
  const edge = await startEdge({ caseApi, queryApi });
  const rows = databaseUrl(mongodb);
  const topicPrefix = `e2e-${crypto.randomUUID()}.`;
  const env = {
    AMANA_MODE: 'distributed',
    AMANA_EVENTSTORE_URL: eventStore.address,
    AMANA_MONGODB_URL: rows,
    AMANA_KAFKA_BROKERS: kafka,
    AMANA_TOPIC_PREFIX: topicPrefix,
    AMANA_DATA: join(folder, 'amana'),
    AMANA_LOG_PURPOSE: 'demo',
    AMANA_LOG_LEVEL: logLevel,
    AMANA_ISSUER: issuer,
    AMANA_JWKS_URL: `${issuer}/jwks`,
    AMANA_PUBLIC_URL: edge.url,
    AMANA_WEBHOOK_ALLOW_HOSTS: webhookHosts(webhookPorts),
  };
  const programOf = (service: ServiceName, port: number): Program =>
    createProgram({ main: mainOf(service), env: { ...env, AMANA_PORT: String(port) }, isReady: isReadyAt(`http://127.0.0.1:${port}`) });
  const services = Object.fromEntries(serviceNames.map((service) => [service, programOf(service, ports[service])])) as Record<ServiceName, Program>;
  const devIssuer = createProgram({
    main: mainOf('dev-issuer'),
    env: { AMANA_DEV_ISSUER_PORT: String(issuerPort) },
    isReady: async () => (await fetch(`${issuer}/jwks`).catch(() => undefined))?.ok === true,
  });
  const topics = createProgram({ main: mainOf('operator'), args: ['topics'], env, isReady: async () => true });
  const programs: Program[] = [devIssuer, ...Object.values(services)];

  const end = async (): Promise<void> => {
    const ended = [
      ...(await Promise.allSettled(programs.map((program) => program.end()))),
      ...(await Promise.allSettled([edge.close(), eventStore.stop(), dropDatabase(rows), removeTopics(kafka, topicPrefix)])),
    ];
    rmSync(folder, { recursive: true, force: true }); // also where a part failed, such as an engine that is gone
    const failed = ended.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
  };
  const begin = async (): Promise<void> => {
    await Promise.all([eventStore.start(), devIssuer.start(), topics.run()]);
    await prepare(env);
    await Promise.all(Object.values(services).map((program) => program.start()));
  };
  await begin().catch(async (error: unknown) => {
    await end();
    throw error;
  });

  return {
    url: edge.url,
    issuer,
    eventStore,
    mongodb: rows,
    readyUrls: Object.fromEntries(serviceNames.map((service) => [service, `http://127.0.0.1:${ports[service]}`])) as Record<ServiceName, string>,
    services,
    copyOf: async (service) => {
      const [port = 0] = await freePorts(1);
      const copy = programOf(service, port);
      programs.push(copy);
      return { ...copy, url: `http://127.0.0.1:${port}` };
    },
    storedEvents: async () => {
      const log = connectEventStoreDb({ url: eventStore.address });
      try {
        return await wholeLog(log.events);
      } finally {
        await log.close();
      }
    },
    [Symbol.asyncDispose]: end,
  };
}
