import { deflateRawSync, gzipSync } from 'node:zlib';
import type { Chance } from '../demo/chance.ts';
import { requestBytes, type Header, type Sending } from './raw-exchange.ts';

export type Target = {
  /** Addresses that exist, ids filled in. */
  readonly gets: readonly string[];
  readonly posts: readonly { readonly path: string; readonly body: object; /** Tokens of those who may. */ readonly by: readonly string[] }[];
  /** Tokens of every role. */
  readonly tokens: readonly string[];
};

export type Hostile = Sending & { readonly what: string };
/** `whole`: framed as it should be, so that an answer is due. */
type Made = { readonly what: string; readonly bytes: Uint8Array; readonly whole: boolean };
type Maker = (chance: Chance, target: Target) => Made;

const KEY = '0193c5a0-0000-7000-8000-00000000f002';
const json: Header = ['Content-Type', 'application/json'];
/** Mostly a new one: what has been stored under a key is answered before anything is read of the body. */
const key = (chance: Chance): Header => ['Idempotency-Key', `0193c5a0-0000-7000-8000-${chance.percent(90) ? String(chance.between(0, 999_999_999_999)).padStart(12, '0') : '00000000f002'}`];
const bearer = (chance: Chance, { tokens }: Target, by = tokens): Header => ['Authorization', `Bearer ${chance.pick(chance.percent(80) ? by : tokens)}`];
const bytesOf = (chance: Chance, most: number): Buffer => Buffer.from(Array.from({ length: chance.between(0, most) }, () => chance.between(0, 255)));

const segments = ['..', '%2e%2e', '%2f', '%00', '%zz', '%', '%c0%ae', '%E0%A4%A', '.', '', '%252e', 'é', '\u0001', '%0d%0aSet-Cookie:x=1', '*', '__proto__', 'constructor', ';', "'--", '${7*7}', 'a'.repeat(300), '\\', '~', '%F0%9F%98%80'];
const queries = ['?', '?limit=', '?limit=1&limit=2', '?limit[]=1', '?limit=1e9', '?limit=-1', '?limit=0x10', '?cursor=%00', '?cursor=..', '?minPosition=1', '?knownAt=0000', '?knownAt=2022-02-30T00:00:00Z', '?from=999999999999999999999', '?__proto__[a]=1', '?constructor=1', '?open=true&open=false', '?status=%F0', '?grant=x&centre=y&from=1&to=2', '?caseworker=%0a', `?cursor=${'a'.repeat(2_500)}`, '?%', '??', '?a=b#c', `?${'x=1&'.repeat(1_500)}`, '?happenedUntil=2022-13-01'];
const methods = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'M-SEARCH', 'get', 'BREW', 'POST', 'QUERY'];

function oddPath(chance: Chance, target: Target): string {
  const base = chance.pick([...target.gets, ...target.posts.map(({ path }) => path)]).split('/');
  for (let times = chance.between(0, 2); times > 0; times--) base[chance.between(0, base.length - 1)] = chance.pick(segments);
  const path = base.join('/') + (chance.percent(60) ? chance.pick(queries) : '');
  return chance.percent(10) ? `http://elsewhere.example${path}` : path;
}

const addresses: Maker = (chance, target) => {
  const path = chance.pick([oddPath(chance, target), oddPath(chance, target), chance.pick(target.gets) + chance.pick(queries), '*', '//', `/${'a'.repeat(chance.between(1, 20_000))}`, 'v1/cases', '']);
  const method = chance.percent(60) ? 'GET' : chance.pick(methods);
  return { what: `${method} ${path.slice(0, 120)}`, bytes: requestBytes({ method, path, headers: chance.percent(80) ? [bearer(chance, target)] : [] }), whole: true };
};

