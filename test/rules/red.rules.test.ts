import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { faultCodes } from '@amana/app/verify/fault';
import { allControls } from '../red/all-controls.ts';
import { root } from './package-graph.ts';

describe('red controls', () => {
  it('each names one place in the product as it stands, takes something out of it, and tests that exist', () => {
    for (const { defence, file, find, put, tests } of allControls) {
      const places = readFileSync(join(root, file), 'utf8').split(find).length - 1;
      expect([defence, places, put === find, tests.filter((path) => !existsSync(join(root, path)))]).toEqual([defence, 1, false, []]);
      expect([defence, tests.length > 0]).toEqual([defence, true]);
    }
  });

  it('each fault that verify names has one', () => {
    expect(faultCodes.filter((code) => !allControls.some(({ defence }) => defence.startsWith(`verify names ${code}`)))).toEqual([]);
  });

  it('each has a name of its own, and is a defence of the product, never of a test', () => {
    expect(new Set(allControls.map(({ defence }) => defence)).size).toBe(allControls.length);
    expect(allControls.filter(({ file }) => /\.test\.ts$|\/testing\//.test(file))).toEqual([]);
  });
});
