import { setTimeout as sleep } from 'node:timers/promises';
import { devToken } from './dev-token.ts';

export type User = { readonly role: string; readonly agency: string; readonly sub: string };
export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly headers: Headers };

/** An answer that the story did not expect. Codes and paths only. */
export class UnexpectedAnswer extends Error {
  constructor(what: string, { status, body }: Answer) {
    super(`${what}: ${status} ${JSON.stringify([body['code'], body['errors']])}`);
    this.name = 'UnexpectedAnswer';
  }
}

const TOKEN_MS = 8 * 60_000;
/** As fetch says it. By its name, since a test runner's own TypeError is another one. */
const isNoAnswer = (error: unknown): boolean => (error as { name?: unknown }).name === 'TypeError';
const tryAgain = [401, 429, 503];

/**
 * The public API as an app on a weak link uses it: what gets no answer, or is refused for now, is sent again with the same key,
 * until the system has been away for `waitSeconds`. `unanswered` counts such repeats.
 */
export function createApi(options: { url: string; issuer: string; waitSeconds: number; longestPauseMs?: number }) {
  const tokens = new Map<string, { token: string; until: number }>();
  const counts = { unanswered: 0 };

  async function tokenOf(user: User): Promise<string> {
    const known = tokens.get(user.sub);
    if (known && known.until > Date.now()) return known.token;
    const token = await devToken(options.issuer, user);
    tokens.set(user.sub, { token, until: Date.now() + TOKEN_MS });
    return token;
  }

  async function once(user: User, path: string, init: { method: string; body?: object; key?: string }): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${await tokenOf(user)}`,
      'accept-language': 'en',
      ...(init.body ? { 'content-type': 'application/json' } : {}),
      ...(init.key ? { 'idempotency-key': init.key } : {}),
    };
    const response = await fetch(`${options.url}${path}`, { method: init.method, headers, ...(init.body ? { body: JSON.stringify(init.body) } : {}) });
    return { status: response.status, body: (await response.json()) as Answer['body'], headers: response.headers };
  }

  async function patiently(user: User, path: string, init: Parameters<typeof once>[2]): Promise<Answer> {
    const giveUp = Date.now() + options.waitSeconds * 1_000;
    for (let attempt = 0; ; attempt++) {
      const answer = await once(user, path, init).catch((error: unknown) => (isNoAnswer(error) ? undefined : Promise.reject(error)));
      if (answer !== undefined && !tryAgain.includes(answer.status)) return answer;
      if (answer?.status === 401) tokens.delete(user.sub); // its issuer may have been started again, with new keys
      if (Date.now() > giveUp) throw answer === undefined ? new Error(`no answer from ${options.url} for ${options.waitSeconds} s`) : new UnexpectedAnswer(path, answer);
      counts.unanswered++;
      await sleep(Math.min(options.longestPauseMs ?? 2_000, 100 * 2 ** attempt));
    }
  }

  return {
    counts,
    post: (user: User, path: string, command: { body: object; key: string }) => patiently(user, path, { method: 'POST', ...command }),
    get: (user: User, path: string) => patiently(user, path, { method: 'GET' }),
    /** Without a token: what the system says about itself. Waits for a system that is just being started. */
    about: async (): Promise<{ purpose: string; era: string }> => {
      const giveUp = Date.now() + options.waitSeconds * 1_000;
      for (;;) {
        const answer = await fetch(`${options.url}/v1/about`).catch((error: unknown) => (isNoAnswer(error) ? undefined : Promise.reject(error)));
        if (answer !== undefined) return (await answer.json()) as { purpose: string; era: string };
        if (Date.now() > giveUp) throw new Error(`no answer from ${options.url} for ${options.waitSeconds} s: is it running (npm start)?`);
        await sleep(500);
      }
    },
  };
}

export type Api = ReturnType<typeof createApi>;
