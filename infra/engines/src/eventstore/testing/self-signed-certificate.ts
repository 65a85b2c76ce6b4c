import { generateKeyPairSync, sign } from 'node:crypto';

/** PEM texts. */
export type Certificate = { certificate: string; key: string };

/** A certificate for localhost and 127.0.0.1 with a key of its own, made anew each time: no private key lies in the repository. */
export function selfSignedCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(objectId.commonName, der(utf8String, Buffer.from('localhost')))));
  const toBeSigned = sequence(
    der(explicit(0), der(integer, Buffer.of(2))), // version 3
    der(integer, Buffer.of(1)),
    sequence(objectId.ecdsaWithSha256),
    name,
    sequence(der(utcTime, Buffer.from('200101000000Z')), der(utcTime, Buffer.from('491231235959Z'))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(explicit(3), sequence(isItsOwnAuthority, namesOfThisMachine)),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = sequence(toBeSigned, sequence(objectId.ecdsaWithSha256), der(bitString, Buffer.of(0), signature));
  return { certificate: pem('CERTIFICATE', certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
}

const [boolean, integer, bitString, octetString, oid, utf8String, utcTime] = [0x01, 0x02, 0x03, 0x04, 0x06, 0x0c, 0x17];
const explicit = (number: number): number => 0xa0 + number;
const implicit = (number: number): number => 0x80 + number;

/** Tag, length and value, as every part of a certificate is written (X.690). */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), value]);
  return Buffer.concat([length < 0x100 ? Buffer.of(tag, 0x81, length) : Buffer.of(tag, 0x82, length >> 8, length & 0xff), value]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const set = (...parts: Buffer[]): Buffer => der(0x31, ...parts);

const objectId = {
  commonName: der(oid, Buffer.of(0x55, 0x04, 0x03)),
  ecdsaWithSha256: der(oid, Buffer.from('2a8648ce3d040302', 'hex')),
  basicConstraints: der(oid, Buffer.of(0x55, 0x1d, 0x13)),
  subjectAltName: der(oid, Buffer.of(0x55, 0x1d, 0x11)),
};

const isItsOwnAuthority = sequence(objectId.basicConstraints, der(octetString, sequence(der(boolean, Buffer.of(0xff)))));
const namesOfThisMachine = sequence(
  objectId.subjectAltName,
  der(octetString, sequence(der(implicit(2), Buffer.from('localhost')), der(implicit(7), Buffer.of(127, 0, 0, 1)))),
);

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
