import { expect, test } from '@jest/globals';
import { serverProperties } from './server-properties.ts';

const lines = serverProperties('/data/logs', { port: 9192, controllerPort: 9193 }).trimEnd().split('\n');
const value = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);

test('a broker listens, and is told to clients, on loopback only', () => {
  expect(value('listeners')).toBe('PLAINTEXT://127.0.0.1:9192,CONTROLLER://127.0.0.1:9193');
  expect(value('advertised.listeners')).toBe('PLAINTEXT://127.0.0.1:9192');
  expect(value('controller.quorum.voters')).toBe('1@127.0.0.1:9193');
});

test('no topic is made by itself, and every topic of the broker’s own has one partition and one copy', () => {
  expect(value('auto.create.topics.enable')).toBe('false');
  for (const topic of ['offsets.topic', 'transaction.state.log', 'share.coordinator.state.topic']) {
    expect(value(`${topic}.num.partitions`)).toBe('1');
    expect(value(`${topic}.replication.factor`)).toBe('1');
  }
});

test('a folder with backslashes reaches the broker as it is', () => {
  expect(value('log.dirs')).toBe('/data/logs');
  expect(serverProperties(String.raw`C:\data`, { port: 1, controllerPort: 2 })).toContain(String.raw`log.dirs=C:\\data`);
});