const odd = (chance: Chance): readonly Header[] => chance.pick<readonly Header[]>([
  [['Content-Type', chance.pick(['', ';', 'application/json;', 'application/json; charset=utf-16', 'application/json; charset="', 'application/json; boundary=x', 'text/json', 'APPLICATION/JSON', 'application/*', '*/*', 'multipart/form-data', 'application/json, text/plain', 'a'.repeat(2_000), '../../etc', '{}'])]],
  [['Content-Encoding', chance.pick(['gzip', 'deflate', 'br', 'zstd', 'identity', 'gzip, gzip', 'GZIP', '', 'x', '*'])]],
  [['Transfer-Encoding', chance.pick(['chunked', 'gzip', 'chunked, chunked', 'identity', 'xchunked', ''])]],
  [['Content-Length', chance.pick(['-1', '+2', '0', '1e3', '0x10', '99999999999999999999', '2, 3', ' ', '300000'])]],
  [['Content-Length', '2'], ['Content-Length', '3']],
  [['Content-Length', '2'], ['Transfer-Encoding', 'chunked']],
  [['Expect', chance.pick(['100-continue', '200-ok', '', '100-continue, x'])]],
  [['Connection', chance.pick(['Upgrade', 'close, keep-alive', 'Authorization', ''])], ['Upgrade', chance.pick(['websocket', 'h2c', ''])]],
  [['Range', chance.pick(['bytes=0-', 'bytes=-1', 'bytes=9-1', 'x'])], ['If-Range', '"x"']],
  [['If-None-Match', '*'], ['If-Modified-Since', 'never'], ['If-Unmodified-Since', '0']],
  [['If-Match', chance.pick(['*', '"', '""', 'W/"1"', '"99999999999999"', '"1", "2"'])]],
  [['Accept-Language', chance.pick(['*;q=NaN', ';;;', 'fr;q=9', 'x'.repeat(4_000), ','.repeat(2_000), 'en\u00e9'])]],
  [['Accept', 'image/png'], ['Accept-Encoding', chance.pick(['*;q=0', 'gzip;q=x', 'br'])]],
  [['X-Request-Id', chance.pick(['a'.repeat(65), '\u00ff\u00fe', '<script>', '0123456789abcdef'])], ['X-Correlation-Id', chance.pick(['x', KEY.toUpperCase()])]],
  [['X-Forwarded-For', chance.pick(['::1', 'unknown', ',,,', '999.1.1.1', 'a'.repeat(1_000)])], ['X-Forwarded-Host', 'elsewhere'], ['X-Forwarded-Proto', 'x'], ['Forwarded', 'for="_x"']],
  [['X-HTTP-Method-Override', 'DELETE'], ['Origin', 'null'], ['Cookie', '='.repeat(500)]],
  [['Authorization', chance.pick(['Bearer', 'Bearer a.b.c', 'Basic Og==', 'bearer \u00e9', `Bearer ${'a'.repeat(9_000)}`, 'Bearer e30.e30.'])]],
  [['Idempotency-Key', chance.pick(['', '*', KEY, `{${KEY}}`, 'a'.repeat(500)])]],
  [['Amana-Purpose', chance.pick(['', 'x', '__proto__', 'AUDIT, AUDIT'])]],
  [['Host', ''], ['Host', 'b'], ['Host', '[::1]:x']],
  [[chance.pick(['', ' x', 'x ', 'a b', '\u0000', 'é', 'x'.repeat(1_000)]), 'v']],
  [['X', chance.pick(['\u0000', 'a\nb: c', 'a\r\n b', '\u007f', 'x'.repeat(20_000)])]],
  Array.from({ length: 150 }, (_, i): Header => [`X-${i}`, 'y']),
]);

const headers: Maker = (chance, target) => {
  const { path, body, by } = chance.pick(target.posts);
  const chosen = [bearer(chance, target, by), key(chance), json, ...odd(chance), ...(chance.percent(40) ? odd(chance) : [])];
  const isGet = chance.percent(40);
  const bytes = requestBytes({ method: isGet ? 'GET' : 'POST', path: isGet ? chance.pick(target.gets) : path, headers: chosen, ...(isGet ? {} : { body: chance.percent(70) ? '{}' : JSON.stringify({ ...body, x: 1 }) }) });
  return { what: `headers ${JSON.stringify(chosen.slice(3)).slice(0, 160)}`, bytes, whole: false };
};

const MANY = 100_000;
const values: readonly ((chance: Chance) => unknown)[] = [
  () => null,
  (chance) => chance.pick([true, 0, -0.5, 1e308, -1, 2 ** 53]),
  (chance) => chance.pick(['', ' ', '\u0000', '\u202e', '\uffff', 'x'.repeat(20_000), '__proto__', '0', '0193c5a0-0000-7000-8000-00000000f003', '2022-02-30', '😀', "'; --", '../../x']),
  () => [],
  () => ({}),
  (chance) => Array.from({ length: chance.between(1, 3_000) }, () => chance.pick([1, null, {}])),
  (chance) => Object.fromEntries(Array.from({ length: chance.between(1, 2_000) }, (_, i) => [`k${i}`, i])),
  (chance) => ({ value: chance.pick(['', '2022', '9999-12-31T23:59:59Z', '-1', '2022-06-15']), precision: chance.pick(['day', 'instant', 'x', null]), zone: chance.pick(['Africa/Niamey', 'x', '', 'Etc/GMT+99']) }),
  (chance) => ({ text: 'x'.repeat(chance.between(0, 100)), lang: chance.pick(['fra', 'x', '', 7]) }),
];

/** The example of a command with up to four of its fields set to what they never hold, so that it gets as far as it can. */
function wrongBody(chance: Chance, body: object): string {
  const changed: Record<string, unknown> = { ...body };
  for (let times = chance.between(0, 4); times > 0; times--) {
    const name = chance.pick([...Object.keys(body), 'unknown', 'constructor', 'toString', 'id', 'actor', 'controller']);
    changed[name] = chance.pick(values)(chance);
  }
  return JSON.stringify(changed);
}

