import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commands } from '@amana/domain/catalogue';
import { problemTable } from '@amana/http-api/problem-table';
import { errorsPage } from '../docs/errors-page.ts';
import { fieldsPage } from '../docs/fields-page.ts';
import { root, workspacePackages } from './package-graph.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const placeholders = (text: string) => new Set(text.match(/\{\w+\}/g));

describe('docs', () => {
  it('docs/errors.md is what the table of problems makes (npm run docs writes it)', () => {
    expect(read('docs/errors.md')).toBe(errorsPage());
  });

  it('DP-18: docs/fields.md is what the schemas that seal make (npm run docs writes it)', () => {
    expect(read('docs/fields.md')).toBe(fieldsPage());
  });

  it('every problem has a status, and both languages ask for the same placeholders', () => {
    for (const [code, row] of Object.entries(problemTable)) {
      expect([code, row.status >= 400 && row.status < 600]).toEqual([code, true]);
      expect([code, placeholders(row.fr.title + row.fr.detail)]).toEqual([code, placeholders(row.en.title + row.en.detail)]);
    }
  });

  it('docs/capabilities.md names every capability once, with a state, and every command that it claims exists', () => {
    const lines = read('docs/capabilities.md').split('\n').filter((line) => /^\| CAP-\d\d/.test(line));
    const ids = lines.map((line) => line.slice(2, 8));
    expect(ids).toEqual(Array.from({ length: 52 }, (_, i) => `CAP-${String(i + 1).padStart(2, '0')}`));
    const known = new Set(commands.map((command) => command.name));
    for (const line of lines) {
      const [, , , claimed = '', tests = '', state = ''] = line.split('|').map((cell) => cell.trim());
      expect(['built', 'in part', 'not yet']).toContain(state);
      const names = claimed.match(/`([A-Z]\w+)`/g)?.map((name) => name.slice(1, -1)) ?? [];
      expect(names.filter((name) => !known.has(name))).toEqual([]);
      if (state === 'not yet') expect(names).toEqual([]);
      else expect(tests).not.toBe('');
      for (const path of tests.match(/`[^`]+\.test\.ts`/g) ?? []) expect(read(path.slice(1, -1)).length).toBeGreaterThan(0);
    }
  });

  it('every capability that a command claims stands in docs/capabilities.md beside that command', () => {
    const page = read('docs/capabilities.md').split('\n');
    const missing = commands.flatMap((command) =>
      command.capabilities.filter((id) => !page.some((line) => line.startsWith(`| ${id}`) && line.includes(`\`${command.name}\``))).map((id) => `${id} ${command.name}`),
    );
    expect(missing).toEqual([]);
  });

  it('every invariant that a command enforces is named in the title of a test', () => {
    const texts = workspacePackages().flatMap(({ files }) => files.filter((file) => file.isTest)).map((file) => file.text);
    const titles = texts.flatMap((text) => [...text.matchAll(/(?:\b(?:it|test|describe)(?:\.\w+)*|\]\s*\))\(\s*(['"`])(.*?)\1/g)].map((match) => match[2])).join('\n');
    const unnamed = [...new Set(commands.flatMap((command) => command.rules))].filter((rule) => !new RegExp(`\\b${rule}\\b`).test(titles));
    expect(unnamed).toEqual([]);
  });
});
