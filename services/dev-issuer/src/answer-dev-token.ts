import type { IncomingMessage, ServerResponse } from 'node:http';
import { fieldErrors } from '@amana/platform/field-errors';
import type { OAuth2Issuer } from 'oauth2-mock-server';
import { DevTokenRequest } from './dev-token-request.ts';

type Asked = IncomingMessage & { query: Record<string, unknown>; body: unknown };

const TOKEN_LIFE_SECONDS = 600;
const LOCAL_HOST = /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/;

/**
 * A page on the web that a developer happens to look at must not fetch itself a token: it sends an Origin (the mock server would
 * let any read the answer), or, where its name was made to point at this machine, that name as Host.
 */
const isFromAPage = ({ headers }: IncomingMessage): boolean => headers.origin !== undefined || !LOCAL_HOST.test(headers.host ?? '');

function answer(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(body));
}

const parametersOf = ({ query, body }: Asked): object => ({ ...query, ...(typeof body === 'object' && !Array.isArray(body) ? body : {}) });

/** Answers 200 with a token, 400 with what is wrong with the parameters, 403 to a page in a browser. */
export async function answerDevToken(issuer: OAuth2Issuer, audience: string, [req, res]: [Asked, ServerResponse]): Promise<void> {
  if (isFromAPage(req)) {
    answer(res, 403, { error: 'access_denied' });
    return;
  }
  const parsed = DevTokenRequest.safeParse(parametersOf(req));
  if (!parsed.success) {
    answer(res, 400, { error: 'invalid_request', errors: fieldErrors(parsed.error).map(({ pointer, code }) => ({ pointer, code })) });
    return;
  }
  const token = await issuer.buildToken({
    expiresIn: TOKEN_LIFE_SECONDS,
    scopesOrTransform: (header, payload) => {
      header['typ'] = 'at+jwt';
      Object.assign(payload, parsed.data, { aud: audience });
    },
  });
  answer(res, 200, { access_token: token, token_type: 'Bearer', expires_in: TOKEN_LIFE_SECONDS });
}
