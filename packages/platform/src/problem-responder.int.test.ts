import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { Express } from 'express';
import { z } from 'zod';
import { platformProblems } from './platform-problems.ts';
import { methodNotAllowed } from './problem-responder.ts';
import { Problem, type ProblemBody } from './problem.ts';
import { serveRoutes, type ServeOptions } from './testing/serve-routes.ts';

const SECRET = 'Fatima';
const table = {
  BEDS_FULL: {
    status: 409,
    fr: { title: 'Centre complet', detail: 'Le centre {centre} compte {count} lits.' },
    en: { title: 'Centre full', detail: 'Centre {centre} has {count} beds.' },
  },
};

const Body = z.strictObject({
  name: z.string().refine((name) => name === name.toLowerCase(), { params: { code: 'LOWER_CASE' } }),
  age: z.int(),
});

function routes(app: Express): void {
  app.post('/echo', (req, res) => void res.json(req.body));
  app.post('/parse', (req, res) => void res.json(Body.parse(req.body)));
  app.post('/throw/:what', (req) => {
    throw errors[req.params.what]?.() ?? new Error('no such error');
  });
  app
    .route('/only')
    .get((_req, res) => void res.json({}))
    .all(methodNotAllowed(['GET', 'HEAD']));
  app.get('/half', (_req, res) => {
    res.write('half');
    throw new Error(SECRET);
  });
}

class StoreGone extends Error {
  code = 'STORE_UNAVAILABLE';
  retryable = true;
}

const errors: Record<string, () => unknown> = {
  rule: () => new Problem('BEDS_FULL', { params: { centre: 'ZINDER', count: 40 }, pointers: ['/centreId'], headers: { ETag: '"7"' } }),
  unknown: () => new Problem('NOT_IN_THE_TABLE'),
  inherited: () => new Problem('constructor'),
  gone: () => new StoreGone(`socket to ${SECRET} closed`),
  final: () => Object.assign(new StoreGone(SECRET), { retryable: false }),
  bug: () => new TypeError(`cannot read ${SECRET}`),
  text: () => SECRET,
  login: () => new Problem('UNAUTHENTICATED'),
  expired: () => new Problem('TOKEN_EXPIRED'),
};

const serve = (options: ServeOptions = {}) => serveRoutes(routes, { table, ...options });
const bodyOf = async (response: Response) => (await response.json()) as ProblemBody;

function expectedOf(code: keyof typeof platformProblems, response: Response) {
  const { status, en } = platformProblems[code];
  return { type: `urn:amana:problem:${code}`, ...en, status, code, instance: response.headers.get('X-Request-Id') };
}

test('a problem is answered with the texts of its row, filled, in RFC 9457 form', async () => {
  await using app = await serve();
  const response = await app.post('/throw/rule', '{}');
  expect(response.status).toBe(409);
  expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('Content-Language')).toBe('en');
  expect(response.headers.get('Vary')).toContain('Accept-Language');
  expect(response.headers.get('ETag')).toBe('"7"');
  expect(await bodyOf(response)).toEqual({
    type: 'urn:amana:problem:BEDS_FULL',
    title: 'Centre full',
    status: 409,
    detail: 'Centre ZINDER has 40 beds.',
    code: 'BEDS_FULL',
    instance: response.headers.get('X-Request-Id'),
    errors: [{ pointer: '/centreId', code: 'BEDS_FULL', detail: 'Centre ZINDER has 40 beds.' }],
  });
});

test.each([
  ['fr-NE, fr;q=0.9, en;q=0.5', 'fr', 'Centre complet'],
  ['en-GB', 'en', 'Centre full'],
  ['fr;q=0.2, en;q=0.8', 'en', 'Centre full'],
  ['ha', 'fr', 'Centre complet'],
  ['*', 'fr', 'Centre complet'],
])('Accept-Language %s is answered in %s', async (accept, language, title) => {
  await using app = await serve();
  const response = await app.post('/throw/rule', '{}', { 'Accept-Language': accept });
  expect(response.headers.get('Content-Language')).toBe(language);
  expect((await bodyOf(response)).title).toBe(title);
});

test.each<[string, string, keyof typeof platformProblems, Record<string, string>]>([
  ['broken JSON', `{"name": "${SECRET}"`, 'MALFORMED_JSON', {}],
  ['JSON that is no object or list', `"${SECRET}"`, 'MALFORMED_JSON', {}],
  ['another type', SECRET, 'UNSUPPORTED_MEDIA_TYPE', { 'Content-Type': 'text/plain' }],
  ['another charset', '{}', 'UNSUPPORTED_MEDIA_TYPE', { 'Content-Type': 'application/json; charset=latin1' }],
  ['an unknown charset', '{}', 'UNSUPPORTED_MEDIA_TYPE', { 'Content-Type': 'application/json; charset=utf-99' }],
  ['an unknown encoding', '{}', 'UNSUPPORTED_MEDIA_TYPE', { 'Content-Encoding': 'compress' }],
  ['gzip that is none', SECRET, 'MALFORMED_REQUEST', { 'Content-Encoding': 'gzip' }],
])('%s is refused, and what was sent is neither answered nor logged', async (_what, ...[body, code, headers]) => {
  await using app = await serve({ level: 'debug' });
  const response = await app.post('/echo', body, headers);
  expect(response.status).toBe(platformProblems[code].status);
  const answer = await bodyOf(response);
  expect(answer).toEqual(expectedOf(code, response));
  expect(JSON.stringify(answer) + app.text()).not.toContain(SECRET);
});

