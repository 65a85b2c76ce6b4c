import type { StoredEvent } from './stored-event.ts';

const position = 548n;

/**
 * The system event that a fresh node writes by itself, because of which $all is never empty. It is no part of the file: made
 * anew at each start, and left out where the file's own events begin before it (an embedded log counts from 1).
 */
export function scavengeMetadata(stored: readonly StoredEvent[], createdMs: number): StoredEvent[] {
  const [first] = stored;
  if (first !== undefined && first.position <= position) return [];
  return [
    {
      id: '9c9b4b9e-0000-4000-8000-000000000001',
      stream: '$$$scavenges',
      type: '$metadata',
      revision: 0n,
      position,
      isJson: true,
      data: Buffer.from('{"$maxAge":2592000,"$acl":{"$r":"$ops","$w":[],"$d":[],"$mr":[],"$mw":[]}}'),
      metadata: new Uint8Array(),
      createdMs: first?.createdMs ?? createdMs,
    },
  ];
}
