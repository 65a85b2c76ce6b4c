import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { until } from '@amana/app/testing/until';
import type { AddressInfo } from 'node:net';
import { itWithTool } from '../fault/it-with-tool.ts';
import { freePorts } from '../testing/free-ports.ts';
import { root } from '../rules/package-graph.ts';

/** Says its own name to whatever it is asked. */
async function upstream(name: string): Promise<{ server: Server; host: string }> {
  const server = createServer((_req, res) => void res.end(name));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Who answers: a service of ours, or the edge itself by a status. The path goes out as it stands, which `fetch` would tidy. */
const ask = (port: number, method: string, path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => resolve(body === '' && method !== 'HEAD' ? String(answer.statusCode) : body || String(answer.statusCode)));
    });
    asked.once('error', reject);
    asked.end();
  });

const inside = ['/metrics', '/METRICS', '/metrics/', '/%6detrics', '//metrics', '/v1/../metrics', '/readyz', '/readyz/', '/livez', '/', '/dev-token', '/v2/cases'];

itWithTool('caddy', 'the edge lets in what is of the API, and neither health nor metrics by any spelling', {
  timeoutMs: 60_000,
  test: async () => {
    const [caseApi, queryApi] = [await upstream('case-api'), await upstream('query-api')];
    const home = mkdtempSync(join(tmpdir(), 'amana-edge-'));
    const [port = 0] = await freePorts(1);
    const env = { PATH: '/usr/bin:/usr/local/bin', HOME: home, AMANA_SITE: `http://127.0.0.1:${port}`, AMANA_CASE_API: caseApi.host, AMANA_QUERY_API: queryApi.host };
    const edge: ChildProcess = spawn('caddy', ['run', '--config', join(root, 'infra/edge/Caddyfile')], { env, stdio: 'ignore' });
    try {
      await until('the edge answers', () => ask(port, 'GET', '/').then(() => true, () => false));
      const answers = async (method: string, paths: readonly string[]) => new Set(await Promise.all(paths.map((path) => ask(port, method, path))));
      for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
        for (const path of inside) expect([method, path, await ask(port, method, path)]).toEqual([method, path, '404']);
      }
      expect(await answers('GET', ['/v1/about', '/v1/code-lists/CL-20', '/docs', '/docs/index.css', '/openapi.json'])).toEqual(new Set(['case-api']));
      expect(await answers('GET', ['/v1/cases', '/v1/cases/1/history?limit=5', '/v1/referrals/1'])).toEqual(new Set(['query-api']));
      expect(await answers('POST', ['/v1/cases/1/identify-person', '/v1/referrals/1/accept-referral'])).toEqual(new Set(['case-api']));
    } finally {
      const gone = once(edge, 'close');
      edge.kill('SIGTERM');
      await gone;
      for (const { server } of [caseApi, queryApi]) {
        server.closeAllConnections();
        await once(server.close(), 'close');
      }
      rmSync(home, { recursive: true });
    }
  },
});