test('a body over the limit is refused, also where only its unpacked size is over', async () => {
  await using app = await serve({ limits: { bodyBytes: 1_000, requestsPerMinutePerAddress: 100 } });
  const body = JSON.stringify({ name: 'a'.repeat(1_000) });
  const plain = await app.post('/echo', body);
  const packed = await app.post('/echo', new Uint8Array(gzipSync(body)), { 'Content-Encoding': 'gzip' });
  for (const response of [plain, packed]) {
    expect(response.status).toBe(413);
    expect((await bodyOf(response)).detail).toContain('1000 bytes');
  }
});

test('a gzip body within the limit is read', async () => {
  await using app = await serve();
  const response = await app.post('/echo', new Uint8Array(gzipSync('{"a":1}')), { 'Content-Encoding': 'gzip' });
  expect(await response.json()).toEqual({ a: 1 });
});

test('a body that does not fit its schema is told field by field, without what was sent', async () => {
  await using app = await serve({ fieldTexts: { LOWER_CASE: { fr: 'En minuscules.', en: 'In lower case.' } } });
  const response = await app.post('/parse', JSON.stringify({ name: SECRET, age: SECRET, nickname: SECRET }));
  expect(response.status).toBe(400);
  const body = await bodyOf(response);
  const { errors, ...rest } = body;
  expect(rest).toEqual(expectedOf('INVALID_BODY', response));
  expect(errors?.toSorted((a, b) => a.pointer.localeCompare(b.pointer))).toEqual([
    { pointer: '/age', code: 'WRONG_TYPE', detail: 'The value must be of type number.' },
    { pointer: '/name', code: 'LOWER_CASE', detail: 'In lower case.' },
    { pointer: '/nickname', code: 'UNKNOWN_FIELD', detail: 'There is no such field here: remove it.' },
  ]);
  expect(JSON.stringify(body) + app.text()).not.toContain(SECRET);
});

test('a refinement code without a text reads as INVALID', async () => {
  await using app = await serve();
  const response = await app.post('/parse', JSON.stringify({ name: SECRET, age: 1 }), { 'Accept-Language': 'fr' });
  expect((await bodyOf(response)).errors).toEqual([
    { pointer: '/name', code: 'INVALID', detail: 'La valeur ne respecte pas la règle de ce champ (voir la référence de l’API).' },
  ]);
});

test('a store that may come back is 503 with Retry-After, and a warning in the log', async () => {
  await using app = await serve();
  const response = await app.post('/throw/gone', '{}');
  expect(response.status).toBe(503);
  expect(response.headers.get('Retry-After')).toBe('5');
  expect(await bodyOf(response)).toEqual(expectedOf('STORE_UNAVAILABLE', response));
  expect(app.logged()[0]).toMatchObject({ level: 'warn', msg: 'request refused for now', requestId: response.headers.get('X-Request-Id') });
});

test.each(['bug', 'text', 'final', 'unknown', 'inherited'])(
  '%s: anything else is 500, says nothing of the inside, and is in the log by its id',
  async (what) => {
    await using app = await serve();
    const response = await app.post(`/throw/${what}`, '{}');
    expect(response.status).toBe(500);
    const answer = await bodyOf(response);
    expect(answer).toEqual(expectedOf('INTERNAL', response));
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    expect(app.logged()[0]).toMatchObject({ level: 'error', msg: 'request failed', requestId: answer.instance });
  },
);

test.each([
  ['login', 'UNAUTHENTICATED', 'Bearer'],
  ['expired', 'TOKEN_EXPIRED', 'Bearer error="invalid_token"'],
] as const)('%s: 401 names the scheme (RFC 6750)', async (what, code, challenge) => {
  await using app = await serve();
  const response = await app.post(`/throw/${what}`, '{}');
  expect(response.status).toBe(401);
  expect(response.headers.get('WWW-Authenticate')).toBe(challenge);
  expect(await bodyOf(response)).toEqual(expectedOf(code, response));
});

test('an address without a route is 404; one with another method 405 with Allow; one that cannot be read 400', async () => {
  await using app = await serve();
  const missing = await app.post('/nowhere', '{}');
  expect(await bodyOf(missing)).toEqual(expectedOf('NOT_FOUND', missing));
  const other = await app.post('/only', '{}');
  expect(other.headers.get('Allow')).toBe('GET, HEAD');
  expect(await bodyOf(other)).toEqual({ ...expectedOf('METHOD_NOT_ALLOWED', other), detail: 'This address takes only: GET, HEAD.' });
  const unreadable = await app.post('/throw/%E0%A4%A', '{}');
  expect(await bodyOf(unreadable)).toEqual(expectedOf('MALFORMED_REQUEST', unreadable));
});

test('an error half way through an answer cuts the connection: nobody takes half for the whole', async () => {
  await using app = await serve();
  await expect(app.send('/half').then((response) => response.text())).rejects.toThrow();
  expect(app.logged()[0]).toMatchObject({ level: 'error', msg: 'request failed half way through its answer' });
  expect(app.text()).not.toContain(SECRET);
});

test('a caller who goes away while sending leaves one line in the log and no error', async () => {
  await using app = await serve();
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  socket.write(
    'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n{"a":',
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.1 100 /);
  socket.destroy();
  while (app.logged().length === 0) await new Promise((resolve) => void setImmediate(resolve));
  expect(app.logged()).toEqual([
    expect.objectContaining({ level: 'info', msg: 'request', method: 'POST', route: 'unmatched', aborted: true }),
  ]);
});

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();

test('every row of platform has texts in both languages with the same placeholders', () => {
  for (const { fr, en, status } of Object.values(platformProblems)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(fr.title).not.toBe(en.title);
    expect(placeholders(fr.detail)).toEqual(placeholders(en.detail));
  }
});
