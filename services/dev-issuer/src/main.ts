import { readConfig } from '@amana/platform/config';
import { runMain, runUntilSignal } from '@amana/platform/lifecycle';
import { createLogger, logLevels } from '@amana/platform/logger';
import { z } from 'zod';
import { createDevIssuer } from './component.ts';

const STOP_DEADLINE_MS = 5_000;

const Config = z.object({
  NODE_ENV: z.string().optional(),
  AMANA_LOG_LEVEL: z.enum(logLevels).default('info'),
  AMANA_DEV_ISSUER_HOST: z.string().default('127.0.0.1').describe('a loopback address'),
  AMANA_DEV_ISSUER_PORT: z.coerce.number().int().min(1).max(65_535).default(4010).describe('port of the development token issuer'),
  AMANA_TOKEN_AUDIENCE: z.string().default('amana').describe('what the services expect in aud'),
});

await runMain(async () => {
  const config = readConfig(Config);
  const log = createLogger({ level: config.AMANA_LOG_LEVEL, name: 'dev-issuer' });
  const issuer = createDevIssuer({
    host: config.AMANA_DEV_ISSUER_HOST,
    port: config.AMANA_DEV_ISSUER_PORT,
    audience: config.AMANA_TOKEN_AUDIENCE,
    nodeEnv: config.NODE_ENV,
  });
  log.warn({ port: config.AMANA_DEV_ISSUER_PORT }, 'development tokens: anybody on this machine gets any role');
  return runUntilSignal([issuer], STOP_DEADLINE_MS, log);
});
