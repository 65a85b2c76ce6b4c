import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { signWebhook } from './sign-webhook.ts';

const id = '5b1c6f3e-5555-5666-8777-888888888888';
const body = '{"type":"referral.sent","note":"é"}';
const newest = new Uint8Array(32).fill(7);
const older = new Uint8Array(32).fill(9);
const base64 = (secret: Uint8Array) => Buffer.from(secret).toString('base64');

describe('signed headers', () => {
  it('are what the specification says: HMAC-SHA256 over id, seconds and the exact body', () => {
    const at = '2022-06-15T10:00:00.987Z';
    const seconds = Date.parse('2022-06-15T10:00:00.000Z') / 1_000;
    const hmac = createHmac('sha256', newest).update(`${id}.${seconds}.${body}`).digest('base64');
    expect(signWebhook({ id, at, body, secrets: [newest] })).toEqual({
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${hmac}`,
    });
  });

  it('verify with either secret during a rotation, and with no other', () => {
    const headers = signWebhook({ id, at: new Date().toISOString(), body, secrets: [newest, older] });
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of [newest, older]) expect(new Webhook(`whsec_${base64(secret)}`).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(base64(new Uint8Array(32))).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(base64(newest)).verify(`${body} `, headers)).toThrow('No matching signature');
  });
});
