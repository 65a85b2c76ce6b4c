import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Question } from './serve-log.ts';

/** A process that holds a log, one file at a time. Use with `using`. */
export type LogProcess = Disposable & {
  readonly pid: number;
  /** Resolves to what it did, or to how it was refused. Rejects where the process is gone. */
  ask(question: Question): Promise<Answer>;
};

export function startLogProcess(): LogProcess {
  const child = fork(join(import.meta.dirname, 'serve-log.ts'), { execArgv: ['--conditions=amana-source'] });
  const gone = once(child, 'close').then(([code, signal]) => Promise.reject(new Error(`the process that holds the log is gone (${String(code ?? signal)})`)));
  gone.catch(() => undefined); // it may go when nobody asks
  return {
    pid: child.pid ?? 0,
    ask: async (question) => {
      const answered = once(child, 'message');
      child.send(question);
      const [answer] = (await Promise.race([answered, gone])) as [Answer];
      return answer;
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  };
}
