import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { AGENCY, fromNow } from '@amana/access/testing/issue-token';
import { v7 } from 'uuid';
import { somePerson } from '../testing/some-bodies.ts';
import { startApiWithoutProjectors } from './api-without-projectors.ts';

const TOLERANCE_SECONDS = 5;
const user = { role: 'CASEWORKER', agency: AGENCY, sub: 'user-4711' };

it('a token that expires between authentication and append: the command is stored; its repeat wants a new token, and gets the first answer', async () => {
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const hold = async (): Promise<void> => {
    enter();
    await gate;
  };
  await using world = await startApiWithoutProjectors({ before: hold });
  const { server, app } = world;
  const path = `/v1/cases/${v7()}/identify-person`;
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': 'en', 'Idempotency-Key': v7() };
  const body = JSON.stringify(somePerson);
  const post = (token: string) => server.ask(path, { method: 'POST', headers: { ...headers, Authorization: `Bearer ${token}` }, body });
  const before = await app.store.head();

  const tokenFor = (seconds: number) => server.tokenOf({ ...user, iat: fromNow(-100), exp: fromNow(seconds - TOLERANCE_SECONDS) });
  let [seconds, short] = [2, await tokenFor(2)];
  let first = post(short);
  while (!(await Promise.race([entered.then(() => true), first.then(() => false)]))) {
    short = await tokenFor((seconds *= 2)); // on a slow machine it had ended before it was looked at
    first = post(short);
  }
  while ((await statusOfARead(short)) !== 401) await turn();
  expect(await app.store.head()).toBe(before);
  open();

  const stored = await first;
  expect(stored.status).toBe(201);
  const head = await app.store.head();
  const expired = await post(short);
  expect({ status: expired.status, code: expired.body['code'] }).toEqual({ status: 401, code: 'TOKEN_EXPIRED' });
  const again = await post(await server.tokenOf(user));
  expect({ status: again.status, text: again.text }).toEqual({ status: 201, text: stored.text });
  expect(await app.store.head()).toBe(head);

  /** A read of its own, so that nothing waits at the gate. */
  async function statusOfARead(token: string): Promise<number> {
    return (await server.ask('/v1/cases', { headers: { Authorization: `Bearer ${token}` } })).status;
  }
});