const texts: readonly (string | Buffer)[] = [
  '['.repeat(MANY) + ']'.repeat(MANY),
  '{"a":'.repeat(20_000),
  `{"occurredAt":${'['.repeat(MANY)}${']'.repeat(MANY)}}`,
  `{"a":${'{"a":'.repeat(63)}1${'}'.repeat(64)}`,
  '{"__proto__":{"x":1},"constructor":{"prototype":{"y":2}}}',
  '{"a":1,"a":2,"occurredAt":null,"occurredAt":{}}',
  String.raw`{"a":"\ud800"}`,
  '\ufeff{}',
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  '"text"',
  '1e999',
  '{}{}',
  '{"a":NaN}',
  ' '.repeat(MANY),
  `{"a":"${'x'.repeat(300_000)}"}`,
];

const bodies: Maker = (chance, target) => {
  const { path, body, by } = chance.pick(target.posts);
  const content = chance.percent(60) ? wrongBody(chance, body) : chance.percent(90) ? chance.pick(texts) : bytesOf(chance, 2_000);
  return { what: `${path} ${content.toString('latin1').slice(0, 160)}`, bytes: requestBytes({ path, headers: [bearer(chance, target, by), key(chance), json], body: content }), whole: true };
};

const large = ['{"a":', '[', ' '].map((text) => Buffer.alloc(20_000_000, text));
const packed: readonly (readonly [string, Buffer])[] = large.flatMap((bytes) => {
  const gzip = gzipSync(bytes);
  return [['gzip', gzip], ['gzip', gzipSync(gzip)], ['gzip', gzip.subarray(0, 200)], ['gzip', gzipSync(bytes.subarray(0, 300_000))], ['deflate', deflateRawSync(bytes)], ['br', gzip]] as const;
});

const bombs: Maker = (chance, target) => {
  const { path, by } = chance.pick(target.posts);
  const [encoding, body] = chance.pick(packed);
  return { what: `${encoding}, ${body.length} bytes`, bytes: requestBytes({ path, headers: [bearer(chance, target, by), key(chance), json, ['Content-Encoding', encoding]], body }), whole: true };
};

const framing: Maker = (chance, target) => {
  const good = requestBytes({ method: 'GET', path: '/livez' });
  const { path, by } = chance.pick(target.posts);
  const chunked = (content: string) => requestBytes({ path, headers: [bearer(chance, target, by), key(chance), json, ['Transfer-Encoding', 'chunked']], body: content });
  const [what, bytes] = chance.pick<readonly [string, Uint8Array]>([
    ['noise', bytesOf(chance, 3_000)],
    ['pipelined, then noise', Buffer.concat([good, good, bytesOf(chance, 300)])],
    ['many pipelined', Buffer.concat(Array.from({ length: 50 }, () => good))],
    ['chunks', chunked('2\r\n{}\r\n0\r\n\r\n')],
    ['chunks without their end', chunked('2\r\n{}\r\n')],
    ['a chunk of no size', chunked('zz\r\n{}\r\n0\r\n\r\n')],
    ['a chunk of all sizes', chunked('ffffffffffffffff\r\n{}\r\n')],
    ['a chunk extension', chunked(`2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`)],
    ['a trailer', chunked('2\r\n{}\r\n0\r\nAuthorization: Bearer x\r\n\r\n')],
    ['many chunks', chunked(`${'1\r\n \r\n'.repeat(2_000)}0\r\n\r\n`)],
    ['half a body', requestBytes({ path, headers: [bearer(chance, target, by), key(chance), json, ['Content-Length', '100']], body: '{"a":' })],
    ['a second request in the body', requestBytes({ path, headers: [bearer(chance, target, by), key(chance), json, ['Content-Length', '2']], body: `{}${good.toString()}` })],
    ['half a head', good.subarray(0, chance.between(0, good.length - 1))],
    ['HTTP/0.9', Buffer.from('GET /livez\r\n')],
    ['HTTP/1.0', Buffer.from('GET /livez HTTP/1.0\r\n\r\n')],
    ['HTTP/2', Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
    ['HTTP/9', Buffer.from('GET /livez HTTP/9.9\r\nHost: a\r\n\r\n')],
    ['TLS', Buffer.from('160301020001000001fc0303', 'hex')],
    ['line feeds', Buffer.from('GET /livez HTTP/1.1\nHost: a\n\n')],
    ['no host', Buffer.from('GET /livez HTTP/1.1\r\n\r\n')],
    ['nothing but ends of lines', Buffer.from('\r\n'.repeat(5_000))],
  ]);
  return { what, bytes, whole: false };
};

const makers: readonly Maker[] = [addresses, addresses, headers, headers, bodies, bodies, bodies, framing, framing, bombs];

/** The next request that no client of ours would send. */
export function hostileRequest(chance: Chance, target: Target): Hostile {
  const { whole, ...made } = chance.pick(makers)(chance, target);
  const usual = whole ? 'wait' : 'wait a moment';
  return { ...made, pieces: chance.pick([1, 1, 2, 7, 40]), afterwards: chance.pick([usual, usual, usual, usual, usual, usual, 'half-close', 'reset']) };
}
