import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { kindOfAddress, type AllowedHosts } from './webhook-address.ts';

export type WebhookRequest = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** `refused`: no connection was made, the address is not one that we may talk to. `failed`: no answer; `reason` is a code. */
export type WebhookAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'refused' };

/** `signal` cuts it off, whatever the partner has made of it: the failure STOPPED. */
export type PostWebhook = (request: WebhookRequest, signal?: AbortSignal) => Promise<WebhookAnswer>;

const MOST_BODY_BYTES = 64 * 1_024;

/**
 * One POST, over a connection of its own. No redirect is followed (node:http never does), no proxy of the environment is used (the
 * agents are ours), the answer's body is read to be polite and thrown away. Never rejects: what a partner does is an answer.
 */
export function createPostWebhook({ allowed, timeoutMs = 15_000 }: { allowed: AllowedHosts; timeoutMs?: number }): PostWebhook {
  return async ({ url, headers, body }, signal = new AbortController().signal) => {
    const target = URL.parse(url);
    const kind = target === null ? 'REFUSED' : kindOfAddress(target, allowed);
    if (target === null || kind === 'REFUSED') return { kind: 'refused' };
    const isTls = target.protocol === 'https:';
    const agent = kind === 'PUBLIC' ? new RequestFilteringHttpsAgent() : isTls ? new HttpsAgent() : new HttpAgent();
    const bytes = Buffer.from(body, 'utf8');
    const options = {
      method: 'POST',
      agent,
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]),
      headers: { ...headers, 'content-type': 'application/json', 'content-length': String(bytes.length), 'user-agent': 'Amana' },
    };
    try {
      return await answerTo((isTls ? requestHttps : requestHttp)(target, options), bytes);
    } catch (error) {
      return signal.aborted ? { kind: 'failed', reason: 'STOPPED' } : failureOf(error);
    }
  };
}

function answerTo(request: ReturnType<typeof requestHttp>, bytes: Buffer): Promise<WebhookAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<WebhookAnswer>();
  let answer: WebhookAnswer | undefined;
  request.once('response', (response) => {
    const answered = { kind: 'answered', status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] } as const;
    answer = answered;
    discard(response, () => resolve(answered));
  });
  request.on('error', (error) => (answer === undefined ? reject(error) : resolve(answer)));
  request.end(bytes);
  return promise;
}

/** The status is the answer: whatever happens to the rest of it, too long, too slow or torn, changes nothing. */
function discard(response: IncomingMessage, done: () => void): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) response.destroy();
  });
  response.on('error', done);
  response.once('close', done);
}

function failureOf(error: unknown): WebhookAnswer {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name === 'AbortError' || name === 'TimeoutError') return { kind: 'failed', reason: 'TIMEOUT' };
  // The filtering agent's own error has no code: a name that leads into a private network.
  if (code === undefined && message?.includes('is not allowed') === true) return { kind: 'refused' };
  return { kind: 'failed', reason: typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code) ? code : 'NETWORK_ERROR' };
}
