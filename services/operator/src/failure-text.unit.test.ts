import { describe, expect, it } from '@jest/globals';
import { MoveRefused, moveRefusals } from '@amana/app/moving/move-refused';
import { RebuildRefused, rebuildRefusals } from '@amana/app/rebuild/rebuild-refused';
import { PortFailure } from '@amana/ports/failures';
import { failureText } from './failure-text.ts';

const facts = { event: 'event-1', folder: '/new', file: 'log.jsonl', version: 7, known: 1, log: 'log', line: 3, made: 'demo', asked: 'training' };

describe('what the operator is told when a command fails', () => {
  it.each(moveRefusals)('%s: two languages, nothing left open', (code) => {
    const [fr, en] = (['fr', 'en'] as const).map((language) => failureText(new MoveRefused(code, facts), language)) as [string, string];
    expect(fr).not.toBe(en);
    for (const text of [fr, en]) {
      expect(text).not.toMatch(/undefined|\{|NaN/);
      expect(text).toMatch(/\.$/);
    }
  });

  it.each(rebuildRefusals)('%s of a rebuild: two languages, nothing left open', (code) => {
    const built = { stream: 'case-1', revision: 3, eventId: 'event-1', reason: 'RangeError', build: 'case-list_v1-2', count: 2, first: 'ROW_CHANGED case-1 / case', expected: 7, found: 8 };
    const [fr, en] = (['fr', 'en'] as const).map((language) => failureText(new RebuildRefused(code, built), language)) as [string, string];
    expect(fr).not.toBe(en);
    for (const text of [fr, en]) {
      expect(text).not.toMatch(/undefined|\{|NaN/);
      expect(text).toMatch(/\.$/);
    }
  });

  it('names the line, where it is known', () => {
    expect(failureText(new MoveRefused('EXPORT_DAMAGED', { log: 'log', line: 3 }), 'en')).toContain('log.jsonl:3');
    expect(failureText(new MoveRefused('EXPORT_DAMAGED', { log: 'access' }), 'fr')).toContain('(access.jsonl)');
  });

  it.each([
    ['WRITER_LOCKED', 'Amana doit être arrêté', 'Amana must be stopped'],
    ['KEK_MISSING', 'ne fait pas partie d’un export', 'is no part of an export'],
    ['KEYRING_OTHER', 'autre trousseau', 'another keyring'],
  ])('%s of a port: what to do first, then the words of the port', (code, fr, en) => {
    const failure = new PortFailure(code, 'in use by standalone (process 7)', { retryable: false });
    expect(failureText(failure, 'fr')).toMatch(new RegExp(`${fr}.*\\n  \\(in use by standalone \\(process 7\\)\\)`, 's'));
    expect(failureText(failure, 'en')).toMatch(new RegExp(`${en}.*\\n  \\(in use by standalone \\(process 7\\)\\)`, 's'));
  });

  it('any other failure of ours speaks for itself; of an error that is not ours no message is shown', () => {
    expect(failureText(new PortFailure('SCHEMA_TOO_NEW', 'start the newer version', { retryable: false }), 'fr')).toBe('start the newer version');
    expect(failureText(new TypeError('Personne Fictive'), 'en')).not.toContain('Personne');
  });
});
