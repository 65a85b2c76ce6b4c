import { describe, expect, it } from '@jest/globals';
import { exportLine, parseExportLine } from './export-line.ts';

const event = { id: 'id-1', type: 'Happened', data: { text: 'one\ntwo\u2028three' }, metadata: { commandId: 'c' } };
const append = { stream: 'case-a', expected: 3, events: [event] };

describe('a line of an export', () => {
  it.each([append, { ...append, expected: 'no-stream' as const }, { ...append, expected: 0, events: [event, event] }])('is read as it was written', (written) => {
    const line = exportLine(written);
    expect(line).not.toContain('\n');
    expect(parseExportLine(line)).toEqual(written);
  });

  it('holds nothing else: what somebody puts beside it does not come along', () => {
    expect(parseExportLine(JSON.stringify({ ...append, more: 1, events: [{ ...event, more: 1 }] }))).toEqual(append);
  });

  it.each([
    ['', 'nothing'],
    [exportLine(append).slice(0, -1), 'half a line'],
    ['[]', 'a list'],
    ['null', 'null'],
    [JSON.stringify({ ...append, stream: 1 }), 'a stream without a name'],
    [JSON.stringify({ ...append, expected: -1 }), 'a revision that no stream has'],
    [JSON.stringify({ ...append, expected: 'any' }), 'any revision'],
    [JSON.stringify({ ...append, events: [] }), 'no event'],
    [JSON.stringify({ ...append, events: event }), 'events that are no list'],
    [JSON.stringify({ ...append, events: [{ ...event, data: [] }] }), 'data that are no object'],
    [JSON.stringify({ ...append, events: [{ ...event, metadata: null }] }), 'metadata that are no object'],
    [JSON.stringify({ ...append, events: [{ ...event, id: undefined }] }), 'an event without an id'],
    [JSON.stringify({ ...append, events: [{ ...event, type: undefined }] }), 'an event without a type'],
  ])('%s: refused (%s)', (line) => {
    expect(parseExportLine(line)).toBeUndefined();
  });
});
