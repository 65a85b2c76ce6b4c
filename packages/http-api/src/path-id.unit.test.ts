import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { pathId } from './path-id.ts';

const of = (id: string) => () => pathId({ params: { id } } as unknown as Request);
const UUID = '0193c5a0-0000-7000-8000-00000000ab01';

describe('the id in a path', () => {
  // Reads and writes must agree on them: what a body may name can be asked for, too.
  it.each([UUID, '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])('%s is one, as in a body', (id) => {
    expect(of(id)()).toBe(id);
  });

  it.each([UUID.toUpperCase(), `${UUID}0`, UUID.slice(1), `case-${UUID}`, ` ${UUID}`, '0193c5a0-0000-0000-8000-00000000ab01', ''])('"%s" is none', (id) => {
    expect(of(id)).toThrow(expect.objectContaining({ code: 'ID_INVALID' }));
  });
});
