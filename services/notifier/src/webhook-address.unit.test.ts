import { describe, expect, it } from '@jest/globals';
import { kindOfAddress, parseAllowedHosts } from './webhook-address.ts';

const nobody = parseAllowedHosts('');
const kind = (url: string, allowed = nobody) => kindOfAddress(new URL(url), allowed);

describe('addresses of webhooks', () => {
  it('over TLS to a name are public: what the name leads to is checked when connecting', () => {
    expect(kind('https://partner.example/amana')).toBe('PUBLIC');
    expect(kind('https://partner.example:8443/amana')).toBe('PUBLIC');
    expect(kind('https://localhost/')).toBe('PUBLIC');
  });

  it.each([
    'http://partner.example/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00::1]/',
    'https://0.0.0.0/',
    'https://169.254.169.254/latest/meta-data',
    'https://93.184.216.34/',
    'ftp://partner.example/',
  ])('%s is refused: not over TLS, or no name', (url) => {
    expect(kind(url)).toBe('REFUSED');
  });

  it('are the operator’s where host and port are on the list, in any spelling', () => {
    const allowed = parseAllowedHosts(' 127.0.0.1:4010 , Partner.Local:80,[::1]:9000,partner.local:443 ');
    expect([...allowed]).toEqual(['127.0.0.1:4010', 'partner.local:80', '[::1]:9000', 'partner.local:443']);
    expect(kind('http://127.0.0.1:4010/hook', allowed)).toBe('OPERATOR');
    expect(kind('http://2130706433:4010/hook', allowed)).toBe('OPERATOR');
    expect(kind('http://partner.local/', allowed)).toBe('OPERATOR');
    expect(kind('https://partner.local/', allowed)).toBe('OPERATOR');
    expect(kind('http://[0:0:0:0:0:0:0:1]:9000/', allowed)).toBe('OPERATOR');
    expect(kind('http://127.0.0.1:4011/hook', allowed)).toBe('REFUSED');
    expect(kind('http://partner.local:8080/', allowed)).toBe('REFUSED');
    expect(kind('http://sub.partner.local/', allowed)).toBe('REFUSED');
  });

  it.each(['partner.local', 'http://partner.local:80', 'partner.local:80/path', 'user@partner.local:80', 'a b:80', ':80'])(
    'a list with %j is refused, without repeating it',
    (text) => {
      expect(() => parseAllowedHosts(text)).toThrow(
        expect.objectContaining({
          code: 'CONFIG_INVALID',
          message: 'AMANA_WEBHOOK_ALLOW_HOSTS is a list of host:port, separated by commas',
        }),
      );
    },
  );
});
