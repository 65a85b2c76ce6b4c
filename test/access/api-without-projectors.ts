import { createEmbeddedReading } from '@amana/app/testing/embedded-reading';
import { findReferral } from '@amana/app/find-referral';
import type { CommandOutcome, CommandRequest } from '@amana/app/command-request';
import { caseApiRoutes } from '@amana/case-api/component';
import { startHttpTestServer } from '@amana/http-api/testing/http-test-server';
import { queryApiRoutes } from '@amana/query-api/component';
import type { Answer, Api, User } from '../demo/api.ts';

type Handle = (request: CommandRequest) => Promise<CommandOutcome>;

/**
 * Both sides of the API in this process, over the real embedded stores, with every command and every read over HTTP; projectors run only
 * where a test says `project`. `before` may hold a command up between its authentication and its handling.
 */
export async function startApiWithoutProjectors({ before = async () => undefined }: { before?: (request: CommandRequest) => Promise<void> } = {}) {
  const reading = await createEmbeddedReading();
  const handler = reading.app.newHandler();
  const handle: Handle = async (request) => {
    await before(request);
    return handler(request);
  };
  const server = await startHttpTestServer({
    name: 'api',
    routes: (express, { guards }) => {
      const shared = { ...reading.deps, guards, findReferral: (id: string) => findReferral(id, reading.deps) };
      caseApiRoutes(express, { ...shared, handle, about: () => ({ purpose: reading.log.purpose, era: reading.log.era }) });
      queryApiRoutes(express, shared);
    },
  });

  async function send(user: User, path: string, { method, body, key }: { method: string; body?: object; key?: string }): Promise<Answer> {
    const headers = {
      Authorization: `Bearer ${await server.tokenOf({ ...user })}`,
      'Accept-Language': 'en',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    };
    return server.ask(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }

  const api: Pick<Api, 'get' | 'post'> = {
    post: (user, path, command) => send(user, path, { method: 'POST', ...command }),
    get: (user, path) => send(user, path, { method: 'GET' }),
  };
  return {
    ...reading,
    server,
    api: api as Api,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      reading.close();
    },
  };
}
