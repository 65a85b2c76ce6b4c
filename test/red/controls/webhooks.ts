import type { Control } from '../control.ts';

const notifier = 'services/notifier/src';
const post = [`${notifier}/post-webhook.int.test.ts`];
const circuit = [`${notifier}/circuit.unit.test.ts`];

/** What leaves the house for partners: to whom, signed how, and how much at a time. */
export const webhookControls: readonly Control[] = [
  {
    defence: 'no redirect is followed: it could lead into a private network',
    file: `${notifier}/post-webhook.ts`,
    find: '    discard(response, () => resolve(answered));',
    put: "    if (response.headers.location !== undefined) requestHttp(response.headers.location, { method: 'POST' }).end();\n    discard(response, () => resolve(answered));",
    tests: post,
    only: 'does not follow a redirect',
  },
  {
    defence: 'a redirect is no delivery',
    file: `${notifier}/verdict.ts`,
    find: 'status >= 200 && status <= 299',
    put: 'status >= 200 && status <= 399',
    tests: [`${notifier}/verdict.unit.test.ts`],
  },
  {
    defence: 'a literal address in any spelling is refused: no resolver would be asked for it',
    file: `${notifier}/webhook-address.ts`,
    find: "url.protocol === 'https:' && !isLiteral ?",
    put: "url.protocol === 'https:' && (!isLiteral || isLiteral) ?",
    tests: [`${notifier}/webhook-address.unit.test.ts`],
  },
  {
    defence: 'an alert goes over TLS only, but where the operator allows it',
    file: `${notifier}/webhook-address.ts`,
    find: "url.protocol === 'https:' && !isLiteral ?",
    put: '!isLiteral ?',
    tests: [`${notifier}/webhook-address.unit.test.ts`],
  },
  {
    defence: 'no more of an answer is read than its cap',
    file: `${notifier}/post-webhook.ts`,
    find: 'if (bytes > MOST_BODY_BYTES) response.destroy();',
    put: '',
    tests: post,
    only: 'no more of it than its cap',
  },
  {
    defence: 'the signature covers the alert id',
    file: `${notifier}/sign-webhook.ts`,
    find: '.sign(id, time, body)',
    put: ".sign('', time, body)",
    tests: [`${notifier}/sign-webhook.unit.test.ts`],
  },
  {
    defence: 'the signature covers the body',
    file: `${notifier}/sign-webhook.ts`,
    find: '.sign(id, time, body)',
    put: ".sign(id, time, '')",
    tests: [`${notifier}/sign-webhook.unit.test.ts`],
  },
  {
    defence: 'during a rotation both secrets sign',
    file: `${notifier}/sign-webhook.ts`,
    find: 'secrets.map((secret)',
    put: 'secrets.slice(0, 1).map((secret)',
    tests: [`${notifier}/sign-webhook.unit.test.ts`],
  },
  {
    defence: 'nothing goes out unsigned',
    file: `${notifier}/attempt-delivery.ts`,
    find: 'if (secrets.length === 0) {',
    put: "if (secrets.length === 0 && secrets.push(new Uint8Array(32)) === 0) {",
    tests: [`${notifier}/sender.int.test.ts`],
    only: 'without a secret nothing goes out unsigned',
  },
  {
    defence: 'a partner that is down is left alone for a while',
    file: `${notifier}/circuit.ts`,
    find: ' || partner.restUntil > monotonic()',
    put: '',
    tests: circuit,
  },
  {
    defence: 'a partner that is slow takes two places at most',
    file: `${notifier}/circuit.ts`,
    find: 'const MOST_AT_ONCE = 2;',
    put: 'const MOST_AT_ONCE = 200;',
    tests: circuit,
  },
  {
    defence: 'the circuit is asked before an alert is claimed',
    file: `${notifier}/sender.ts`,
    find: 'notTo: circuit.closedTo()',
    put: 'notTo: []',
    tests: [`${notifier}/sender.int.test.ts`],
    only: 'a partner that is down is left alone',
  },
  {
    defence: 'while the log is away no attempt is used up',
    file: `${notifier}/sender.ts`,
    find: 'if (unsettled > 0) await deps.events.head();',
    put: '',
    tests: [`${notifier}/sender-failures.int.test.ts`],
    only: 'a log that is away',
  },
  {
    defence: 'a sender stops at an event of newer code: it could say that this was delivered',
    file: `${notifier}/sender.ts`,
    find: '      if (mustStop(error)) fatal = { error };\n',
    put: '',
    tests: [`${notifier}/sender-failures.int.test.ts`],
    only: 'an event of newer code',
  },
  {
    defence: 'a wish to be left in peace is heard, and bounded',
    file: `${notifier}/retry-after.ts`,
    find: 'Math.min(MOST_RETRY_AFTER_MS, Math.max(0, ms))',
    put: 'ms',
    tests: [`${notifier}/retry-after.unit.test.ts`],
  },
  {
    defence: 'an alert ends with its schedule',
    file: `${notifier}/retry-schedule.ts`,
    find: 'const delay = schedule[attempt];',
    put: 'const delay = schedule[attempt] ?? schedule.at(-1);',
    tests: [`${notifier}/retry-schedule.unit.test.ts`],
  },
];
