import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { bounded } from './bounded.ts';
import { routePattern } from './route-pattern.ts';

export type Metrics = {
  /**
   * A number for each value of one label, asked anew at every scrape. Labels hold codes, never ids. One that cannot be read, or not in
   * time, is left out of that page and counted: an engine that is away must not take the other figures with it.
   */
  readonly gauge: (description: GaugeDescription, read: () => Promise<Readonly<Record<string, number>>>) => void;
  /** Measures every request, by method, route pattern and status. */
  readonly observeRequests: RequestHandler;
  /** `GET /metrics`, in the Prometheus text format. */
  readonly serve: RequestHandler;
};

export type GaugeDescription = { readonly name: string; readonly help: string; readonly label: string };

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Below the ten seconds that Prometheus waits for the whole page. */
const READ_MS = 2_000;

/** A registry of its own per process (or test), never prom-client's global one: two services in one process would clash there. */
export function createMetrics({ readMs = READ_MS }: { readonly readMs?: number } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  registry.removeSingleMetric('nodejs_version_info'); // the page is open to all who reach it: no version for them to look up
  const seconds = new Histogram({
    name: 'amana_http_request_duration_seconds',
    help: 'Duration of HTTP requests by method, route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers,
  });
  const unread = new Counter({ name: 'amana_metrics_unread_total', help: 'How often a gauge could not be read', labelNames: ['gauge'], registers });
  return {
    gauge: ({ name, help, label }, read) => {
      unread.inc({ gauge: name }, 0); // there from the start: a rate needs a first value
      const found = bounded(async () => Object.entries(await read()), { late: undefined, timeoutMs: readMs });
      const gauge: Gauge = new Gauge({
        name,
        help,
        labelNames: [label],
        registers,
        collect: async () => {
          const entries = await found().catch(() => undefined); // not swallowed: counted below, as one that is late is
          gauge.reset(); // what is there no more, or not known, is not shown
          if (entries === undefined) unread.inc({ gauge: name });
          for (const [value, number] of entries ?? []) gauge.set({ [label]: value }, number);
        },
      });
    },
    observeRequests: (req, res, next) => {
      const stop = seconds.startTimer();
      res.once('close', () => stop({ method: req.method, route: routePattern(req), status: res.statusCode }));
      next();
    },
    serve: async (_req, res) => {
      res.type(registry.contentType).send(await registry.metrics());
    },
  };
}
