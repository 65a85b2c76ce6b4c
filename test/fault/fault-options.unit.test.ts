import { describe, expect, it } from '@jest/globals';
import { parseFaultOptions } from './fault-options.ts';

describe('npm run fault --', () => {
  it.each<[string[], ReturnType<typeof parseFaultOptions>]>([
    [[], { seed: expect.any(Number) as unknown as number, run: ['embedded', 'distributed'] }],
    [['embedded'], { seed: expect.any(Number) as unknown as number, run: ['embedded'] }],
    [['distributed', '--seed', '7'], { seed: 7, run: ['distributed'] }],
    [['--seed', '7', 'distributed', 'embedded'], { seed: 7, run: ['embedded', 'distributed'] }],
    [['everything'], undefined],
    [['--seed', 'x'], undefined],
    [['--kills', '7'], undefined],
  ])('%j', (args, options) => {
    expect(parseFaultOptions(args)).toEqual(options);
  });
});
