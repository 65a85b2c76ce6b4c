import type { User } from '../demo/api.ts';
import { devToken } from '../demo/dev-token.ts';
import { CANARY } from './canaries.ts';
import type { Given } from './heard-api.ts';
import type { Played } from './play.ts';

export type Refusal = { readonly what: string; readonly status: number; readonly text: string };
type Sent = { readonly method?: string; readonly body?: string; readonly headers?: Record<string, string> };

const UNKNOWN = '0193c5a0-0000-7000-8000-00000000dead';
const words = `${CANARY}-éü`;
const ascii = `${CANARY}-header`;

/** Sends what must be refused, each with a canary somewhere in it, and keeps the answers with their headers. */
export async function provokeRefusals({ system, stage, cast }: Played, given: readonly Given[]): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  const tokens = new Map<string, string>();

  async function send(
    what: string,
    path: string,
    { as = cast.donor, method = 'POST', body, headers = {} }: Sent & { as?: User },
  ): Promise<void> {
    const token = tokens.get(as.sub) ?? (await devToken(system.issuer, as));
    tokens.set(as.sub, token);
    const all = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': stage.id(`refused ${refusals.length}`),
      ...headers,
    };
    const answer = await fetch(`${system.url}${path}`, { method, headers: all, ...(body === undefined ? {} : { body }) });
    refusals.push({ what, status: answer.status, text: `${JSON.stringify([...answer.headers])}${await answer.text()}` });
  }

  for (const { command, as, path, key, body } of given) {
    const again = (what: string, changed: object, more: Sent & { as?: User; path?: string } = {}) =>
      send(`${command.name}: ${what}`, more.path ?? path, { as, body: JSON.stringify(changed), ...more });
    await again('by a role that may not', body, { as: cast.donor });
    await again('on a record that is not there', body, { path: path.replace(/[0-9a-f-]{36}/, UNKNOWN) });
    await again('with its key, another body', { ...body, occurredAt: { value: words } }, { headers: { 'idempotency-key': key } });
    await again('against an older revision', body, { headers: { 'if-match': '"9999"' } });
    await again('with a field that nobody knows', { ...body, [words]: words });
    await again('with texts everywhere', Object.fromEntries(Object.keys(body).map((name) => [name, words])));
  }
  const path = `/v1/cases/${stage.id('case 0')}/identify-person`;
  const broken = `{"names": ["${words}`;
  await send('a body that is no JSON', path, { body: broken });
  await send('a body that is too large', path, { body: JSON.stringify({ names: [words.repeat(20_000)] }) });
  await send('a body of another type', path, { body: broken, headers: { 'content-type': 'text/plain' } });
  await send('a body of an unknown character set', path, {
    body: broken,
    headers: { 'content-type': `application/json; charset=${ascii}` },
  });
  await send('a key that is none', path, { body: '{}', headers: { 'idempotency-key': ascii } });
  await send('a revision that is none', path, { body: '{}', headers: { 'if-match': ascii } });
  await send('a token that is none', path, { body: '{}', headers: { authorization: `Bearer ${ascii}` } });
  await send('no token', path, { body: '{}', headers: { authorization: ascii } });
  await send('names in the path', `/v1/cases/${encodeURIComponent(words)}/identify-person`, { body: '{}' });
  await send('a path that is none', `/v1/${encodeURIComponent(words)}?name=${encodeURIComponent(words)}`, { method: 'GET' });
  await send('a path that cannot be read', `/v1/cases/%E0%A4%A/${ascii}`, { body: '{}' });
  await send('a method that is none', `${path}?name=${ascii}`, { method: 'DELETE' });
  const traced = {
    'x-request-id': ascii,
    'x-correlation-id': ascii,
    traceparent: ascii,
    'user-agent': ascii,
    referer: ascii,
    'accept-language': ascii,
  };
  await send('names in headers', path, { body: '{}', headers: traced });
  return refusals;
}
