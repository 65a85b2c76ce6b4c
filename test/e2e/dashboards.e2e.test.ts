import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { createApi } from '../demo/api.ts';
import { serviceNames, startDistributed } from '../testing/distributed-system.ts';
import { groupedBy, labelsIn, operatingPage, ownMetrics, panels, rules, selectorsOf, servedBy, type Served } from '../testing/monitoring-files.ts';
import { somePerson } from '../testing/some-bodies.ts';
import { startStandalone } from '../testing/standalone-process.ts';

/** What Prometheus adds to what it reads. */
const ofPrometheus = { metrics: ['up'], labels: ['instance', 'job', 'le'] };
/** Values that nobody has to have met: what was answered, and on which routes. */
const ofTheDay = ['status', 'route'];

const asked = [
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr, legendFormat }) => ({ where: title, expr, labels: labelsIn(legendFormat) }))),
  ...rules.map(({ alert, expr, annotations }) => ({ where: alert, expr, labels: labelsIn(annotations.summary).filter((label) => label !== 'value') })),
];

/** What is asked for and nobody serves. */
function missing(served: Served): string[] {
  const isLabel = (metric: string, label: string) => ofPrometheus.labels.includes(label) || served.get(metric)?.has(label) === true;
  return asked.flatMap(({ where, expr, labels }) => {
    const found = selectorsOf(expr).filter(({ metric }) => !ofPrometheus.metrics.includes(metric));
    const metrics = found.filter(({ metric }) => !served.has(metric)).map(({ metric }) => metric);
    const matched = found.flatMap(({ metric, matchers }) =>
      matchers.flatMap(([label, is, value]) => {
        if (!isLabel(metric, label)) return [`${metric}{${label}}`];
        const isFree = ofPrometheus.labels.includes(label) || ofTheDay.includes(label) || is !== '=';
        return isFree || served.get(metric)?.get(label)?.has(value) ? [] : [`${metric}{${label}="${value}"}`];
      }),
    );
    const shown = [...labels, ...groupedBy(expr)].filter((label) => !ofPrometheus.labels.includes(label) && !found.some(({ metric }) => isLabel(metric, label)));
    return [...metrics, ...matched, ...shown].map((each) => `${where}: ${each}`);
  });
}

const pageOf = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();

/** One command that is stored, so that there is something to measure. */
async function tellOne({ url, issuer }: { url: string; issuer: string }): Promise<void> {
  const user = { role: 'CASEWORKER', agency: randomUUID(), sub: 'user-caseworker-1' };
  const { status } = await createApi({ url, issuer, waitSeconds: 20 }).post(user, `/v1/cases/${randomUUID()}/identify-person`, { body: somePerson, key: randomUUID() });
  expect(status).toBe(201);
}

function expectMonitored(pages: readonly string[]): void {
  expect(missing(servedBy(pages))).toEqual([]);
  const onPanels = new Set(panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => selectorsOf(expr).map(({ metric }) => metric.replace(/_(?:count|sum|bucket)$/, '')))));
  const own = ownMetrics(pages);
  expect(own.filter((name) => !onPanels.has(name))).toEqual([]);
  expect(own.filter((name) => !operatingPage.includes(`\`${name}`))).toEqual([]);
}

describe('dashboard and alert rules', () => {
  it('ask for nothing that the program does not serve, and show every figure of ours', async () => {
    await using amana = await startStandalone();
    await tellOne(amana);
    await amana.caughtUp();
    expectMonitored([await pageOf(amana.url)]);
  }, 60_000);

  it('say in plain words what is shown, and when it is normal or what to do', () => {
    const shown = panels.filter(({ type }) => type !== 'row');
    expect(shown.filter(({ title, description = '' }) => title === '' || description === '' || /amana_|nodejs_/.test(title)).map(({ title }) => title)).toEqual([]);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it.each(rules)('$alert has the threshold that docs/operating.md gives, and leads to a heading of it', ({ alert, expr, for: lasting, labels, annotations }) => {
    const row = operatingPage.split('\n').find((line) => line.startsWith(`| \`${alert}\` |`)) ?? '';
    const [, threshold = 'none'] = /((?:>|==) [\d.e]+)$/.exec(expr) ?? [];
    expect(row).toContain(`| \`${threshold}\`${lasting === undefined ? '' : ` for ${lasting}`} | ${labels.severity} |`);
    expect(operatingPage).toMatch(new RegExp(`^#{2,3} ${annotations.see}$`, 'm'));
  });

  it('docs/operating.md names no alert that there is not', () => {
    const named = [...operatingPage.matchAll(/^\| `(Amana\w+)` \|/gm)].map(([, name = '']) => name);
    expect(named.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
  });
});

describeWithEngine('mongodb', 'dashboard and alert rules, every service a process of its own', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('ask for nothing that none of the services serves, and show every figure of ours', async () => {
      await using system = await startDistributed({ mongodb, kafka });
      await tellOne(system);
      expectMonitored(await Promise.all(serviceNames.map((service) => pageOf(system.readyUrls[service]))));
    }, 120_000);
  });
});
