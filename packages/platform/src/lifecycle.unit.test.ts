import { afterEach, expect, test } from '@jest/globals';
import { loopComponent, runUntilSignal, type Component } from './lifecycle.ts';
import type { Log } from './logger.ts';

const LONG_MS = 60_000;

function recorder() {
  const steps: string[] = [];
  const lines: { message: string; fields: object }[] = [];
  const write = (fields: object, message: string) => void lines.push({ message, fields });
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const component = (name: string, parts: Partial<Component> = {}): Component => ({
    name,
    start: async () => void steps.push(`start ${name}`),
    stop: async () => void steps.push(`stop ${name}`),
    ...parts,
  });
  return { steps, lines, log, component, messages: () => lines.map(({ message }) => message) };
}

/** Resolves when everything that is ready to run has run. */
const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
const signal = (name: 'SIGTERM' | 'SIGINT' | 'SIGHUP') => process.emit(name, name);
const never = new Promise<never>(() => undefined);

const listeners = () => ['SIGTERM', 'SIGINT', 'SIGHUP', 'uncaughtException'].map((name) => process.listenerCount(name));
const before = listeners();
afterEach(() => expect(listeners()).toEqual(before));

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('starts in order and after %s stops in reverse, exit code 0', async (name) => {
  const { steps, log, lines, component } = recorder();
  const running = runUntilSignal([component('store'), component('loop'), component('http')], LONG_MS, log);
  await settled();
  expect(lines).toEqual([{ message: 'ready', fields: { components: ['store', 'loop', 'http'] } }]);
  signal(name);
  expect(await running).toBe(0);
  expect(steps).toEqual(['start store', 'start loop', 'start http', 'stop http', 'stop loop', 'stop store']);
});

test('when a start fails, what had started is stopped in reverse and the rest never starts; exit code 1', async () => {
  const { steps, log, lines, component } = recorder();
  const error = new Error('port taken');
  const failing = component('http', { start: () => Promise.reject(error) });
  expect(await runUntilSignal([component('store'), component('loop'), failing, component('late')], LONG_MS, log)).toBe(1);
  expect(steps).toEqual(['start store', 'start loop', 'stop loop', 'stop store']);
  expect(lines).toEqual([{ message: 'stopping because of a failure', fields: { error, component: 'http' } }]);
});

test('a stop that fails does not keep the others from stopping; exit code 1', async () => {
  const { steps, log, messages, component } = recorder();
  const failing = component('loop', {
    stop: () => {
      throw new Error('thrown before any promise');
    },
  });
  const running = runUntilSignal([component('store'), failing, component('http')], LONG_MS, log);
  await settled();
  signal('SIGTERM');
  expect(await running).toBe(1);
  expect(steps).toEqual(['start store', 'start loop', 'start http', 'stop http', 'stop store']);
  expect(messages()).toEqual(['ready', 'stopping because of a signal', 'failed while stopping']);
});

test('a stop that hangs ends at the deadline with exit code 1, and the log names it', async () => {
  const { steps, log, lines, component } = recorder();
  const running = runUntilSignal([component('store'), component('loop', { stop: () => never })], 20, log);
  await settled();
  signal('SIGTERM');
  expect(await running).toBe(1);
  expect(steps).toEqual(['start store', 'start loop']);
  expect(lines.at(-1)).toEqual({ message: 'did not stop in time', fields: { component: 'loop', deadlineMs: 20 } });
});

test('a loop that dies stops the process with exit code 1', async () => {
  const { steps, log, lines, component } = recorder();
  const { promise, reject } = Promise.withResolvers<void>();
  const loop = loopComponent('projector', { start: () => promise, stop: async () => void steps.push('stop projector') });
  const running = runUntilSignal([component('store'), loop, component('http')], LONG_MS, log);
  await settled();
  const error = new Error('poison event');
  reject(error);
  expect(await running).toBe(1);
  expect(steps).toEqual(['start store', 'start http', 'stop http', 'stop projector', 'stop store']);
  expect(lines.at(-1)).toEqual({ message: 'stopping because of a failure', fields: { error, component: 'projector' } });
});

test('a loop that ends well is no failure', async () => {
  const { log, component, messages } = recorder();
  const running = runUntilSignal(
    [loopComponent('once', { start: async () => undefined, stop: async () => undefined }), component('http')],
    LONG_MS,
    log,
  );
  await settled();
  expect(messages()).toEqual(['ready']);
  signal('SIGTERM');
  expect(await running).toBe(0);
});

test('a loop that dies while another component is still starting ends in exit code 1, and no more is started', async () => {
  const { steps, log, component } = recorder();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const loop = loopComponent('projector', {
    start: () => Promise.reject(new Error('dead')),
    stop: async () => void steps.push('stop projector'),
  });
  const running = runUntilSignal([loop, component('slow', { start: () => gate }), component('http')], LONG_MS, log);
  await settled();
  open();
  expect(await running).toBe(1);
  expect(steps).toEqual(['stop slow', 'stop projector']);
});

test('a signal during a start is obeyed after it: nothing more starts, what started is stopped, exit code 0', async () => {
  const { steps, log, component, messages } = recorder();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const running = runUntilSignal([component('store'), component('slow', { start: () => gate }), component('http')], LONG_MS, log);
  await settled();
  signal('SIGTERM');
  await settled();
  expect(steps).toEqual(['start store']);
  open();
  expect(await running).toBe(0);
  expect(steps).toEqual(['start store', 'stop slow', 'stop store']);
  expect(messages()).toEqual(['stopping because of a signal']);
});

test('a start that hangs does not outlive the deadline after a signal', async () => {
  const { log, component, lines } = recorder();
  const running = runUntilSignal([component('slow', { start: () => never })], 20, log);
  await settled();
  signal('SIGTERM');
  expect(await running).toBe(1);
  expect(lines.at(-1)).toEqual({ message: 'did not stop in time', fields: { component: 'start', deadlineMs: 20 } });
});

test('after the first signal the default is back, so that a second one kills', async () => {
  const { log, component } = recorder();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const running = runUntilSignal([component('slow', { stop: () => gate })], LONG_MS, log);
  await settled();
  signal('SIGINT');
  expect(process.listenerCount('SIGINT')).toBe(before[1]);
  open();
  expect(await running).toBe(0);
});

test('a signal while stopping because of a failure does not cut the stop short', async () => {
  const { steps, log, component } = recorder();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const store = component('store', { stop: () => gate.then(() => void steps.push('stop store')) });
  const running = runUntilSignal([store, component('http', { start: () => Promise.reject(new Error('no')) })], LONG_MS, log);
  await settled();
  expect(signal('SIGTERM')).toBe(true);
  open();
  expect(await running).toBe(1);
  expect(steps).toEqual(['start store', 'stop store']);
});

test('stopping a loop component twice is safe when its loop says so, and stop before start too', async () => {
  const { steps } = recorder();
  const loop = loopComponent('loop', { start: async () => undefined, stop: async () => void steps.push('stop') });
  await loop.stop();
  expect(loop.failed).toBeUndefined();
  await loop.start();
  await loop.stop();
  await loop.stop();
  expect(steps).toEqual(['stop', 'stop', 'stop']);
});
