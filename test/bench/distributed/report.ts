import type { AppendFigures } from './append-bench.ts';
import type { LatencyFigures } from './latency-bench.ts';
import type { ProjectionFigures } from './projection-bench.ts';
import type { RelayFigures } from './relay-bench.ts';
import { rowOf, whole, type Row } from '../table.ts';

export const relayRows = ({ bare, bareCopy, relay, fromMemory }: RelayFigures): Row[] => [
  { name: 'bare kafkajs producer, messages', figures: bare },
  { name: 'bare client reads, bare producer sends', figures: bareCopy, of: ['bare producer', bare] as const },
  { name: 'relay, messages', figures: relay, of: ['bare producer', bare] as const, target: 0.7 },
  { name: 'relay, messages', figures: relay, of: ['bare reads, bare sends', bareCopy] as const },
  { name: 'relay, log in memory', figures: fromMemory, of: ['bare producer', bare] as const, target: 0.7 },
].map(rowOf);

export const projectionRows = ({ bare, bareGuarded, fromMemory, fromLog }: ProjectionFigures): Row[] => [
  { name: 'bare bulkWrite, rows', figures: bare },
  { name: 'bare bulkWrite with the guard, rows', figures: bareGuarded, of: ['bulkWrite', bare] as const },
  { name: 'projection of a log in memory, rows', figures: fromMemory, of: ['bulkWrite', bare] as const, target: 0.6 },
  { name: 'projection of a log in memory, rows', figures: fromMemory, of: ['bulkWrite with the guard', bareGuarded] as const },
  { name: 'projection from the log, rows', figures: fromLog, of: ['bulkWrite', bare] as const, target: 0.6 },
].map(rowOf);

export const appendRows = (figures: AppendFigures, together: number): Row[] => {
  const { bareUnary, bareBatch, bareReadAndAppend, port, command } = figures;
  const at = `${together} at a time`;
  const unary = ['bare unary', bareUnary] as const;
  return [
    { name: `bare client, unary, ${at}`, figures: bareUnary },
    { name: `bare client, batch, ${at}`, figures: bareBatch, of: unary },
    { name: `bare client, read and append, ${at}`, figures: bareReadAndAppend, of: unary },
    { name: `EventStore port, ${at}`, figures: port, of: unary, target: 0.7 },
    { name: `command over HTTP, ${at}`, figures: command, of: unary, target: 0.7 },
    { name: `command over HTTP, ${at}`, figures: command, of: ['bare read and append', bareReadAndAppend] as const },
  ].map(rowOf);
};

const spread = ({ p50, p99, most }: LatencyFigures['alert']): string => `p50 ${whole(p50)} ms, p99 ${whole(p99)} ms, longest ${whole(most)} ms`;

export const latencyWords = ({ command, alert, queued, count, everyMs }: LatencyFigures): string =>
  [
    `${count} referrals sent, one every ${everyMs} ms:`,
    `  command sent to acknowledged      ${spread(command)}`,
    `  acknowledged to webhook received  ${spread(alert)}`,
    `    of it until the alert is queued ${spread(queued)}`,
  ].join('\n');
