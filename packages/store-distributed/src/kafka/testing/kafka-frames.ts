/** Numbers of the protocol. */
export const apis = { produce: 0, fetch: 1, metadata: 3, offsetCommit: 8, joinGroup: 11, heartbeat: 12, initProducerId: 22 } as const;
export type Api = keyof typeof apis;

/** Cuts a stream of bytes into whole requests or answers, each with its length in front. */
export function createFrameReader(take: (frame: Buffer) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
      const end = 4 + rest.readInt32BE(0);
      take(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  };
}

export const requestOf = (frame: Buffer) => ({ api: frame.readInt16BE(4), correlation: frame.readInt32BE(8) });
export const answerTo = (frame: Buffer): number => frame.readInt32BE(4);

/** Whether a Metadata request of version 4 to 7 lets the broker make the topics that it asks for. */
export const asksForTopics = (frame: Buffer): boolean => frame.at(-1) === 1;

/** Of the first batch in a Produce request of version 3 to 8: -1 when it is not an idempotent one. */
export function producerIdOf(frame: Buffer): bigint {
  let at = 12; // behind length, api, version and correlation
  const skipText = (): void => {
    at += 2 + Math.max(0, frame.readInt16BE(at));
  };
  skipText(); // client id
  skipText(); // transactional id
  at += 2 + 4 + 4; // acks, timeout, number of topics
  skipText();
  at += 4 + 4 + 4; // number of partitions, partition, size of its records
  return frame.readBigInt64BE(at + 43);
}

/** The same answer with another port wherever it names the broker: clients are to come back through the proxy. Versions of kafkajs only. */
export function withPort(frame: Buffer, { host, port, instead }: { host: string; port: number; instead: number }): Buffer {
  const named = (to: number): Buffer => {
    const bytes = Buffer.alloc(2 + host.length + 4);
    bytes.writeInt16BE(host.length, 0);
    bytes.write(host, 2);
    bytes.writeInt32BE(to, 2 + host.length);
    return bytes;
  };
  const changed = Buffer.from(frame);
  for (let at = changed.indexOf(named(port)); at >= 0; at = changed.indexOf(named(port), at)) named(instead).copy(changed, at);
  return changed;
}
