import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { until } from '@amana/app/testing/until';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
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

type Adapted = { apps: { http: { http_port?: number; https_port?: number; servers: Record<string, { listen: string[] }> } } };

/** Where the edge listens for this site. Plain HTTP beside a domain (the way to HTTPS, the challenge of its certificate) is on `http_port` and stands nowhere else. */
function portsFor(site: string): { plain: number; listen: string[] } {
  const text = execFileSync('caddy', ['adapt', '--config', join(root, 'infra/edge/Caddyfile')], { env: { PATH: '/usr/bin:/usr/local/bin', AMANA_SITE: site }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const { http_port: plain = 80, https_port: secure = 443, servers } = (JSON.parse(text) as Adapted).apps.http;
  expect(secure).toBe(443);
  return { plain, listen: Object.values(servers).flatMap(({ listen }) => listen) };
}

itWithTool('caddy', 'the edge listens on the ports that are published, for a plain address and for a domain', {
  timeoutMs: 60_000,
  test: async () => {
    const { services } = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as { services: { edge: { ports: string[]; environment: { AMANA_SITE: string } } } };
    const published = services.edge.ports.map((port) => Number(/:(\d+)$/.exec(port)?.[1]));
    const plainSite = /:-(.+)\}$/.exec(services.edge.environment.AMANA_SITE)?.[1] ?? '';
    expect(published).toEqual([8080, 443]);
    expect(portsFor(plainSite)).toEqual({ plain: 8080, listen: [':8080'] });
    expect(portsFor('http://amana.lan')).toEqual({ plain: 8080, listen: [':8080'] });
    expect(portsFor('amana.example.org')).toEqual({ plain: 8080, listen: [':443'] });
  },
});
