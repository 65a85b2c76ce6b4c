import { describe, expect, it } from '@jest/globals';
import { openApi } from '@amana/case-api/openapi';
import { queryApiRoutes } from '@amana/query-api/component';
import { queryPaths } from '@amana/query-api/openapi-paths';
import type { QueryApiParts } from '@amana/query-api/query-api';
import { Validator } from '@seriousme/openapi-schema-validator';
import express from 'express';

type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: object[];
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>>;
};
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const document = openApi(queryPaths) as Document;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

/** Paths that the read side answers, as a document writes them. */
function routes(): string[] {
  const app = express();
  const get: string[] = [];
  const spied = Object.assign(Object.create(app) as typeof app, {
    get: (path: string) => void get.push(path.replaceAll(/:(\w+)/g, '{$1}')),
    all: () => undefined,
  });
  queryApiRoutes(spied, { guards: [] } as unknown as QueryApiParts);
  return get;
}

describe('the API document of all services', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect({ valid, errors, version: validator.version }).toEqual({ valid: true, errors: undefined, version: '3.1' });
  });

  it('names every route that reads, and none that is not there', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []));
    expect(documented.toSorted()).toEqual(routes().toSorted());
  });

  it('names no operation twice', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('says every refusal by the one schema of a problem', () => {
    const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
    const refused = operations.flatMap(({ responses }) => Object.entries(responses).filter(([status]) => status.startsWith('4') || status.startsWith('5')));
    expect(refused.length).toBeGreaterThan(operations.length * 6);
    expect(refused.filter(([, { content }]) => JSON.stringify(content) !== JSON.stringify(problem))).toEqual([]);
  });

  it('a problem in it has what a problem has: also the fields that were wrong', () => {
    const { components } = openApi(queryPaths) as { components: { schemas: Record<string, { properties: object; required: readonly string[] }> } };
    const told = ['type', 'title', 'status', 'detail', 'code', 'instance'];
    expect(Object.keys(components.schemas['Problem']?.properties ?? {})).toEqual([...told, 'errors']);
    expect(components.schemas['Problem']?.required).toEqual(told);
  });

  it('says of every reading of personal data that it is recorded; who reads names a purpose, and a partner has one', () => {
    const recorded = operations.filter(({ description }) => description.includes('The reading is recorded before anything is opened.'));
    expect(recorded.map(({ operationId, parameters = [] }) => [operationId, parameters.some(({ name }) => name === 'Amana-Purpose')])).toEqual([
      ['listCases', true],
      ['readCase', true],
      ['readHistory', true],
      ['listReadings', true],
      ['readPacket', false],
      ['readIndicators', true],
    ]);
    expect(operations.filter(({ parameters = [] }) => parameters.some(({ name }) => name === 'Amana-Purpose'))).toHaveLength(recorded.length - 1);
  });

  it.each(Object.entries(queryPaths))('%s says in both languages what it answers, who may read it, and how it refuses', (path) => {
    const operation = document.paths[path]?.['get'];
    expect(operation?.summary).toMatch(/^.{3,} \/ .{3,}$/);
    expect(operation?.description).toMatch(/^Roles: [A-Z_]+(, [A-Z_]+)*\./);
    expect(operation?.security).toEqual([{ bearer: [] }]);
    expect(Object.keys(operation?.responses ?? {})).toEqual(['200', '400', '401', '403', '404', '409', '429', '503']);
  });
});
