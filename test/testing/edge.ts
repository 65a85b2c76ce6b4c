import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type EdgeTargets = { readonly caseApi: number; readonly queryApi: number };

const ofCaseApi = /^\/(v1\/about|v1\/code-lists|docs|openapi\.json)/;
const goesIn = /^\/(v1\/|docs|openapi\.json)/;

/** One address in front of both HTTP services, as infra/edge/Caddyfile has it: reads go to query-api, commands to case-api, and nothing else goes in. */
export async function startEdge({ caseApi, queryApi }: EdgeTargets) {
  const server = createServer((req, res) => {
    if (!goesIn.test(req.url ?? '')) {
      res.writeHead(404).end();
      return;
    }
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    const port = isRead && !ofCaseApi.test(req.url ?? '') ? queryApi : caseApi;
    const onward = request({ host: '127.0.0.1', port, path: req.url, method: req.method, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
      answer.once('error', () => res.destroy());
    });
    onward.once('error', () => res.destroy()); // no answer is what a client meets where a service is gone
    req.pipe(onward);
    res.once('close', () => onward.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
