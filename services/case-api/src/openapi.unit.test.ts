import { describe, expect, it } from '@jest/globals';
import { commands } from '@amana/domain/catalogue';
import { Validator } from '@seriousme/openapi-schema-validator';
import { openApi } from './openapi.ts';

type Operation = {
  operationId: string;
  summary: string;
  description: string;
  security: object[];
  parameters: { name: string; in: string; required?: boolean }[];
  requestBody: { content: Record<string, { schema: { properties: object; additionalProperties: boolean }; example: object }> };
  responses: Record<string, { content: Record<string, object> }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; components: { securitySchemes: object } };

describe('the API document', () => {
  const document = openApi({}) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })));

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect({ valid, errors, version: validator.version }).toEqual({ valid: true, errors: undefined, version: '3.1' });
  });

  it('is refused by the same validator where it is broken', async () => {
    const { info: _info, ...broken } = structuredClone(document) as Document & { info: object };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('has one operation for each command that a person may give, and one for each that a partner may', () => {
    const staff = commands.filter(({ roles }) => roles.some((role) => role !== 'SYS')).map(({ name }) => name);
    const partners = commands.filter(({ partnerRoles }) => partnerRoles.length > 0).map(({ name }) => `partner${name}`);
    expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual([...staff, ...partners].toSorted());
    expect(new Set(operations.map(({ method }) => method))).toEqual(new Set(['post']));
  });

  it.each(operations)('$operationId says who may give it, with which headers, what it takes and how it answers', (operation) => {
    expect(operation.path).toMatch(/^\/v1\/(cases|persons|agencies|centres|grants|reports|referrals)\/\{id\}\/[a-z]+(-[a-z]+)*$/);
    expect(operation.summary).toMatch(/^.{3,} \/ .{3,}$/);
    expect(operation.description).toMatch(/^Roles: [A-Z_]+(, [A-Z_]+)*\. Rules: .+\.$/);
    expect(operation.security).toEqual([{ bearer: [] }]);
    const partner = operation.operationId.startsWith('partner');
    expect(operation.parameters.map(({ name, in: place, required = false }) => ({ name, place, required }))).toEqual([
      { name: 'id', place: 'path', required: true },
      { name: 'Idempotency-Key', place: 'header', required: true },
      ...(partner ? [] : [{ name: 'If-Match', place: 'header', required: false }]),
    ]);
    const { schema, example } = operation.requestBody.content['application/json'] ?? {};
    expect(schema?.additionalProperties).toBe(false);
    expect(Object.keys(example ?? {}).filter((name) => !(name in (schema?.properties ?? {})))).toEqual([]);
    expect(Object.keys(operation.responses)).toEqual(['201', '400', '401', '403', '404', '409', '412', '413', '415', '422', '429', '503']);
  });

  it('is that of all services: paths of others are added', () => {
    const more = openApi({ '/v1/cases': { get: { responses: { '200': { description: 'Cases' } } } } }) as Document;
    expect(Object.keys(more.paths)).toEqual([...Object.keys(document.paths), '/v1/cases']);
  });
});
