import type { Control } from '../control.ts';

export const httpControls: readonly Control[] = [
  {
    defence: 'a client that lost its answer on a weak link is given it when it sends the command again',
    file: 'packages/app/src/handle-command.ts',
    find: 'if (before.length > 0 && (await isSameRequest(before, request, deps.keys))) return answerOf(task, before);',
    put: '',
    tests: ['test/weak-links/weak-links.fault.test.ts'],
  },
  {
    defence: 'a body that is nested without end is no body',
    file: 'packages/ports/src/find-not-json.ts',
    find: "  if (depth === maxDepth) return ': nested too deeply';\n",
    put: '',
    tests: ['test/http/random-http.fault.test.ts'],
  },
  {
    defence: 'a body that is no JSON is its sender’s fault, and no failure of ours',
    file: 'packages/platform/src/problem-of.ts',
    find: "  if (error.type === 'entity.parse.failed') return new Problem('MALFORMED_JSON');",
    put: "  if (error.type === 'entity.parse.failed') return new Problem('INTERNAL');",
    tests: ['test/http/random-http.fault.test.ts'],
  },
  {
    defence: 'of two tokens none is taken',
    file: 'packages/http-api/src/actor-of.ts',
    find: "    if ((req.headersDistinct['authorization']?.length ?? 0) > 1) throw new Problem('MALFORMED_REQUEST');\n",
    put: '',
    tests: ['test/access/tokens.e2e.test.ts'],
  },
  {
    defence: 'a purpose that is none is not recorded as another one',
    file: 'services/query-api/src/asked.ts',
    find: "  throw new Problem('INVALID_QUERY', { pointers: ['/Amana-Purpose'] });",
    put: "  return 'CASEWORK';",
    tests: ['services/query-api/src/what-is-read.int.test.ts'],
  },
  {
    defence: 'the open page of metrics names no version',
    file: 'packages/platform/src/metrics.ts',
    find: "  registry.removeSingleMetric('nodejs_version_info');",
    put: '',
    tests: ['packages/platform/src/http-app.int.test.ts', 'test/http/random-http.fault.test.ts'],
  },
  {
    defence: 'a partner is told no place in the log by a command either',
    file: 'services/case-api/src/command.routes.ts',
    find: 'if (!isOutsider(actorOf(res).role)) ',
    put: '',
    tests: ['services/case-api/src/command.routes.int.test.ts', 'test/access/access-matrix.e2e.test.ts'],
  },
  {
    defence: 'of the files behind the reference page only its own are given out',
    file: 'services/case-api/src/api-reference.routes.ts',
    find: "const assets = ['swagger-ui.css', 'swagger-ui-bundle.js'];",
    put: "const assets = ['swagger-ui.css', 'swagger-ui-bundle.js', 'package.json'];",
    tests: ['services/case-api/src/public-routes.int.test.ts'],
  },
  {
    defence: 'a role that a command does not name is refused, whoever’s record it is',
    file: 'packages/app/src/may-write.ts',
    find: "  if (!roles.includes(asked.actor.role)) return 'forbidden';\n",
    put: '',
    tests: ['test/access/access-matrix.e2e.test.ts'],
  },
];
