/** The ways in which a secret could stand in a file: as it is, as text of some kind, at any place inside longer base64. */
export function secretForms(secret: Uint8Array): Buffer[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const texts = [hex, hex.toUpperCase(), bytes.toString('latin1'), bytes.toString('utf8'), bytes.join(','), bytes.join(', ')];
  return [
    bytes,
    ...[...texts, ...base64Forms(bytes, 'base64'), ...base64Forms(bytes, 'base64url')].map((text) => Buffer.from(text, 'utf8')),
  ];
}

/** Three bytes are four characters: three ways to stand inside a longer text, whose outermost characters depend on the neighbours. */
const base64Forms = (bytes: Buffer, encoding: 'base64' | 'base64url'): string[] =>
  [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString(encoding)
      .replaceAll('=', '');
    return text.slice(before === 0 ? 0 : before + 1, -1);
  });
