import { findReferral } from '@amana/app/find-referral';
import { createEmbeddedReading } from '@amana/app/testing/embedded-reading';
import { startHttpTestServer, type Answer } from '@amana/http-api/testing/http-test-server';
import { queryApiRoutes } from '../component.ts';
import type { QueryApiParts } from '../query-api.ts';

export type User = { readonly role: string; readonly agency: string; readonly sub?: string; readonly grants?: readonly string[] };

/** The read side as `standalone` wires it, over the real stores. `change` puts another part in the place of one. */
export async function startQueryApi({ change }: { change?: (deps: QueryApiParts) => Partial<QueryApiParts> } = {}) {
  const reading = await createEmbeddedReading();
  const server = await startHttpTestServer({
    name: 'query-api',
    routes: (express, { guards }) => {
      const deps = { ...reading.deps, guards, findReferral: (id: string) => findReferral(id, reading.deps) };
      queryApiRoutes(express, { ...deps, ...change?.(deps) });
    },
  });

  async function get(path: string, user?: User, more: { method?: string; headers?: Readonly<Record<string, string>> } = {}): Promise<Answer> {
    const authorization = user === undefined ? {} : { Authorization: `Bearer ${await server.tokenOf({ sub: 'user-reader-1', ...user })}` };
    const { method = 'GET', headers = {} } = more;
    return server.ask(path, { method, headers: { 'Accept-Language': 'en', ...authorization, ...headers } });
  }

  return {
    ...reading,
    lines: server.lines,
    get,
    close: async () => {
      await server.close();
      reading.close();
    },
  };
}

export type QueryApiServer = Awaited<ReturnType<typeof startQueryApi>>;
