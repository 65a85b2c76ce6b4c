import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AGENCY, caseworker, POLICE } from '@amana/app/testing/embedded-app';
import { identificationFact } from '@amana/domain/case/identification/events';
import type { Answer } from '@amana/http-api/testing/http-test-server';
import { startQueryApi, type QueryApiServer } from './testing/query-api-server.ts';
import {
  as,
  CASE,
  consents,
  HEALTH,
  open,
  owner,
  partner,
  PARTNERS_REFERRAL,
  personStream,
  REFERRAL,
  tellStory,
} from './testing/story.ts';

const WITHHELD = { mark: 'WITHHELD' };
const stream = `case-${CASE}`;
const person = ({ body }: Answer) => body['person'] as Record<string, Record<string, unknown>>;

describe('what readers get, and what is recorded of it', () => {
  let server: QueryApiServer;
  beforeAll(async () => {
    server = await startQueryApi();
    await tellStory(server);
    await server.project();
  });
  afterAll(() => server.close());

  const lastReading = async () => (await server.readings()).at(-1);

  it('the caseworker sees the person; the revision is the ETag', async () => {
    const answer = await server.get(`/v1/cases/${CASE}`, owner);
    expect(answer.headers.get('etag')).toBe('"7"');
    expect(answer.body).toMatchObject({ caseId: CASE, revision: 7, controller: AGENCY, status: 'IDENTIFIED' });
    expect(person(answer)['identity']).toMatchObject({
      names: ['Aïcha Fictive'],
      sex: 'F',
      birthYear: 1990,
      contact: { phone: '+227 000' },
    });
    expect(await lastReading()).toEqual({
      userId: caseworker.userId,
      role: 'CASEWORKER',
      agencyId: AGENCY,
      purpose: 'CASEWORK',
      view: 'case',
      streams: [stream, personStream],
      classes: ['statistic', 'identity'],
    });
  });

  it.each(['NATIONAL_COORD', 'AUDITOR', 'DPO'])('%s sees coded facts, and marks where names and texts stand', async (role) => {
    const answer = await server.get(`/v1/cases/${CASE}`, as(role));
    expect(person(answer)['identity']).toMatchObject({ names: WITHHELD, contact: WITHHELD, sex: 'F', birthYear: 1990 });
    expect(answer.text).not.toContain('Fictive');
    expect(await lastReading()).toMatchObject({ role, classes: ['statistic'] });
  });

  it('a reader of a role without a part in the care sees marks only', async () => {
    const answer = await server.get(`/v1/cases/${CASE}`, as('PROFILER'));
    expect(person(answer)['identity']).toMatchObject({ names: WITHHELD, sex: WITHHELD });
  });

  it('the purpose is the one that the reader names', async () => {
    await server.get(`/v1/cases/${CASE}`, as('SUPERVISOR'), { headers: { 'Amana-Purpose': 'SECURITY' } });
    expect(await lastReading()).toMatchObject({ role: 'SUPERVISOR', purpose: 'SECURITY' });
  });

  it('a purpose that is none (CL-58) is refused, and no other is recorded in its place', async () => {
    const before = await server.readings();
    const { status, body } = await server.get(`/v1/cases/${CASE}`, as('SUPERVISOR'), { headers: { 'Amana-Purpose': 'CURIOSITY' } });
    expect({ status, code: body['code'], errors: body['errors'] }).toEqual({
      status: 400,
      code: 'INVALID_QUERY',
      errors: [expect.objectContaining({ pointer: '/Amana-Purpose' })],
    });
    expect(await server.readings()).toEqual(before);
  });

  it('knownAt shows what was known at an instant, happenedUntil what had happened by a day; both to those who replay', async () => {
    const known = await server.get(`/v1/cases/${CASE}?knownAt=2022-06-02T08:59:59Z`, as('AUDITOR'));
    expect({ opened: (known.body['identification'] as { caseNumber?: string }).caseNumber, ...person(known) }).toMatchObject({
      opened: undefined,
      identity: null,
    });
    const happened = await server.get(`/v1/cases/${CASE}?happenedUntil=2022-06-03`, as('AUDITOR'));
    expect(happened.body).toMatchObject({ identification: { caseNumber: 'ZR-2022-0001' }, referrals: {}, revision: 7 });
    expect(person(happened)['identity']).toMatchObject({ birthYear: 1990 });
    expect((await server.get(`/v1/cases/${CASE}?knownAt=2022-06-02T08:00:00Z`, owner)).status).toBe(403);
  });

  it('the history goes step by step through case and person, in pages, with marks', async () => {
    const { body } = await server.get(`/v1/cases/${CASE}/history?limit=2`, as('AUDITOR'));
    const steps = body['steps'] as Record<string, unknown>[];
    expect({ next: body['next'], types: steps.map(({ of, revision, type }) => [of, revision, type]) }).toEqual({
      next: 2,
      types: [
        ['case', 0, 'PersonIdentified'],
        ['person', 0, 'IdentityDetailsRecorded'],
      ],
    });
    expect(steps[1]).toEqual({
      of: 'person',
      revision: 0,
      eventId: expect.any(String),
      commandId: expect.any(String),
      type: 'IdentityDetailsRecorded',
      actor: caseworker,
      occurredAt: { value: '2022-06-02', precision: 'day', zone: 'Africa/Niamey' },
      recordedAt: '2022-06-02T09:00:00.000Z',
      clock: 'ok',
      rules: [],
      legalBasis: [],
      consentIds: [],
      grants: [],
      data: {
        caseId: CASE,
        names: WITHHELD,
        birthYear: 1990,
        sex: 'F',
        citizenship: ['NER'],
        languages: ['hau'],
        documents: WITHHELD,
        contact: WITHHELD,
        birthdate: WITHHELD,
      },
    });
    const rest = await server.get(`/v1/cases/${CASE}/history?from=2`, as('AUDITOR'));
    expect((rest.body['steps'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'CaseOpened',
      'VulnerabilityAssessed',
      'NeedsAssessed',
      'ConsentGranted',
      'ConsentGranted',
      'ReferralDrafted',
      'ReferralSent',
    ]);
    expect(rest.body).not.toHaveProperty('next');
    const known = await server.get(`/v1/cases/${CASE}/history?knownAt=2022-06-03T09:00:00Z`, as('AUDITOR'));
    expect(known.body['steps']).toHaveLength(3);
  });

  it('the packet holds what may be shared, and nothing by which the case could be found (I-62, DP-13, DP-15)', async () => {
    const answer = await server.get(`/v1/referrals/${PARTNERS_REFERRAL}`, partner);
    expect(answer.body).toEqual({
      referralId: PARTNERS_REFERRAL,
      service: 'MEDICAL',
      priority: 'URGENT',
      status: 'SENT',
      responseDueAt: '2022-06-09T09:00:00.000Z',
      categories: ['IDENTITY', 'LOCATION', 'VULNERABILITY'],
      notes: [{ text: 'Pour le poste de santé', lang: 'fra' }],
      data: {
        IDENTITY: { names: ['Aïcha Fictive'], sex: 'F', birthYear: 1990, citizenship: ['NER'], languages: ['hau'] },
        LOCATION: { country: 'NER', admin1: 'NE-7' },
        VULNERABILITY: { factors: [{ code: 'ARMED_CONFLICT', polarity: 'RISK', level: 'INDIVIDUAL' }], needs: [{ service: 'SHELTER', urgency: 'NORMAL' }] },
      },
    });
    expect(await lastReading()).toEqual({
      userId: 'user-reader-1',
      role: 'PARTNER_PROVIDER',
      agencyId: HEALTH,
      purpose: 'REFERRAL_RESPONSE',
      view: 'packet',
      streams: [stream, personStream],
      classes: ['statistic', 'identity'],
    });
  });

  it('no answer to a partner holds an id, a revision or a place of the case', async () => {
    const inbox = await server.get('/v1/referrals', partner);
    expect(inbox.body).toEqual({
      referrals: [
        {
          referralId: PARTNERS_REFERRAL,
          service: 'MEDICAL',
          priority: 'URGENT',
          status: 'SENT',
          underReview: false,
          responseDueAt: '2022-06-09T09:00:00.000Z',
          sentAt: '2022-06-06T09:00:00.000Z',
        },
      ],
    });
    const { events } = await server.deps.events.readStream(stream);
    const secrets = [
      CASE,
      personStream,
      personStream.slice('person-'.length),
      REFERRAL,
      ...Object.values(consents),
      'ZR-2022-0001',
      'Quartier',
      ...events.map(({ id }) => id),
    ];
    for (const answer of [
      inbox,
      await server.get(`/v1/referrals/${PARTNERS_REFERRAL}`, partner),
      await server.get('/v1/agencies', partner),
    ]) {
      const said = answer.text + JSON.stringify([...answer.headers]);
      expect(secrets.filter((secret) => said.includes(secret))).toEqual([]);
      expect(['etag', 'amana-position', 'amana-lag'].filter((name) => answer.headers.has(name))).toEqual([]);
      expect(answer.body).not.toHaveProperty('revision');
    }
  });

  it('who read the case is told with role, view and purpose, this very question included (DP-12)', async () => {
    const { body } = await server.get(`/v1/cases/${CASE}/readers`, as('DPO'));
    const readings = body['readings'] as Record<string, unknown>[];
    expect(readings[0]).toEqual({
      userId: caseworker.userId,
      role: 'CASEWORKER',
      agencyId: AGENCY,
      at: '2022-06-15T12:00:00.000Z',
      view: 'case',
      purpose: 'CASEWORK',
      classes: ['statistic', 'identity'],
    });
    expect(readings.at(-1)).toMatchObject({ role: 'DPO', view: 'readers', purpose: 'DATA_SUBJECT_REQUEST', classes: [] });
    expect(readings.map(({ view }) => view)).toContain('packet');
    expect(body).not.toHaveProperty('next');
  });

  it('readings go on from a place in the log of reads, of this era; another text than a place is refused', async () => {
    const { events } = await server.deps.access.readLog(undefined, { limit: 1_000 });
    const place = events.at(-2)?.position;
    const readers = (cursor: string) => server.get(`/v1/cases/${CASE}/readers?cursor=${cursor}`, as('DPO'));
    const { era } = server.log;
    const { body } = await readers(`${era}.${String(place)}`);
    expect((body['readings'] as { view: string }[]).map(({ view }) => view)).toEqual(['readers', 'readers']);
    for (const cursor of ['mine', String(place), `${era}.`, `${era}.x`]) expect((await readers(cursor)).body['code']).toBe('CURSOR_INVALID');
    expect(await readers(`${CASE}.${String(place)}`)).toMatchObject({ status: 409, body: { code: 'WRONG_ERA' } });
  });
});

describe('the identifying agency', () => {
  it('reads its case without what is sealed until it is opened, and not after it', async () => {
    const server = await startQueryApi();
    try {
      await tellStory(server, { until: 'identified' });
      const police = as('FIRST_RESPONDER', POLICE);
      const before = await server.get(`/v1/cases/${CASE}`, police);
      expect(before.body).toMatchObject({ caseId: CASE, revision: 0, status: 'IDENTIFIED', identification: { country: WITHHELD } });
      await open(server);
      const after = await server.get(`/v1/cases/${CASE}`, police);
      expect({ status: after.status, code: after.body['code'] }).toEqual({ status: 404, code: 'RECORD_NOT_FOUND' });
    } finally {
      await server.close();
    }
  });
});

describe('a case in which newer code has written', () => {
  it('is 500 for its readers until this program is upgraded; other cases are read', async () => {
    const server = await startQueryApi();
    try {
      await tellStory(server, { until: 'identified' });
      const other = randomUUID();
      const found = { personId: randomUUID(), channel: 'BORDER_POST', place: { country: 'NER' }, wayOfArrival: 'BORDER_POST' } as const;
      await server.tell(`case-${other}`, [identificationFact('PersonIdentified', { ...found, indicators: [] })]);
      const { head, events } = await server.deps.events.readStream(stream);
      await server.deps.events.append(stream, head, [{ id: randomUUID(), type: 'CaseTeleported', data: {}, metadata: events[0]?.metadata ?? {} }]);
      const asked = await Promise.all([CASE, other].map((id) => server.get(`/v1/cases/${id}`, as('AUDITOR'))));
      expect(asked.map(({ status, body }) => [status, body['code']])).toEqual([
        [500, 'INTERNAL'],
        [200, undefined],
      ]);
    } finally {
      await server.close();
    }
  });
});
