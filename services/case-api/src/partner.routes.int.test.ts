import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AGENCY, POLICE } from '@amana/app/testing/embedded-app';
import type { Role } from '@amana/domain/roles';
import type { Answer } from '@amana/http-api/testing/http-test-server';
import { v7 } from 'uuid';
import { doors, exampleOf, pathOf, type Door } from './testing/bad-inputs.ts';
import { startCaseApi, type CaseApiServer } from './testing/case-api-server.ts';
import { makeMinimalStreams, revokeReferral, sendReferral } from './testing/minimal-streams.ts';

describe('the partners’ door', () => {
  let server: CaseApiServer;
  let caseId: string;
  let referral: Awaited<ReturnType<typeof sendReferral>>;
  beforeEach(async () => {
    server = await startCaseApi();
    caseId = (await makeMinimalStreams(server)).case.id;
    referral = await sendReferral(server, caseId);
    await server.project();
  });
  afterEach(() => server.close());

  type Sent = { id?: string; key?: string; body?: object; role?: Role; agency?: string; ifMatch?: string };
  async function send(name: string, { id = referral.partnerId, key = v7(), body = {}, role = 'PARTNER_PROVIDER', agency = POLICE, ifMatch }: Sent = {}): Promise<Answer> {
    const door = doors.find(({ title }) => title === `${name} (partner)`) as Door;
    return server.ask(pathOf(door, id), {
      token: await server.tokenOf({ role, agency }),
      body: { ...exampleOf(door), ...body },
      headers: { 'Idempotency-Key': key, ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }) },
    });
  }
  const typesOf = async (of = caseId) => (await server.app.store.readStream(`case-${of}`)).events.map(({ type }) => type);

  /** Nothing that leads to the case or tells where it or the log stands. */
  function expectNothingOfTheCase({ headers, text }: Answer): void {
    expect([headers.get('etag'), headers.get('amana-position')]).toEqual([null, null]);
    expect([caseId, referral.referralId, AGENCY, server.log.era, '"revision"', '"position"'].filter((told) => text.includes(told))).toEqual([]);
  }

  it('I-64: records what the partner says of its referral, names the referral by the partner’s id, and says the same to a repeat', async () => {
    const key = v7();
    const answer = await send('AcceptReferral', { key });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 201, body: { referralId: referral.partnerId, recorded: ['ReferralAccepted'] } });
    expectNothingOfTheCase(answer);
    expect(await send('AcceptReferral', { key })).toMatchObject({ status: 201, text: answer.text });
    expect(await typesOf()).toEqual(['PersonIdentified', 'ReferralDrafted', 'ReferralSent', 'ReferralAccepted']);
    const last = (await server.app.store.readStream(`case-${caseId}`)).events.at(-1);
    expect(last).toMatchObject({ data: { referralId: referral.referralId }, metadata: { controller: AGENCY, actor: { role: 'PARTNER_PROVIDER', agencyId: POLICE } } });
  });

  it('a key counts within one referral: used on another of the same case it is another command, and neither answer links the two', async () => {
    const other = await sendReferral(server, caseId);
    await server.project();
    const key = v7();
    expect((await send('AcceptReferral', { key })).body).toEqual({ referralId: referral.partnerId, recorded: ['ReferralAccepted'] });
    expect((await send('AcceptReferral', { key, id: other.partnerId })).body).toEqual({ referralId: other.partnerId, recorded: ['ReferralAccepted'] });
    expect((await typesOf()).filter((type) => type === 'ReferralAccepted')).toHaveLength(2);
    expect(await send('AcceptReferral', { key, body: { appointmentAt: '2022-06-21T08:00:00Z' } })).toMatchObject({ status: 422, body: { code: 'KEY_REUSED' } });
  });

  it('another partner’s referral, the case’s own id for it, and what does not exist are not found', async () => {
    const stranger = await send('AcceptReferral', { agency: AGENCY });
    const nobodys = [await send('AcceptReferral', { id: v7() }), await send('AcceptReferral', { id: referral.referralId }), await send('AcceptReferral', { id: caseId })];
    for (const answer of [stranger, ...nobodys]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'RECORD_NOT_FOUND', detail: stranger.body['detail'] } });
      expectNothingOfTheCase(answer);
    }
    expect(await typesOf()).not.toContain('ReferralAccepted');
  });

  it('that others keep writing to the case is told as a moment’s wait, with no word of them', async () => {
    await server.close();
    server = await startCaseApi({ handle: async () => ({ outcome: 'conflict' }) });
    const { partnerId } = await sendReferral(server, (await makeMinimalStreams(server)).case.id);
    await server.project();
    const answer = await send('AcceptReferral', { id: partnerId });
    expect(answer).toMatchObject({ status: 503, body: { code: 'NOT_YET_READABLE' } });
    expect(answer.headers.get('retry-after')).toBe('2');
  });

  it('who may not answer referrals at all is told so, and not whether this one exists', async () => {
    for (const id of [referral.partnerId, v7()]) {
      expect(await send('AcceptReferral', { id, role: 'DONOR' })).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
  });

  it('while the inbox is behind the log, nobody is told that a referral does not exist', async () => {
    const late = await sendReferral(server, caseId);
    const answer = await send('AcceptReferral', { id: late.partnerId });
    expect(answer).toMatchObject({ status: 503, body: { code: 'NOT_YET_READABLE' } });
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(await send('AcceptReferral', { id: v7() })).toMatchObject({ status: 503 });
    await server.project();
    expect(await send('AcceptReferral', { id: late.partnerId })).toMatchObject({ status: 201 });
    await server.project();
    expect(await send('AcceptReferral', { id: v7() })).toMatchObject({ status: 404 });
  });

  it('a refusal that is about the case says only that the referral is not open', async () => {
    await send('AcceptReferral');
    const delivery = { type: 'MEDICAL', serviceId: v7() };
    const answer = await send('RecordServiceDelivery', { body: delivery });
    expect(answer).toMatchObject({ status: 409, body: { code: 'REFERRAL_NOT_OPEN' } });
    expect(answer.body['errors']).toBeUndefined();
    expectNothingOfTheCase(answer);
    const staff = await server.ask(`/v1/cases/${caseId}/record-service-delivery`, {
      token: await server.tokenOf({ role: 'CASEWORKER', agency: AGENCY }),
      body: { ...exampleOf(doors.find(({ title }) => title === 'RecordServiceDelivery') as Door), ...delivery },
      headers: { 'Idempotency-Key': v7() },
    });
    expect(staff).toMatchObject({ status: 409, body: { code: 'CASE_NOT_OPEN' } });
  });

  it('a refusal about the partner’s own referral, or about what it sent, says what it is', async () => {
    expect(await send('StartService')).toMatchObject({ status: 409, body: { code: 'WRONG_REFERRAL_STATE' } });
    await send('AcceptReferral');
    expect(await send('RecordServiceDelivery', { body: { type: 'PSYCHOSOCIAL', serviceId: v7() } })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/type' }] } });
    await revokeReferral(server, { caseId, referralId: referral.referralId });
    const revoked = await send('StartService');
    expect(revoked).toMatchObject({ status: 409, body: { code: 'WRONG_REFERRAL_STATE', detail: expect.stringContaining('REVOKED') } });
    expectNothingOfTheCase(revoked);
  });

  it('a case that has become too long to be written to is not spoken of either', async () => {
    const { app } = server;
    const [first] = (await app.store.readStream(`case-${caseId}`)).events;
    for (let at = 2; at < 10_000; at += 500) {
      const data = { userId: 'user-caseworker-1', from: { value: '2022', precision: 'year' } };
      const events = Array.from({ length: 500 }, () => ({ id: v7(), type: 'CaseworkerAssigned', data, metadata: { ...first?.metadata, commandId: v7() } }));
      await app.store.append(`case-${caseId}`, at, events);
    }
    await server.project();
    const answer = await send('AcceptReferral');
    expect(answer).toMatchObject({ status: 409, body: { code: 'REFERRAL_NOT_OPEN' } });
    expectNothingOfTheCase(answer);
  });

  it('an If-Match is not heard: a partner knows no revision', async () => {
    expect(await send('AcceptReferral', { ifMatch: '"99"' })).toMatchObject({ status: 201 });
  });
});
