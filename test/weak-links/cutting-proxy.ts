import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Where a connection is lost: after so many bytes of what the client sends have gone on, or of what the server answers. */
export type Cut = { readonly of: 'request' | 'answer'; readonly after: number };

/** Hands on until so many bytes have passed; then, or when either side goes, the whole link is gone. */
function handOn(from: Socket, to: Socket, limit: number): void {
  let passed = 0;
  const lose = () => {
    from.destroy();
    to.destroy();
  };
  if (limit === 0) from.once('data', lose);
  from.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, limit - passed);
    passed += part.length;
    if (passed < limit) to.write(part);
    else to.write(part, lose); // what was to pass has passed
  });
  from.on('error', lose);
  from.once('close', lose);
}

/** A link that breaks: a proxy whose every connection is lost at the place that `cut` names for it. */
export async function startCuttingProxy(port: number, cut: Cut) {
  const server = createServer((client) => {
    const behind = connect({ port, host: '127.0.0.1' }).setNoDelay();
    handOn(client, behind, cut.of === 'request' ? cut.after : Number.POSITIVE_INFINITY);
    handOn(behind, client, cut.of === 'answer' ? cut.after : Number.POSITIVE_INFINITY);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => void (await once(server.close(), 'close')),
  };
}
