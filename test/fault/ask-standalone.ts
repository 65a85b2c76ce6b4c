import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { User } from '../demo/api.ts';
import { devToken } from '../demo/dev-token.ts';
import type { StandaloneProcess } from '../testing/standalone-process.ts';

export type Asked = { readonly path: string; readonly key?: string; readonly body?: object };

/** One request as that user, sent once: a command where there is a body. Says how it was answered, whatever that is. */
export async function askStandalone({ url, issuer }: StandaloneProcess, as: User, { path, key, body }: Asked) {
  const token = await devToken(issuer, as);
  const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en', 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) };
  const answer = await fetch(`${url}${path}`, { headers, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: (await answer.json()) as Readonly<Record<string, unknown>> };
}

export const pidOf = ({ folder }: StandaloneProcess): number => (JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')) as { pid: number }).pid;
