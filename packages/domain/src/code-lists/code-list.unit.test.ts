import { describe, expect, test } from '@jest/globals';
import { codeList, validOn } from './code-list.ts';

const definition = {
  id: 'CL-99',
  name: 'example',
  version: 2,
  class: 'clear',
  title: { fr: 'Exemple', en: 'Example' },
  source: 'Amana',
  codes: {
    ALWAYS: { fr: 'Toujours', en: 'Always' },
    FROM: { fr: 'Depuis', en: 'Since', validFrom: '2022-12-16' },
    UNTIL: { fr: 'Jusque', en: 'Until', validTo: '2023-11-24' },
    BETWEEN: { fr: 'Entre', en: 'Between', validFrom: '2017-05-03', validTo: '2022-12-15' },
  },
} as const;
const list = codeList(definition);

describe('codeList', () => {
  test('keeps what it was given', () => {
    const { schema, ...rest } = list;
    expect(rest).toEqual(definition);
    expect(schema.parse('FROM')).toBe('FROM');
  });

  test.each(['from', 'FROM ', '', 'toString', '__proto__', 'constructor', null, undefined, 0])('its schema refuses %p', (value) => {
    expect(list.schema.safeParse(value).success).toBe(false);
  });

  test('its schema takes a code that is out of use, since stored events keep it', () => {
    expect(list.schema.parse('BETWEEN')).toBe('BETWEEN');
  });
});

describe('validOn', () => {
  test.each([
    ['ALWAYS', '0001-01-01', true],
    ['FROM', '2022-12-15', false],
    ['FROM', '2022-12-16', true],
    ['FROM', '9999-12-31', true],
    ['UNTIL', '0001-01-01', true],
    ['UNTIL', '2023-11-24', true],
    ['UNTIL', '2023-11-25', false],
    ['BETWEEN', '2017-05-02', false],
    ['BETWEEN', '2017-05-03', true],
    ['BETWEEN', '2022-12-15', true],
    ['BETWEEN', '2022-12-16', false],
  ] as const)('%s on %s: %p', (code, day, expected) => {
    expect(validOn(list, code, day)).toBe(expected);
  });
});
