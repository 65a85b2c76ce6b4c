import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupFailure } from './failure.ts';
import type { Component } from './lifecycle.ts';
import type { ServingState } from './serving-state.ts';
import { stopTimes } from './stop-times.ts';

export type HttpServerOptions = {
  readonly name?: string;
  readonly app: RequestListener;
  readonly host: string;
  /** 0: the system chooses; `url()` tells. */
  readonly port: number;
  readonly serving: ServingState;
  /** How long to go on serving after `/readyz` turned 503, so that a load balancer has noticed. */
  readonly drainMs?: number;
  /** How long requests in hand may take once no more are accepted; then their connections are cut. By default `stopTimes.httpGraceMs`. */
  readonly graceMs?: number;
};

export type HttpServerComponent = Component & { url(): string };

// A tablet on a weak link needs a minute or two for a batch of 256 kB; whoever sends its headers that slowly is no tablet.
const TIMEOUTS = { headersTimeout: 20_000, requestTimeout: 180_000, keepAliveTimeout: 65_000 };

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there: stop it, or choose another port',
  EACCES: 'this user may not listen there: choose a port above 1023',
  EADDRNOTAVAIL: 'this machine has no such address: choose another host',
};

function listenFailure({ host, port }: HttpServerOptions, error: unknown): SetupFailure {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'UNKNOWN';
  return new SetupFailure('LISTEN_FAILED', `cannot listen on ${host}, port ${String(port)}: ${REASONS[code] ?? code}`, error);
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new SetupFailure('NOT_LISTENING', 'the HTTP server has not been started');
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${String(address.port)}`;
}

/** On each answer while going down: the connection is not kept, and one that fell idle meanwhile is closed. */
function endConnectionsWhenLeaving(server: Server, serving: ServingState): void {
  server.prependListener('request', (_req, res) => {
    if (serving.phase !== 'open') res.setHeader('Connection', 'close');
    res.once('close', () => {
      if (serving.phase === 'closed') setImmediate(() => server.closeIdleConnections());
    });
  });
}

async function close(server: Server, { serving, drainMs = 0, graceMs = stopTimes.httpGraceMs }: HttpServerOptions): Promise<void> {
  serving.phase = 'draining';
  if (server.listening && drainMs > 0) await sleep(drainMs);
  serving.phase = 'closed';
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}

/**
 * `start` rejects with LISTEN_FAILED where the port is taken. `stop` turns `/readyz` to 503, stops accepting, lets requests in hand
 * finish, closes idle connections at once and the rest after `graceMs`; calling it again gives the same promise.
 */
export function httpServerComponent(options: HttpServerOptions): HttpServerComponent {
  const { name = 'http', app, host, port, serving } = options;
  const server = createServer(TIMEOUTS, app);
  endConnectionsWhenLeaving(server, serving);
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  failed.catch(() => undefined); // it may fail before anyone listens
  let stopped: Promise<void> | undefined;
  return {
    name,
    failed,
    url: () => urlOf(server),
    start: async () => {
      try {
        await once(server.listen(port, host), 'listening');
      } catch (error) {
        throw listenFailure(options, error);
      }
      stopped = undefined; // a stop that came before this start has stopped nothing
      serving.phase = 'open';
      server.on('error', fail);
    },
    stop: () => (stopped ??= close(server, options)),
  };
}
