import { AGENCY, coordinator, POLICE, today } from '@amana/app/testing/embedded-app';
import { referralRevoked, referralSentTo } from '@amana/app/testing/embedded-alerts';
import type { StreamKind } from '@amana/domain/aggregate';
import { findCommand } from '@amana/domain/catalogue';
import type { CommandActor } from '@amana/domain/command-definition';
import type { AnyFact } from '@amana/domain/event-definition';
import { reportFact } from '@amana/domain/report/events';
import type { JsonObject } from '@amana/ports/json';
import { partnerReferralId } from '@amana/privacy/subject-id';
import { v7 } from 'uuid';
import type { CaseApiServer } from './case-api-server.ts';

export type MinimalStream = { readonly id: string; readonly commandId: string };

/** Not who asks in the tests: a repeat of one of these commands by anybody else is another command under the same key. */
const worker: CommandActor = { userId: 'user-setup-1', role: 'CASEWORKER', agencyId: AGENCY };
const officer: CommandActor = { ...worker, role: 'ME_OFFICER' };

/** One stream of every kind, of AGENCY, begun with the example of the catalogue. */
export async function makeMinimalStreams(server: CaseApiServer): Promise<Readonly<Record<StreamKind, MinimalStream>>> {
  async function begin(name: string, { id = v7(), actor = worker, body = {} }: { id?: string; actor?: CommandActor; body?: object }): Promise<MinimalStream> {
    const commandId = v7();
    const answer = await server.app.send(name, { id, actor, commandId, body: { ...findCommand(name)?.example, ...body } });
    if (answer.outcome !== 'stored') throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return { id, commandId };
  }

  const agency = await begin('RegisterAgency', { id: AGENCY, actor: coordinator });
  const donorId = findCommand('RegisterGrant')?.example['donorAgencyId'] as string;
  await begin('RegisterAgency', { id: donorId, actor: coordinator, body: { kind: 'DONOR' } });
  const found = await begin('IdentifyPerson', { body: { legalBasis: ['VITAL_INTERESTS'] } });
  const personId = findCommand('IdentifyPerson')?.example['personId'] as string;
  const person = await begin('RecordIdentity', { id: personId, body: { caseId: found.id } });
  const centre = await begin('RegisterCentre', { actor: { ...coordinator, userId: worker.userId } });
  const grant = await begin('RegisterGrant', { actor: officer });
  const report = { id: v7(), commandId: v7() };
  await appendFacts(server, { stream: `report-${report.id}`, facts: [publishedReport], ...report });
  return { agency, case: found, person, centre, grant, report };
}

const publishedReport = reportFact('IndicatorReportPublished', {
  grantId: v7(),
  grantCode: 'GRANT-1',
  centreId: v7(),
  from: '2021-01-01',
  to: '2021-12-31',
  zone: 'Africa/Niamey',
  definitionVersion: 1,
  asOfEventId: v7(),
  k: 5,
  indicators: [{ id: 'IND-01', margins: [{ name: 'total', shown: true, cells: [] }] }],
  excludedBand: '0',
  erased: '0',
  contentDigest: 'digest',
});

/** A referral of the case that was sent to POLICE; the ids by which the case and the partner know it. */
export async function sendReferral(server: CaseApiServer, caseId: string): Promise<{ referralId: string; partnerId: string }> {
  const referralId = v7();
  await appendFacts(server, { stream: `case-${caseId}`, facts: referralSentTo({ agencyId: POLICE, kind: 'POLICE' }, referralId), commandId: v7() });
  return { referralId, partnerId: partnerReferralId(caseId, referralId) };
}

export const revokeReferral = (server: CaseApiServer, { caseId, referralId }: { caseId: string; referralId: string }) =>
  appendFacts(server, { stream: `case-${caseId}`, facts: [referralRevoked(referralId)], commandId: v7() });

async function appendFacts(server: CaseApiServer, { stream, facts, commandId }: { stream: string; facts: readonly AnyFact[]; commandId: string }): Promise<void> {
  const { head } = await server.app.store.readStream(stream);
  const metadata = {
    schemaVersion: 1,
    controller: AGENCY,
    occurredAt: today,
    recordedAt: '2022-06-15T10:00:00.000Z',
    clock: 'ok',
    actor: worker,
    commandId,
    commandIndex: [0, 1],
    correlationId: commandId,
    rules: [],
    legalBasis: [],
    consentIds: [],
    grants: [],
  };
  await server.app.store.append(stream, head, facts.map(({ type, data }) => ({ id: v7(), type, data: data as JsonObject, metadata })));
}
