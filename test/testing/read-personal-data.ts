import { v5 } from 'uuid';
import type { User } from '../demo/api.ts';
import { CANARY } from './canaries.ts';
import type { Played } from './play.ts';

export type Reading = { readonly path: string; readonly status: number; readonly text: string };

/** What staff, an auditor and a partner read of one person in full, and what is refused to them; with canaries in queries. */
export async function readPersonalData({ api, stage, cast }: Played): Promise<{ shown: Reading[]; refused: Reading[] }> {
  const caseId = stage.id('case 0');
  const waiting = stage.id('case 8'); // its referral is still to be answered, so its packet is open
  const packet = v5(stage.id('referral 8 health'), waiting);
  const read = async (as: User, path: string): Promise<Reading> => {
    const answer = await api.get(as, path);
    return { path, status: answer.status, text: JSON.stringify([...answer.headers, answer.body]) };
  };
  const worker = cast.caseworker(0);
  const words = encodeURIComponent(`${CANARY}-éü`);
  const shown = [
    await read(worker, `/v1/cases?${words}=${words}`),
    await read(worker, `/v1/cases/${caseId}`),
    await read(cast.auditor, `/v1/cases/${caseId}/history`),
    await read(cast.auditor, `/v1/cases/${caseId}/readers`),
    await read(cast.health, '/v1/referrals'),
    await read(cast.health, `/v1/referrals/${packet}`),
    await read(cast.manager, `/v1/centres/${cast.centreId}/occupancy`),
  ];
  const refused = [
    await read(worker, `/v1/cases?cursor=${words}`),
    await read(worker, `/v1/cases/${words}`),
    await read(cast.auditor, `/v1/cases/${caseId}/history?knownAt=${words}`),
    await read(cast.health, `/v1/cases/${caseId}`),
    await read(cast.school, `/v1/referrals/${packet}`),
    await read(cast.officer, `/v1/indicators?centreId=${words}`),
  ];
  return { shown, refused };
}
