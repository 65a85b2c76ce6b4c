import { generateKeyPairSync } from 'node:crypto';
import { isIP } from 'node:net';
import { SetupFailure } from '@amana/platform/failure';
import { httpServerComponent } from '@amana/platform/http-server';
import type { Component } from '@amana/platform/lifecycle';
import { createServingState } from '@amana/platform/serving-state';
import { OAuth2Issuer, OAuth2Service } from 'oauth2-mock-server';
import { answerDevToken } from './answer-dev-token.ts';

export type DevIssuerOptions = {
  /** A loopback address: whoever reaches this service is whoever he says he is. */
  readonly host: string;
  /** 0: the system chooses; `issuer()` tells. */
  readonly port: number;
  /** What the services expect in `aud`. */
  readonly audience: string;
  /** The value of NODE_ENV. */
  readonly nodeEnv: string | undefined;
};

export type DevIssuer = Component & {
  /** What stands in `iss`; known from the start on. */
  issuer(): string;
  jwksUrl(): URL;
};

const GRACE_MS = 1_000;

const isLoopback = (host: string): boolean => host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

function refuseOutsideDevelopment({ host, nodeEnv }: DevIssuerOptions): void {
  if (nodeEnv === 'production') {
    throw new SetupFailure(
      'DEV_ISSUER_IN_PRODUCTION',
      'the development token issuer gives anybody any role: it does not run with NODE_ENV=production',
    );
  }
  if (!isLoopback(host)) {
    throw new SetupFailure(
      'DEV_ISSUER_NOT_ON_LOOPBACK',
      'the development token issuer listens on loopback only: set its host to 127.0.0.1 or ::1',
    );
  }
}

/**
 * Tokens for development: `GET` or `POST /dev-token?role=CASEWORKER&agency=<uuid>` answers `{ access_token, token_type, expires_in }`,
 * valid ten minutes; keys are made at each start and thrown away.
 * @throws SetupFailure at once, where NODE_ENV is production or the host is not loopback
 */
export function createDevIssuer(options: DevIssuerOptions): DevIssuer {
  refuseOutsideDevelopment(options);
  const { host, port, audience } = options;
  const issuer = new OAuth2Issuer();
  const service = new OAuth2Service(issuer);
  for (const method of ['GET', 'POST'] as const) {
    service.addRoute(method, '/dev-token', (...exchange) => answerDevToken(issuer, audience, exchange));
  }
  // Not the mock server's own listener: an open connection of a browser would hold up its stop.
  const server = httpServerComponent({
    name: 'dev-issuer',
    app: service.requestHandler,
    host,
    port,
    serving: createServingState(),
    graceMs: GRACE_MS,
  });
  return {
    ...server,
    issuer: () => server.url(),
    jwksUrl: () => new URL('/jwks', server.url()),
    start: async () => {
      await issuer.keys.add({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), alg: 'EdDSA' });
      await server.start();
      issuer.url = server.url();
    },
  };
}
