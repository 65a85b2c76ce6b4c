import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StreamKind } from '@amana/domain/aggregate';
import type { Role } from '@amana/domain/roles';
import { POLICE } from '@amana/app/testing/embedded-app';
import { problemTable } from '@amana/http-api/problem-table';
import type { Answer } from '@amana/http-api/testing/http-test-server';
import type { ProblemRow } from '@amana/platform/problem';
import { v7 } from 'uuid';
import { badInputsOf, doors, exampleOf, kinds, pathOf, SECRET, type BadInput, type Door, type Setting } from './testing/bad-inputs.ts';
import { startCaseApi, type CaseApiServer } from './testing/case-api-server.ts';
import { makeMinimalStreams, sendReferral, type MinimalStream } from './testing/minimal-streams.ts';

const table = problemTable as unknown as Readonly<Record<string, ProblemRow>>;
const problem = {
  type: expect.stringMatching(/^urn:amana:problem:/),
  title: expect.any(String),
  status: expect.any(Number),
  detail: expect.any(String),
  code: expect.any(String),
  instance: expect.stringMatching(/^[\w-]{8,}$/),
};

/** Texts of the example that somebody typed: no codes, no dates, and nothing so short that it could be anywhere. */
function typedIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(typedIn);
  return typeof value === 'string' && value.length >= 6 && !/^([A-Za-z_]+|[\d-]+(T.*)?|Africa\/Niamey)$/.test(value) ? [value] : [];
}

function expectRefusal({ body, headers, status }: Answer, { code, pointers }: BadInput, language: 'fr' | 'en'): void {
  const row = table[code] as ProblemRow;
  expect(body).toEqual({ ...problem, ...(body['errors'] === undefined ? {} : { errors: expect.any(Array) }) });
  expect({ code: body['code'], title: body['title'], status: body['status'] }).toEqual({ code, title: row[language].title, status });
  expect(status).toBe(row.status);
  expect(String(body['detail'])).not.toMatch(/[{}]/);
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(headers.get('content-language')).toBe(language);
  expect(headers.get('cache-control')).toBe('no-store');
  if (pointers) expect((body['errors'] as { pointer: string }[]).filter(({ pointer }) => pointers.includes(pointer))).not.toEqual([]);
}

describe('bad input', () => {
  let server: CaseApiServer;
  let streams: Readonly<Record<StreamKind, MinimalStream>>;
  let referral: MinimalStream;
  const tokens = new Map<string, Promise<string>>();

  const token: Setting['token'] = (role, agency, claims = {}) => {
    const name = JSON.stringify([role, agency, claims]);
    const made = tokens.get(name) ?? server.tokenOf({ role, agency, ...claims });
    tokens.set(name, made);
    return made;
  };
  const settingOf = (door: Door): Setting => {
    const { id, commandId } = door.partner ? referral : streams[door.command.on.kind];
    return { door, id, usedKey: commandId, token };
  };

  beforeAll(async () => {
    server = await startCaseApi();
    streams = await makeMinimalStreams(server);
    const { partnerId } = await sendReferral(server, streams.case.id);
    await server.project();
    referral = { id: partnerId, commandId: v7() };
    const received = await server.ask(`/v1/referrals/${partnerId}/receive-referral`, {
      token: await token('PARTNER_PROVIDER', POLICE, { sub: 'user-partner-2' }),
      body: exampleOf(doors.find(({ title }) => title === 'ReceiveReferral (partner)') as Door),
      headers: { 'Idempotency-Key': referral.commandId },
    });
    expect(received.status).toBe(201);
    await server.project();
  });
  afterAll(() => server.close());

  /** The first of its kind is asked in both languages, the others in one of them. */
  async function expectRefused(bad: BadInput, index: number): Promise<string[]> {
    const languages = index === 0 ? (['en', 'fr'] as const) : ([index % 2 === 0 ? 'en' : 'fr'] as const);
    const answers = await Promise.all(languages.map((language) => server.ask(bad.path, { ...bad.ask, language })));
    for (const [at, language] of languages.entries()) expectRefusal(answers[at] as Answer, bad, language);
    expect(new Set(answers.map(({ body }) => body['detail'])).size).toBe(languages.length);
    return answers.map(({ text }) => text);
  }

  describe.each(doors)('$title', (door) => {
    it.each(kinds.filter(({ applies }) => applies?.(door) !== false))('$what', async (kind) => {
      const head = await server.app.store.head();
      server.lines.length = 0;
      const bads = await badInputsOf(kind, settingOf(door));
      expect(bads.length).toBeGreaterThan(0);
      const answers = (await Promise.all(bads.map(expectRefused))).flat();
      expect(await server.app.store.head()).toBe(head);
      expect(server.lines.filter((line) => line.includes('"msg":"request"'))).toHaveLength(answers.length);
      const said = [...answers, ...server.lines].join('\n');
      expect([SECRET, ...typedIn(exampleOf(door))].filter((text) => said.includes(text))).toEqual([]);
    });
  });

  it('covers every command of both doors, and each refuses in the same words what is nobody’s', async () => {
    const answers = await Promise.all(
      doors.map(async (door) => server.ask(pathOf(door, v7()), { token: await token(door.roles[0] as Role, POLICE), body: {}, headers: { 'Idempotency-Key': v7() } })),
    );
    expect(new Set(answers.map(({ body }) => body['code']))).toEqual(new Set(['FORBIDDEN', 'INVALID_BODY', 'RECORD_NOT_FOUND']));
  });
});
