import { describeForOperator } from '@amana/platform/lifecycle';
import type { Log } from '@amana/platform/logger';

/** A log for somebody who looks at a terminal: `> message (component)`, and what a failure says. */
export function createOperatorLog(write: (text: string) => void): Log {
  const say = (fields: object, message: string): void => {
    const { component, error } = fields as { component?: string; error?: unknown };
    write(`> ${message}${component === undefined ? '' : ` (${component})`}\n`);
    if (error !== undefined) write(`${describeForOperator(error)}\n`);
  };
  return { debug: () => undefined, info: say, warn: say, error: say };
}
