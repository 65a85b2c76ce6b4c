import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import kafkajs from 'kafkajs';
import { createEngine, type Engine } from '../process/engine.ts';
import { freePort } from '../process/free-port.ts';
import { sourcesOf } from '../process/places.ts';
import { runTool } from '../process/run-tool.ts';
import { kafkaLibraries } from './kafka-libraries.ts';
import { serverProperties } from './server-properties.ts';

export type KafkaOptions = {
  /** The folder of the broker, of its own; made where it is missing. */
  readonly data: string;
  /** Takes a line of progress now and then, the first time only: the jars are fetched. */
  readonly report?: (line: string) => void;
};

const silent = (): void => undefined;
const CLUSTER_ID = '_IVQtMptRKqVnlI7sWq7mg'; // any 16 bytes in base64url; one cluster, one id
const HEAP = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];

/**
 * A Kafka broker (KRaft, one node, loopback, no topic made by itself) that answers. `address` is host:port. Stop it, kill it and
 * start it again: the port and what was acknowledged stay. Throws SetupFailure when Java or Maven is missing.
 */
export async function startKafka(options: KafkaOptions): Promise<Engine> {
  const engine = await createKafka(options);
  await engine.start();
  return engine;
}

/** The same, not started yet. */
export async function createKafka({ data, report = silent }: KafkaOptions): Promise<Engine> {
  const folder = resolve(data);
  const ports = { port: await freePort(), controllerPort: await freePort() };
  const address = `127.0.0.1:${ports.port}`;
  const java = javaArguments(await kafkaLibraries(report));
  const args = async (): Promise<readonly string[]> => {
    const properties = join(folder, 'server.properties');
    mkdirSync(folder, { recursive: true });
    writeFileSync(properties, serverProperties(join(folder, 'logs'), ports));
    if (!existsSync(join(folder, 'logs', 'meta.properties'))) await format(java, properties);
    return [...java, 'kafka.Kafka', properties];
  };
  return createEngine({ name: 'Kafka', port: ports.port, address, data: folder, command: 'java', args, ask: () => askForBrokers(address) });
}

const javaArguments = (libraries: string): readonly string[] => [
  ...HEAP,
  `-Dlog4j2.configurationFile=${join(sourcesOf('kafka'), 'log4j2.properties')}`,
  '-cp',
  join(libraries, '*'),
];

async function format(java: readonly string[], properties: string): Promise<void> {
  const args = [...java, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties, '--ignore-formatted'];
  await runTool({ command: 'java', args, folder: sourcesOf('kafka'), what: 'Kafka: format', report: silent });
}

/** A broker that is registered, but still fenced, is not in the list. */
async function askForBrokers(address: string): Promise<void> {
  const kafka = new kafkajs.Kafka({
    brokers: [address],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    if (brokers.length === 0) throw new Error('no broker yet');
  } finally {
    await admin.disconnect();
  }
}
