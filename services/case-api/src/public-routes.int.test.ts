import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allCodeLists } from '@amana/domain/code-lists/all-code-lists';
import { v7 } from 'uuid';
import { openApi } from './openapi.ts';
import { startCaseApi, type CaseApiServer } from './testing/case-api-server.ts';

describe('without a token', () => {
  let server: CaseApiServer;
  beforeAll(async () => {
    server = await startCaseApi();
  });
  afterAll(() => server.close());
  const get = (path: string) => server.ask(path, { method: 'GET' });

  it('/v1/about says what the log is for, and its era', async () => {
    expect(await get('/v1/about')).toMatchObject({ status: 200, text: JSON.stringify({ purpose: 'training', era: server.log.era }) });
  });

  it('/v1/code-lists gives every list with both labels', async () => {
    const answer = await get('/v1/code-lists');
    const lists = answer.body['lists'] as { id: string; codes: Record<string, { fr: string; en: string }> }[];
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(lists.map(({ id }) => id)).toEqual(allCodeLists.map(({ id }) => id));
    for (const { codes } of lists) for (const labels of Object.values(codes)) expect(labels).toMatchObject({ fr: expect.stringMatching(/./), en: expect.stringMatching(/./) });
  });

  it('/openapi.json gives the document, /docs the page that shows it, with its script and style', async () => {
    expect((await get('/openapi.json')).body).toEqual(JSON.parse(JSON.stringify(openApi({}))));
    const page = await get('/docs');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const parts = [...page.text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => String(path));
    expect(parts).toHaveLength(3);
    for (const path of parts) expect({ path, status: (await get(path)).status }).toEqual({ path, status: 200 });
    expect(page.text).not.toMatch(/<script>|style=|https?:/); // the security policy would stop them, and a centre may have no internet
  });

  it('files beside those of the page are not given out', async () => {
    for (const path of ['/docs/assets/../package.json', '/docs/assets/%2e%2e/%2e%2e/package.json', '/docs/assets/', '/docs/assets/none.js', '/docs/assets/package.json', '/docs/assets/README.md']) {
      expect({ path, status: (await get(path)).status }).toEqual({ path, status: 404 });
    }
  });

  it('nothing else answers: every operation of the document wants one', async () => {
    const { paths } = openApi({}) as { paths: Record<string, object> };
    const answers = await Promise.all(Object.keys(paths).map((path) => server.ask(path.replace('{id}', v7()), { body: {} })));
    expect(answers.length).toBeGreaterThan(60);
    expect(answers.filter(({ status, body }) => status !== 401 || body['code'] !== 'UNAUTHENTICATED')).toEqual([]);
    expect(answers[0]?.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each(['/', '/v1', '/v1/cases', '/v1/toString/x', `/v1/cases/${v7()}`, `/v1/cases/${v7()}/drop-everything`])('there is nothing at %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(await server.ask(path, { body: {} })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it.each(['/v1/about', '/v1/code-lists'])('%s is only read', async (path) => {
    const answer = await server.ask(path, { body: {} });
    expect(answer).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});
