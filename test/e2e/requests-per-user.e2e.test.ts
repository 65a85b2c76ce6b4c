import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { devToken } from '../demo/dev-token.ts';
import { startStandalone } from '../testing/standalone-process.ts';

const PER_ADDRESS = 40;
const PER_USER = 4;

it('a user has a tenth of what an address has, for reads and writes together; others still have theirs', async () => {
  await using amana = await startStandalone({ settings: { AMANA_REQUESTS_PER_MINUTE: String(PER_ADDRESS) } });
  const tokenOf = (sub: string) => devToken(amana.issuer, { role: 'CASEWORKER', agency: randomUUID(), sub });
  const [one, another] = [await tokenOf('user-of-one'), await tokenOf('user-of-another')];
  const ask = async (method: 'GET' | 'POST', path: string, token: string): Promise<number> => {
    const body = method === 'POST' ? { 'content-type': 'application/json' } : {};
    const request = { method, headers: { authorization: `Bearer ${token}`, ...body }, ...(method === 'POST' ? { body: '{}' } : {}) };
    return (await fetch(`${amana.url}${path}`, request)).status;
  };
  const read = (token: string) => ask('GET', '/v1/agencies', token);
  const write = (token: string) => ask('POST', `/v1/cases/${randomUUID()}/open-case`, token); // without a key: refused behind the limit

  const answers: number[] = [];
  for (let i = 0; i < PER_USER / 2; i++) answers.push(await read(one), await write(one));
  expect(answers).toEqual([200, 400, 200, 400]);
  expect([await read(one), await write(one)]).toEqual([429, 429]);
  expect([await read(another), await write(another)]).toEqual([200, 400]);
});
