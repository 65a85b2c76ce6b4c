import { expect, test } from '@jest/globals';
import { secretForms } from './secret-forms.ts';

const secret = Uint8Array.from({ length: 32 }, (_, n) => (n * 73 + 151) % 256);
const around = (before: number): Buffer => Buffer.concat([Buffer.alloc(before, 255), secret, Buffer.alloc(7, 255)]);
const shows = (stored: Buffer): boolean => secretForms(secret).some((form) => stored.includes(form));

const places = [0, 1, 2, 3, 4, 5];
test.each<[string, Buffer[]]>([
  ['raw', places.map(around)],
  ['base64', places.map((before) => Buffer.from(around(before).toString('base64')))],
  ['base64url', places.map((before) => Buffer.from(around(before).toString('base64url')))],
  ['hex', [Buffer.from(around(1).toString('hex')), Buffer.from(around(1).toString('hex').toUpperCase())]],
  ['text', [Buffer.from(around(1).toString('latin1')), Buffer.from(around(1).toString('utf8'))]],
  [
    'JSON',
    [Buffer.from(JSON.stringify([...around(1)])), Buffer.from(JSON.stringify([...around(1)], undefined, 1).replaceAll(/\s+/g, ' '))],
  ],
])('a secret is found as %s', (_form, stored) => {
  expect(stored.map(shows)).toEqual(stored.map(() => true));
});

test('what only looks like it is not found', () => {
  const other = around(0).map((byte, n) => (n === 16 ? byte ^ 1 : byte));
  const texts = (['base64', 'base64url', 'hex', 'latin1'] as const).map((encoding) => Buffer.from(Buffer.from(other).toString(encoding)));
  expect([Buffer.from(other), ...texts].map(shows)).toEqual([false, false, false, false, false]);
});
