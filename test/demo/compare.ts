import type { Api } from './api.ts';
import type { Person } from './caseload.ts';
import type { Cast } from './cast.ts';
import type { Partner } from './partner.ts';
import type { Stage } from './stage.ts';
import type { Verdict } from './verdict.ts';
export type Comparison = { readonly api: Api; readonly stage: Stage; readonly cast: Cast; readonly people: readonly Person[]; readonly partners: { readonly health: Partner; readonly school: Partner }; readonly year: number; readonly verdict: Verdict; readonly startedAt: number; readonly write: (line: string) => void };
export async function compare({ stage, partners, write }: Comparison): Promise<void> { write(JSON.stringify(stage.tally) + JSON.stringify([partners.health.counts, partners.school.counts])); await Promise.resolve(); }
