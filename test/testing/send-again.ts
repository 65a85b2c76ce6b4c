import type { Api } from '../demo/api.ts';
import type { Given } from './heard-api.ts';

/** Commands (a copy of what was heard, since these are heard too) as an app sends it again after a restore: with its key, in its order. Throws where one is not taken. Gives what is answered now. */
export async function sendAgain(given: readonly Given[], api: Api): Promise<Given[]> {
  const told: Given[] = [];
  for (const each of given) {
    const { status, body, headers } = await api.post(each.as, each.path, { key: each.key, body: each.body });
    if (status !== 201) throw new Error(`${each.path} was not taken again: ${status} ${String(body['code'])}`);
    told.push({ ...each, answer: { status, body, headers } });
  }
  return told;
}
