import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Server, ServerCredentials } from '@grpc/grpc-js';
import { createFaults, type Faults } from './faults.ts';
import type { Method } from './protocol/method.ts';
import { type EventLog, openEventLog } from './log/event-log.ts';
import { createAccess, type Credentials } from './protocol/access.ts';
import { createCallRegistry, type ReceivedCall } from './protocol/call-registry.ts';
import { answerHttp1, type Connections, createConnections } from './protocol/connections.ts';
import { createGrpcServer } from './protocol/create-grpc-server.ts';
import type { Member } from './protocol/gossip.ts';
import type { Node } from './protocol/node.ts';
import { createTwins } from './protocol/twins.ts';

/*
 * A gRPC server to which the published @eventstore/db-client talks as to an EventStoreDB 24.6 node.
 *
 *   const server = await startProtocolServer();            // a free port, a log in memory
 *   const client = EventStoreDBClient.connectionString(server.url);
 *   const off = server.faults.silence('BatchAppend');      // see faults.ts: each switch returns what switches it off
 *   off();
 *   server.kill();                                         // connections reset, nothing answered
 *   await server.start();                                  // the same log on the same port
 *   await server.stop();                                   // in order: refuses, is silent, then cuts
 *
 * A log that shall outlive the process: `openEventLog({ path })` of `@amana/engines/event-log`, closed by whoever opened it.
 */
export type ProtocolServerOptions = {
  /** Default: a free one. */
  port?: number;
  /** Default: a new one in memory. Not closed by the server. */
  log?: EventLog;
  /** PEM texts; the url then says tls=true. */
  tls?: { certificate: string; key: string };
  /** Who may call, by Basic authorization. Default: an insecure node, where everybody may do everything. */
  credentials?: Credentials;
  /** Bytes of data in one append; default 1 MiB. */
  maxAppendBytes?: number;
  /** How long calls that are open stay silent in `stop` before they are cut; default 5,000 as on a node. */
  stopMs?: number;
  /** What gossip tells; default: this node alone, as the leader. */
  members?: () => readonly Member[];
};

export type ProtocolServer = {
  readonly port: number;
  /** esdb://127.0.0.1:<port>?tls=false; with TLS it names localhost, since the client cannot check a certificate against an address. */
  readonly url: string;
  readonly log: EventLog;
  readonly faults: Faults;
  /** The calls that came, the oldest first, with their headers. */
  readonly requests: readonly ReceivedCall[];
  /** Calls under way. */
  openCalls(method?: Method): number;
  /** Again, on the same log and port. */
  start(): Promise<void>;
  /** As a node on SIGTERM: refuses what is new, leaves what is open without a word for `stopMs`, cuts it. Twice is safe. */
  stop(): Promise<void>;
  /** As kill -9: connections are reset, nothing is answered. Twice is safe. */
  kill(): void;
};

type Running = { grpc: Server; connections: Connections };

/** Resolves when it listens, on 127.0.0.1. */
export async function startProtocolServer(options: ProtocolServerOptions = {}): Promise<ProtocolServer> {
  const log = options.log ?? openEventLog();
  const calls = createCallRegistry();
  const { faults, active } = createFaults(calls, () => running?.connections.cut());
  let port = options.port ?? 0;
  let running: Running | undefined;
  let stopping: Promise<void> | undefined;

  const node: Node = {
    log,
    access: createAccess(options.credentials),
    faults: active,
    twins: createTwins(),
    maxAppendBytes: options.maxAppendBytes ?? 1024 * 1024,
    isStopping: () => stopping !== undefined,
  };
  const alone = (): Member[] => [{ host: '127.0.0.1', port, isLeader: true, isAlive: true }];

  async function start(): Promise<void> {
    const grpc = createGrpcServer(node, { calls, members: options.members ?? alone });
    const injector = grpc.createConnectionInjector(serverCredentials(options.tls));
    const receive = (socket: Socket): void => (active.speaksHttp1() ? answerHttp1(socket) : injector.injectConnection(socket));
    const connections = createConnections(receive);
    port = await connections.listen(port);
    running = { grpc, connections };
  }
  function kill(): void {
    if (running === undefined) return;
    const { grpc, connections } = running;
    running = undefined;
    connections.close();
    grpc.forceShutdown();
    log.forgetRecentIds(); // the memory of a process
  }
  async function stop(): Promise<void> {
    const unmute = faults.muteReads();
    const waited = new AbortController();
    const silence = sleep(options.stopMs ?? 5_000, undefined, { signal: waited.signal }).catch(() => undefined);
    await Promise.race([silence, calls.whenIdle()]);
    waited.abort();
    kill();
    unmute();
  }

  await start();
  return {
    get port() {
      return port;
    },
    get url() {
      return options.tls ? `esdb://localhost:${port}?tls=true` : `esdb://127.0.0.1:${port}?tls=false`;
    },
    log,
    faults,
    requests: calls.received,
    openCalls: (method) => calls.count(method),
    start: async () => {
      await stopping;
      if (running === undefined) await start();
    },
    stop: async () => {
      stopping ??= stop().finally(() => {
        stopping = undefined;
      });
      await stopping;
    },
    kill,
  };
}

function serverCredentials(tls: ProtocolServerOptions['tls']): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure();
  return ServerCredentials.createSsl(null, [{ cert_chain: Buffer.from(tls.certificate), private_key: Buffer.from(tls.key) }]);
}
