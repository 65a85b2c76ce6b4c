import { accessEvents } from '@amana/domain/access/events';
import { alertEvents } from '@amana/domain/alert/events';
import { aggregates } from '@amana/domain/catalogue';
import type { EventDefinitions } from '@amana/domain/event-definition';
import { logEvents } from '@amana/domain/log/events';
import { leavesOf } from '@amana/domain/split-fields';

const streams: Readonly<Record<string, EventDefinitions>> = {
  ...Object.fromEntries(Object.entries(aggregates).map(([kind, { events }]) => [kind, events])),
  alert: alertEvents,
  access: accessEvents,
  log: logEvents,
};

/** docs/fields.md: every field that is ever stored, with its privacy class (DP-01, DP-18), from the trees that do the sealing. */
export function fieldsPage(): string {
  const rows = Object.entries(streams).flatMap(([kind, events]) => ['', `## ${kind}-`, '', '| event | field | class |', '|---|---|---|', ...rowsOf(events)]);
  return [
    '# Register of fields',
    '',
    'Every field of every stored event with its privacy class. `clear` stands in the log as it is; `statistic`, `identity` and `justice` are',
    'sealed under keys of the person whom they are about, and read as erased when those keys are destroyed. *about …*: another person than',
    'the subject of the event, with keys of its own. The envelope (who, when, on what basis) is clear and never personal.',
    '',
    'This page is made from the schemas that seal: `npm run docs` writes it anew, and a test fails when it is out of date.',
    ...rows,
    '',
  ].join('\n');
}

function rowsOf(events: EventDefinitions): string[] {
  return Object.entries(events).flatMap(([type, { fields, version }]) => {
    const leaves = leavesOf(fields);
    if (leaves.length === 0) return [`| ${type} v${version} | – | – |`];
    return leaves.map(({ pointer, class: cls, about, optional }, i) => {
      const name = i === 0 ? `${type} v${version}` : '';
      return `| ${name} | \`${pointer}\`${optional ? ' ?' : ''} | ${cls}${about === undefined ? '' : `, about ${about}`} |`;
    });
  });
}
