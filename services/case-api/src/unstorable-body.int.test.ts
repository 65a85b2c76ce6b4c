import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AGENCY } from '@amana/app/testing/embedded-app';
import { v7 } from 'uuid';
import { startCaseApi, type CaseApiServer } from './testing/case-api-server.ts';

const identify = (locality: string) =>
  `{"occurredAt":{"value":"2022-06-15","precision":"day","zone":"Africa/Niamey"},"legalBasis":["PUBLIC_TASK"],"personId":"${v7()}","channel":"BORDER_POST","place":{"country":"NER","locality":${locality}},"indicators":[],"wayOfArrival":"BORDER_POST"}`;

describe('a body that JSON.parse takes and no log could hold', () => {
  let server: CaseApiServer;
  beforeAll(async () => {
    server = await startCaseApi();
  });
  afterAll(() => server.close());

  it.each([
    ['a lone surrogate', identify(String.raw`"\ud800"`)],
    ['a number beyond all numbers', identify('1e999')],
    ['a minus zero', identify('-0')],
    ['an integer beyond 2^53', identify('9007199254740993')],
  ])('%s is 400 MALFORMED_JSON, and nothing is stored', async (_what, text) => {
    const token = await server.tokenOf({ role: 'CASEWORKER', agency: AGENCY });
    const before = await server.app.store.head();
    const answer = await server.ask(`/v1/cases/${v7()}/identify-person`, {
      token,
      body: text,
      headers: { 'Idempotency-Key': v7(), 'Content-Type': 'application/json' },
    });
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status: 400, code: 'MALFORMED_JSON' });
    expect(await server.app.store.head()).toBe(before);
  });
});
