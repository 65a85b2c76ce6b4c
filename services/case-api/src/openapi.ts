import { collections, commands } from '@amana/domain/catalogue';
import { bodySchema } from '@amana/domain/command-body';
import type { Command } from '@amana/domain/command-definition';
import { refusals } from '@amana/http-api/openapi-refusals';
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z } from 'zod';
import { commandPath, isPublic } from './command.routes.ts';
import { isForPartners, partnerPath } from './partner.routes.ts';

const Stored = z.strictObject({
  revision: z.int().meta({ description: 'Revision of the last event stored' }),
  events: z.array(z.strictObject({ id: z.uuid(), type: z.string(), revision: z.int() })),
  secret: z.string().optional().meta({ description: 'New secret of an alert endpoint (whsec_…); shown here only' }),
});
const Answered = z.strictObject({ referralId: z.uuid(), recorded: z.array(z.string()) });

const commandRefusals = refusals('400', '401', '403', '404', '409', '412', '413', '415', '422', '429', '503');

const frameExample = { occurredAt: { value: '2022-06-15', precision: 'day', zone: 'Africa/Niamey' } };

function operation(command: Command<never>, door: 'staff' | 'partner'): ZodOpenApiOperationObject {
  const partner = door === 'partner';
  const roles = partner ? command.partnerRoles : command.roles;
  return {
    operationId: partner ? `partner${command.name}` : command.name,
    summary: `${command.summary.en} / ${command.summary.fr}`,
    description: `Roles: ${roles.join(', ')}. Rules: ${command.rules.join(', ') || '–'}.`,
    tags: [partner ? 'referrals (partners)' : collections[command.on.kind]],
    security: [{ bearer: [] }],
    requestParams: {
      path: z.object({ id: z.uuid() }),
      header: z.object({
        'Idempotency-Key': z.uuid().meta({ description: 'The command id: a repeat with the same key gets the first answer' }),
        ...(partner ? {} : { 'If-Match': z.string().optional().meta({ description: 'The revision that the caller saw, in quotes' }) }),
      }),
    },
    requestBody: { required: true, content: { 'application/json': { schema: bodySchema(command), example: { ...frameExample, ...command.example } } } },
    responses: {
      '201': { description: 'Stored, now or by an earlier sending of the same command', content: { 'application/json': { schema: partner ? Answered : Stored } } },
      ...commandRefusals,
    },
  };
}

/** OpenAPI 3.1 of all commands, from the same schemas that check them. Other services add the paths of what they answer. */
export function openApi(morePaths: ZodOpenApiPathsObject): object {
  const paths: ZodOpenApiPathsObject = {
    ...Object.fromEntries(commands.filter(isPublic).map((command) => [openPath(commandPath(command)), { post: operation(command, 'staff') }])),
    ...Object.fromEntries(commands.filter(isForPartners).map((command) => [openPath(partnerPath(command)), { post: operation(command, 'partner') }])),
    ...morePaths,
  };
  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: { title: 'Amana', version: '1', description: 'Case records of trafficked persons and vulnerable migrants: commands in, events out. Texts in French and English by Accept-Language.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  };
  return createDocument(document);
}

const openPath = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');
