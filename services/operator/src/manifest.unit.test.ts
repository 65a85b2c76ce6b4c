import { describe, expect, it } from '@jest/globals';
import { manifestText, parseManifest } from './manifest.ts';

const digest = 'A'.repeat(43);
const exported = {
  logId: '0193c5a0-0000-7000-8000-000000000001',
  purpose: 'training',
  era: '0193c5a0-0000-7000-8000-000000000002',
  log: { appends: 2, events: 3, chain: digest },
  access: { appends: 0, events: 0, chain: digest },
  missingKeys: 0,
} as const;
const text = manifestText(exported, digest);
const changed = (changes: object) => JSON.stringify({ ...(JSON.parse(text) as object), ...changes });

describe('the manifest of an export', () => {
  it('is read as it was written', () => {
    expect(parseManifest(text)).toEqual({ format: 'amana-export', version: 1, ...exported, keyring: digest });
  });

  it.each([0, 2])('EXPORT_VERSION: format %s was written by another version of the program, whatever else it holds', (version) => {
    expect(() => parseManifest(JSON.stringify({ format: 'amana-export', version }))).toThrow(expect.objectContaining({ code: 'EXPORT_VERSION', facts: { version, known: 1 } }));
  });

  it.each([
    ['', 'nothing'],
    ['[]', 'a list'],
    [text.slice(0, -10), 'half of it'],
    [changed({ format: 'other' }), 'another format'],
    [changed({ version: '1' }), 'a version that is no number'],
    [changed({ log: undefined }), 'no log'],
    [changed({ access: { ...exported.access, chain: '' } }), 'no chain'],
    [changed({ log: { ...exported.log, events: -1 } }), 'a count below nothing'],
    [changed({ purpose: 'other' }), 'an unknown purpose'],
    [changed({ logId: 'log' }), 'a log without an id'],
    [changed({ keyring: undefined }), 'no keyring'],
  ])('EXPORT_UNREADABLE: %s (%s)', (damaged) => {
    expect(() => parseManifest(damaged)).toThrow(expect.objectContaining({ code: 'EXPORT_UNREADABLE' }));
  });
});
