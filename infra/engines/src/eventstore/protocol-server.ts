import { ServerCredentials } from '@grpc/grpc-js';
import { Log } from './event-log.ts';
import { createFaults, type Faults } from './faults.ts';
import { EsdbServer } from './streams-server.ts';

/*
 * A gRPC server to which the published @eventstore/db-client talks as to an EventStoreDB node.
 *
 *   const server = await startProtocolServer();            // a free port, a log in memory
 *   const client = EventStoreDBClient.connectionString(server.url);
 *   const off = server.faults.silence('BatchAppend');      // see faults.ts: each switch returns what switches it off
 *   off();
 *   server.kill();                                         // connections cut, nothing answered
 *   await server.start();                                  // the same log on the same port
 *   await server.stop();                                   // in order: refuses appends, is silent, then cuts
 */
export type ProtocolServerOptions = {
  /** Default: a free one. */
  port?: number;
  /** Default: a new one in memory. */
  log?: Log;
  /** PEM texts; the url then says tls=true. */
  tls?: { certificate: string; key: string };
  /** Who may call, by Basic authorization. Without it everybody may. */
  credentials?: { username: string; password: string };
  /** False: the client takes the unary path for every append. */
  batchAppend?: boolean;
  /** Bytes of data in one append; default 1 MiB. */
  maxAppendSize?: number;
  /** Milliseconds of silence between the refusal of appends and the cut in `stop`; default 5,000 as on a node. */
  stopMs?: number;
};

export type ProtocolServer = {
  readonly port: number;
  /** esdb://127.0.0.1:<port>?tls=<false or true> */
  readonly url: string;
  readonly log: Log;
  readonly faults: Faults;
  /** Calls that were received, the oldest first, with their metadata (credentials too). */
  readonly requests: readonly { method: string; metadata: Record<string, unknown> }[];
  /** Streaming calls under way: reads, subscriptions and BatchAppend streams. */
  openCalls(method?: string): number;
  /** Again, on the same log and port. */
  start(): Promise<void>;
  /** In order, as a node does on SIGTERM. Twice is safe. */
  stop(): Promise<void>;
  /** As a kill -9: every connection is cut, nothing is answered. Twice is safe. */
  kill(): void;
};

export async function startProtocolServer(options: ProtocolServerOptions = {}): Promise<ProtocolServer> {
  const { tls } = options;
  const { faults, hooks } = createFaults(() => server);
  const server = new EsdbServer({
    ...hooks,
    log: options.log ?? new Log(),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.batchAppend === undefined ? {} : { batchAppend: options.batchAppend }),
    ...(options.maxAppendSize === undefined ? {} : { maxAppendSize: options.maxAppendSize }),
    ...(options.credentials ? { auth: options.credentials } : {}),
    ...(tls
      ? {
          credentials: ServerCredentials.createSsl(null, [
            { cert_chain: Buffer.from(tls.certificate), private_key: Buffer.from(tls.key) },
          ]),
        }
      : {}),
  });
  await server.start();
  return {
    port: server.port,
    url: `esdb://127.0.0.1:${server.port}?tls=${String(tls !== undefined)}`,
    log: server.log,
    faults,
    requests: server.seen,
    openCalls: (method) => [...server.open].filter((call) => method === undefined || call.method === method).length,
    start: async () => {
      server.log.restarted();
      await server.start();
    },
    stop: async () => server.stop(),
    kill: () => server.stop(),
  };
}
