import { describe, expect, it } from '@jest/globals';
import { createCircuit } from './circuit.ts';

function setUp() {
  let ms = 1_000;
  const circuit = createCircuit({ monotonic: () => ms });
  const fail = (times: number) => {
    for (let n = 0; n < times; n++) {
      circuit.begin('police');
      circuit.end('police', 'failed');
    }
  };
  return { circuit, fail, later: (by: number) => (ms += by) };
}

describe('circuit', () => {
  it('lets a partner have two at a time, and others theirs', () => {
    const { circuit } = setUp();
    circuit.begin('police');
    expect(circuit.closedTo()).toEqual([]);
    circuit.begin('police');
    circuit.begin('health');
    expect(circuit.closedTo()).toEqual(['police']);
    circuit.end('police', 'reached');
    expect(circuit.closedTo()).toEqual([]);
  });

  it('leaves a partner alone after three failures in a row: 5 s, doubling, a minute at most', () => {
    const { circuit, fail, later } = setUp();
    fail(2);
    expect(circuit.closedTo()).toEqual([]);
    for (const rest of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      fail(1);
      later(rest - 1);
      expect(circuit.closedTo()).toEqual(['police']);
      later(1);
      expect(circuit.closedTo()).toEqual([]);
    }
  });

  it('then lets one through at a time, until one gets there', () => {
    const { circuit, fail, later } = setUp();
    fail(3);
    later(5_000);
    circuit.begin('police');
    expect(circuit.closedTo()).toEqual(['police']);
    circuit.end('police', 'reached');
    circuit.begin('police');
    expect(circuit.closedTo()).toEqual([]);
  });

  it('an end that says nothing about the partner changes nothing', () => {
    const { circuit, fail, later } = setUp();
    fail(2);
    circuit.begin('police');
    circuit.end('police', 'neutral');
    fail(1);
    expect(circuit.closedTo()).toEqual(['police']);
    later(5_000);
    circuit.begin('police');
    circuit.end('police', 'neutral');
    circuit.begin('police');
    expect(circuit.closedTo()).toEqual(['police']);
  });

  it('a success between failures begins the count anew', () => {
    const { circuit, fail } = setUp();
    fail(2);
    circuit.begin('police');
    circuit.end('police', 'reached');
    fail(2);
    expect(circuit.closedTo()).toEqual([]);
  });
});
