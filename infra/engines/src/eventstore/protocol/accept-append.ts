import { checkProposed, type Unacceptable } from '../log/check-proposed.ts';
import type { AppendOutcome, ProposedAppend } from '../log/decide-write.ts';
import type { Node } from './node.ts';

/** What both append paths put into their own words. */
export type AppendAnswer = AppendOutcome | Unacceptable | { kind: 'timed-out' } | { kind: 'denied' } | { kind: 'not-ready' };

/** Resolves when the append is stored, or refused. Throws what a fault throws. */
export async function acceptAppend(node: Node, method: 'Append' | 'BatchAppend', append: ProposedAppend): Promise<AppendAnswer> {
  if (node.isStopping()) return { kind: 'not-ready' };
  await node.faults.beforeCall(method);
  if (!node.access.mayUse(append.stream)) return { kind: 'denied' };
  const unacceptable = checkProposed(append.stream, append.events);
  if (unacceptable) return unacceptable;
  return node.twins.once(append, node.faults.twinTimeoutMs(), async () => {
    const outcome = await node.log.append(append);
    await node.faults.beforeAnswer();
    return outcome;
  });
}
