import { describe, expect, it } from '@jest/globals';
import { isSafeAddress } from './endpoint-address.ts';

const safe = [
  'https://partner.example/amana?tenant=1',
  'https://partner.example:8443/',
  'https://10.0.0.7/alerts',
  'http://localhost:4000/alerts',
  'http://127.0.0.1/alerts',
  'http://127.8.8.8/alerts',
  'http://2130706433/alerts',
  'http://[::1]:4000/alerts',
];

const unsafe = [
  'http://partner.example/amana',
  'http://localhost.partner.example/',
  'http://127.0.0.1.partner.example/',
  'http://localhost@partner.example/',
  'http://10.0.0.7/',
  'http://0.0.0.0/',
  'http://[::2]/',
  'http://[::ffff:10.0.0.7]/',
  'https://user@partner.example/',
  'https://user:secret@partner.example/',
  'https://:secret@partner.example/',
  'https://partner.example/#alerts',
  'https://partner.example/#',
  'ftp://partner.example/',
];

describe('isSafeAddress', () => {
  it.each(safe)('accepts %s', (address) => {
    expect(isSafeAddress(address)).toBe(true);
  });

  it.each(unsafe)('refuses %s', (address) => {
    expect(isSafeAddress(address)).toBe(false);
  });
});
