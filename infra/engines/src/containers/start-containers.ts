import { setTimeout as sleep } from 'node:timers/promises';
import { GenericContainer, getContainerRuntimeClient, Wait, type StartedTestContainer } from 'testcontainers';
import type { EngineName } from '../engine-variables.ts';
import { freePort } from '../process/free-port.ts';

export type StartedEngines = {
  readonly addresses: Readonly<Partial<Record<EngineName, string>>>;
  stop(): Promise<void>;
};

type Started = { readonly container: StartedTestContainer; readonly address: string };

const IMAGES = {
  eventstore: 'eventstore/eventstore:24.10.0-bookworm-slim',
  mongodb: 'mongo:8',
  kafka: 'apache/kafka:4.1.2',
} as const satisfies Record<EngineName, string>;

const READY_MS = 120_000; // from the start of the container, its image not counted
const ALL_MS = 480_000; // images of more than a gigabyte the first time

/** Whether a container runtime answers. Takes milliseconds where there is none. */
export async function hasContainerRuntime(): Promise<boolean> {
  try {
    await getContainerRuntimeClient();
    return true;
  } catch {
    return false; // testcontainers says "could not find a working container runtime strategy", and nothing else
  }
}

/**
 * EventStoreDB, MongoDB and Kafka themselves, one container each, all at once. Rejects when one of them does not start or all take
 * longer than eight minutes. What is left behind then is removed by testcontainers when this process ends.
 */
export async function startContainers(names: readonly EngineName[]): Promise<StartedEngines> {
  const timer = new AbortController();
  const late = sleep(ALL_MS, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`the containers were not ready in ${ALL_MS / 1000} s`);
  });
  late.catch(() => undefined); // rejects, too, when the timer is no longer needed
  try {
    const started = await Promise.race([Promise.all(names.map(async (name) => [name, await start[name]()] as const)), late]);
    return {
      addresses: Object.fromEntries(started.map(([name, { address }]) => [name, address])),
      stop: async () => {
        await Promise.all(started.map(async ([, { container }]) => container.stop()));
      },
    };
  } finally {
    timer.abort();
  }
}

const start: Readonly<Record<EngineName, () => Promise<Started>>> = {
  eventstore: async () => {
    const container = await new GenericContainer(IMAGES.eventstore)
      .withEnvironment({
        EVENTSTORE_INSECURE: 'true',
        EVENTSTORE_CLUSTER_SIZE: '1',
        EVENTSTORE_RUN_PROJECTIONS: 'None',
        EVENTSTORE_TELEMETRY_OPTOUT: 'true',
      })
      .withExposedPorts(2113)
      .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCode(204))
      .withStartupTimeout(READY_MS)
      .start();
    return { container, address: `esdb://${container.getHost()}:${container.getMappedPort(2113)}?tls=false` };
  },

  mongodb: async () => {
    const container = await new GenericContainer(IMAGES.mongodb)
      .withCommand(['mongod', '--replSet', 'rs0', '--bind_ip_all'])
      .withExposedPorts(27017)
      .withWaitStrategy(Wait.forLogMessage(/Waiting for connections/))
      .withStartupTimeout(READY_MS)
      .start();
    const initiate = `rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: '127.0.0.1:27017' }] }); while (!db.hello().isWritablePrimary) sleep(100)`;
    const { exitCode, output } = await container.exec(['mongosh', '--quiet', '--eval', initiate]);
    if (exitCode !== 0) throw new Error(`the replica set was not initiated: ${output}`);
    // Direct, since the member's own name for itself, 127.0.0.1:27017, holds inside the container only.
    return { container, address: `mongodb://${container.getHost()}:${container.getMappedPort(27017)}/?directConnection=true` };
  },

  kafka: async () => {
    const { info } = await getContainerRuntimeClient();
    const port = await freePort(); // fixed, since a broker must know before its start what it tells its clients
    const address = `${info.containerRuntime.host}:${port}`;
    const container = await new GenericContainer(IMAGES.kafka)
      .withEnvironment(kafkaSettings(port, address))
      .withExposedPorts({ container: port, host: port })
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
      .withStartupTimeout(READY_MS)
      .start();
    return { container, address };
  },
};

/** As soon as one of them is given, the image drops its own defaults: so the set is complete. */
const kafkaSettings = (port: number, advertised: string): Record<string, string> => ({
  KAFKA_NODE_ID: '1',
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:29093',
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_INTER_BROKER_LISTENER_NAME: 'INSIDE',
  KAFKA_LISTENERS: `CONTROLLER://:29093,INSIDE://:29094,OUTSIDE://:${port}`,
  KAFKA_ADVERTISED_LISTENERS: `INSIDE://localhost:29094,OUTSIDE://${advertised}`,
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT',
  KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '1',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS: '1',
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
  KAFKA_SHARE_COORDINATOR_STATE_TOPIC_NUM_PARTITIONS: '1',
  KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR: '1',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
});
