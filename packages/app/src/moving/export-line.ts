import type { NewEvent } from '@amana/ports/event-store';
import type { OriginalAppend } from './original-appends.ts';

/** One append, one line of JSON, without the line's end: JSON text holds no line feed. */
export const exportLine = (append: OriginalAppend): string => JSON.stringify(append);

/** Undefined where the line is not one of an export. What is inside of `data` and `metadata` is held against the digests. */
export function parseExportLine(line: string): OriginalAppend | undefined {
  const append = parsed(line);
  if (!isObject(append) || typeof append['stream'] !== 'string' || !isExpected(append['expected'])) return undefined;
  const { stream, expected, events } = append as { stream: string; expected: OriginalAppend['expected']; events: unknown };
  if (!Array.isArray(events) || events.length === 0 || !events.every(isEvent)) return undefined;
  return { stream, expected, events: events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })) };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isExpected = (value: unknown): boolean => value === 'no-stream' || (Number.isSafeInteger(value) && Number(value) >= 0);

const isEvent = (value: unknown): value is NewEvent =>
  isObject(value) && typeof value['id'] === 'string' && typeof value['type'] === 'string' && isObject(value['data']) && isObject(value['metadata']);
