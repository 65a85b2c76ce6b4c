import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { routePattern } from './route-pattern.ts';

export type Metrics = {
  /** A number for each value of one label, asked anew at every scrape. Labels hold codes, never ids. */
  readonly gauge: (description: GaugeDescription, read: () => Promise<Readonly<Record<string, number>>>) => void;
  /** Measures every request, by method, route pattern and status. */
  readonly observeRequests: RequestHandler;
  /** `GET /metrics`, in the Prometheus text format. */
  readonly serve: RequestHandler;
};

export type GaugeDescription = { readonly name: string; readonly help: string; readonly label: string };

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A registry of its own per process (or test), never prom-client's global one: two services in one process would clash there. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.removeSingleMetric('nodejs_version_info'); // the page is open to all who reach it: no version for them to look up
  const seconds = new Histogram({
    name: 'amana_http_request_duration_seconds',
    help: 'Duration of HTTP requests by method, route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  return {
    gauge: ({ name, help, label }, read) => {
      const gauge: Gauge = new Gauge({
        name,
        help,
        labelNames: [label],
        registers: [registry],
        collect: async () => {
          for (const [value, number] of Object.entries(await read())) gauge.set({ [label]: value }, number);
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
