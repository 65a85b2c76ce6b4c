import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPostWebhook } from './post-webhook.ts';
import { startPartner, type PartnerServer } from './testing/partner-server.ts';
import { parseAllowedHosts } from './webhook-address.ts';

/** Says these bytes to whoever connects, and never ends. */
async function saying(bytes: string) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).resume();
    socket.write(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => new Promise((closed) => server.close(closed)) };
}

describe('one POST to a partner', () => {
  let partner: PartnerServer;
  beforeEach(async () => {
    partner = await startPartner();
  });
  afterEach(() => partner.close());

  const post = (url = partner.url, { timeoutMs = 2_000, allowed = partner.host } = {}) =>
    createPostWebhook({ allowed: parseAllowedHosts(allowed), timeoutMs })({ url, headers: { 'webhook-id': 'a1' }, body: '{"note":"é"}' });

  it('sends the exact bytes with our headers, over a connection of its own', async () => {
    expect(await post(`${partner.url}?tenant=7`)).toEqual({ kind: 'answered', status: 204, retryAfter: undefined });
    await post();
    expect(partner.hits[0]).toEqual({
      method: 'POST',
      path: '/amana?tenant=7',
      headers: {
        'webhook-id': 'a1',
        'content-type': 'application/json',
        'content-length': '13',
        'user-agent': 'Amana',
        host: partner.host,
        connection: 'close',
      },
      body: '{"note":"é"}',
      alertId: 'a1',
    });
    expect(partner.connections()).toBe(2);
  });

  it('says the status and Retry-After, whatever they are', async () => {
    partner.answer(() => ({ status: 503, headers: { 'retry-after': '120' } }));
    expect(await post()).toEqual({ kind: 'answered', status: 503, retryAfter: '120' });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect (%i)', async (status) => {
    const other = await startPartner();
    partner.answer(() => ({ status, headers: { location: other.url } }));
    expect(await post(partner.url, { allowed: `${partner.host},${other.host}` })).toMatchObject({ kind: 'answered', status });
    expect({ connections: other.connections(), hits: partner.hits.length }).toEqual({ connections: 0, hits: 1 });
    await other.close();
  });

  it('throws an answer’s body away and reads no more of it than its cap', async () => {
    const flood = await saying(`HTTP/1.1 200 OK\r\ncontent-length: 999999999\r\n\r\n${'x'.repeat(100_000)}`);
    const began = performance.now();
    expect(await post(`http://${flood.host}/`, { allowed: flood.host, timeoutMs: 15_000 })).toEqual({
      kind: 'answered',
      status: 200,
      retryAfter: undefined,
    });
    expect(performance.now() - began).toBeLessThan(10_000);
    await flood.close();
  });

  it('waits so long for an answer, connecting included', async () => {
    partner.answer(() => new Promise(() => undefined));
    expect(await post(partner.url, { timeoutMs: 50 })).toEqual({ kind: 'failed', reason: 'TIMEOUT' });
  });

  it('a status that came in time counts, also where its body never ends', async () => {
    const endless = await saying('HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\nx');
    expect(await post(`http://${endless.host}/`, { allowed: endless.host, timeoutMs: 50 })).toMatchObject({
      kind: 'answered',
      status: 200,
    });
    await endless.close();
  });

  it('a cut connection, a closed port and nonsense are failures with a code', async () => {
    partner.answer(() => undefined);
    expect(await post()).toEqual({ kind: 'failed', reason: 'ECONNRESET' });
    const { url } = partner;
    await partner.close();
    expect(await post(url)).toEqual({ kind: 'failed', reason: 'ECONNREFUSED' });
    partner = await startPartner();
    const nonsense = await saying('hello\r\n\r\n');
    expect(await post(`http://${nonsense.host}/`, { allowed: nonsense.host })).toEqual({ kind: 'failed', reason: 'HPE_INVALID_CONSTANT' });
    await nonsense.close();
  });

  it('a name that does not exist is a failure, to be tried again', async () => {
    expect(await post('https://partner.invalid/')).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    });
  });

  describe('to a private, loopback or literal address that the operator does not allow makes no connection', () => {
    it.each(['127.0.0.1', 'localhost', '[::1]', '0x7f.1', '2130706433', '0177.0.0.1', '[::ffff:127.0.0.1]', '0.0.0.0'])(
      '%s',
      async (host) => {
        for (const scheme of ['http', 'https']) {
          expect(await post(`${scheme}://${host}:${partner.port}/amana`, { allowed: '' })).toEqual({ kind: 'refused' });
        }
        expect(partner.connections()).toBe(0);
      },
    );

    it('is told from the same server under an allowed one', async () => {
      expect(await post(`http://2130706433:${partner.port}/amana`)).toMatchObject({ kind: 'answered', status: 204 });
      expect(await post(`http://localhost:${partner.port}/amana`)).toEqual({ kind: 'refused' });
      expect(partner.connections()).toBe(1);
    });

    it('what is no URL is refused, too', async () => {
      expect(await post('not a url')).toEqual({ kind: 'refused' });
    });
  });
});
