import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { answerTo, apis, asksForTopics, createFrameReader, producerIdOf, requestOf, withPort, type Api } from './kafka-frames.ts';

/** Stands between clients and one real broker and does to them what networks do. */
export type KafkaProxy = {
  readonly address: string;
  /** Everything goes through again. */
  pass(): Promise<void>;
  /** Connections break, new ones are refused. */
  cut(): Promise<void>;
  /** Connections stay, and nothing goes through. */
  silence(): void;
  /** Requests of this kind reach the broker, their answers nobody. */
  swallowAnswers(api: Api): void;
  /** How many requests of this kind have come. */
  count(api: Api): number;
  /** Of the Produce requests so far. */
  readonly producerIds: readonly bigint[];
  /** Requests that would have had topics made where brokers do so. */
  topicsAskedFor(): number;
  /** Produce requests that were under way at the same time, at most. */
  mostProducing(): number;
  connections(): number;
  close(): Promise<void>;
};

export async function startKafkaProxy(broker: string): Promise<KafkaProxy> {
  const [host = '', brokerPort = ''] = broker.split(':');
  const target = { host, port: Number(brokerPort) };
  const open = new Set<Socket>();
  const counts = new Map<number, number>();
  const producerIds: bigint[] = [];
  let isSilent = false;
  let swallowed: number | undefined;
  let producing = 0;
  let mostProducing = 0;
  let topicsAskedFor = 0;
  let server: Server | undefined;
  let port = 0;

  function note(frame: Buffer, api: number): void {
    counts.set(api, (counts.get(api) ?? 0) + 1);
    if (api === apis.metadata && asksForTopics(frame)) topicsAskedFor++;
    if (api !== apis.produce) return;
    producerIds.push(producerIdOf(frame));
    mostProducing = Math.max(mostProducing, ++producing);
  }

  function join(client: Socket): void {
    const upstream = connect(target);
    const asked = new Map<number, number>();
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined); // its close follows, and is heard; unheard, the error would end the process
    }
    client.once('close', () => {
      open.delete(client);
      upstream.destroy();
    });
    upstream.once('close', () => {
      open.delete(upstream);
      client.destroy();
    });
    client.on(
      'data',
      createFrameReader((frame) => {
        const { api, correlation } = requestOf(frame);
        note(frame, api);
        asked.set(correlation, api);
        if (!isSilent) upstream.write(frame);
      }),
    );
    upstream.on(
      'data',
      createFrameReader((frame) => {
        const api = asked.get(answerTo(frame));
        if (api === apis.produce) producing--;
        if (!isSilent && (swallowed === undefined || api !== swallowed)) client.write(withPort(frame, { ...target, instead: port }));
      }),
    );
  }

  async function listen(): Promise<void> {
    if (server !== undefined) return;
    server = createServer(join).listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  }

  async function cut(): Promise<void> {
    const closing = server;
    server = undefined;
    closing?.close();
    for (const socket of open) socket.destroy();
    if (closing !== undefined) await once(closing, 'close');
  }

  await listen();
  return {
    address: `127.0.0.1:${port}`,
    pass: async () => {
      isSilent = false;
      swallowed = undefined;
      await listen();
    },
    cut,
    silence: () => {
      isSilent = true;
    },
    swallowAnswers: (api) => {
      swallowed = apis[api];
    },
    count: (api) => counts.get(apis[api]) ?? 0,
    producerIds,
    topicsAskedFor: () => topicsAskedFor,
    mostProducing: () => mostProducing,
    connections: () => open.size / 2,
    close: cut,
  };
}
