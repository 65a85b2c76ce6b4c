import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

type Target = { readonly expr: string; readonly legendFormat: string };
export type Panel = { readonly id: number; readonly type: string; readonly title: string; readonly description?: string; readonly targets?: readonly Target[] };
export type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly see: string };
};

export const panels = (JSON.parse(read('infra/dashboards/amana.json')) as { panels: Panel[] }).panels;
export const rules = (parse(read('infra/dashboards/alerts.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
export const operatingPage = read('docs/operating.md');

/** A metric that an expression asks for, with its matchers: `["method", "=", "POST"]`. */
export type Selector = { readonly metric: string; readonly matchers: readonly (readonly [string, string, string])[] };

export function selectorsOf(expr: string): Selector[] {
  const found = expr.matchAll(/\b((?:amana|nodejs|process)_\w+|up)\b(?:\{([^}]*)\})?/g);
  return [...found].map(([, metric = '', inside = '']) => ({
    metric,
    matchers: [...inside.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)].map(([, label = '', is = '', value = '']) => [label, is, value] as const),
  }));
}

/** Labels by which an expression adds up. */
export const groupedBy = (expr: string): string[] => [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(',').map((label) => label.trim()));

/** Labels that a legend or a summary fills in. */
export const labelsIn = (text: string): string[] => [...text.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(([, label = '']) => label);

/** What a page of metrics holds: the values of each label, by metric. */
export type Served = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

export function servedBy(pages: readonly string[]): Served {
  const served = new Map<string, Map<string, Set<string>>>();
  for (const line of pages.flatMap((page) => page.split('\n'))) {
    const [, metric, inside = ''] = /^([a-z]\w*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (metric === undefined) continue;
    const labels = served.get(metric) ?? new Map<string, Set<string>>();
    served.set(metric, labels);
    for (const [, label = '', value = ''] of inside.matchAll(/(\w+)="([^"]*)"/g)) labels.set(label, (labels.get(label) ?? new Set<string>()).add(value));
  }
  return served;
}

/** Names of ours, as they are declared: `amana_http_request_duration_seconds`. */
export const ownMetrics = (pages: readonly string[]): string[] => [
  ...new Set(pages.flatMap((page) => [...page.matchAll(/^# TYPE (amana_\w+) /gm)].map(([, name = '']) => name))),
];
