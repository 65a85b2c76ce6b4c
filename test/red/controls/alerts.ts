import type { Control } from '../control.ts';

const notifier = 'services/notifier/src';
const alerts = 'packages/app/src/alerts';

export const alertControls: readonly Control[] = [
  {
    defence: 'nothing is sent that the log says was delivered',
    file: `${notifier}/before-sending.ts`,
    find: "  if (history.delivered) return settle({ state: 'DELIVERED' });\n",
    put: '',
    tests: [`${notifier}/before-sending.unit.test.ts`, `${notifier}/sender-recovery.int.test.ts`],
  },
  {
    defence: 'nothing older than 14 days goes out without an operator',
    file: `${notifier}/before-sending.ts`,
    find: 'if (isOld && history.parked === undefined)',
    put: 'if (isOld && history.delivered)',
    tests: [`${notifier}/before-sending.unit.test.ts`],
  },
  {
    defence: 'no request to an address that is not the partner’s',
    file: `${notifier}/post-webhook.ts`,
    find: "kind === 'PUBLIC' ? new RequestFilteringHttpsAgent() : isTls",
    put: 'isTls',
    tests: [`${notifier}/post-webhook.int.test.ts`],
  },
  {
    defence: 'an address is judged before anybody connects',
    file: `${notifier}/post-webhook.ts`,
    find: "if (target === null || kind === 'REFUSED') return { kind: 'refused' };",
    put: "if (target === null) return { kind: 'refused' };",
    tests: [`${notifier}/post-webhook.int.test.ts`, `${notifier}/sender-failures.int.test.ts`],
  },
  {
    defence: 'an attempt is bounded in time',
    file: `${notifier}/post-webhook.ts`,
    find: 'AbortSignal.any([AbortSignal.timeout(timeoutMs), signal])',
    put: 'signal',
    tests: [`${notifier}/post-webhook.int.test.ts`],
    only: 'waits so long for an answer',
  },
  {
    defence: '410 ends the endpoint',
    file: `${notifier}/verdict.ts`,
    find: 'if (status === 410)',
    put: 'if (status === 999)',
    tests: [`${notifier}/verdict.unit.test.ts`, `${notifier}/component-endpoints.int.test.ts`],
  },
  {
    defence: 'the log knows an alert before it is sent',
    file: `${alerts}/queue-alerts.ts`,
    find: '  for (const alert of fresh) await sayQueued(alert, deps);\n',
    put: '',
    tests: [`${alerts}/alert-consumer.int.test.ts`, `${alerts}/gap-filler.int.test.ts`],
  },
  {
    defence: 'a reference of another log alerts nobody',
    file: `${alerts}/alert-consumer.ts`,
    find: 'if (absent.length > 0) {',
    put: 'if (absent.length > 1) {',
    tests: [`${alerts}/alert-consumer.int.test.ts`],
  },
  {
    defence: 'the gap filler adds what the topic lost',
    file: `${alerts}/gap-filler.ts`,
    find: 'const filled = await queueAlerts(planned, deps);',
    put: 'const filled = planned.length * 0;',
    tests: [`${alerts}/gap-filler.int.test.ts`],
  },
];
