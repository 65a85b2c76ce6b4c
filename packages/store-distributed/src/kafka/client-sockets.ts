import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';
import { refuseOpenLogin, type KafkaSettings } from './kafka-settings.ts';

export type ClientSockets = {
  readonly create: ISocketFactory;
  /** Cuts every connection and refuses new ones. */
  cut(): void;
};

const KEEP_ALIVE_MS = 60_000;

/**
 * The sockets of one client, in our hands: kafkajs has no other end for a call that hangs, and its `disconnect` waits for answers.
 * A client that was given up goes on trying to connect for a while; without the refusal it would send after its caller was told of a failure.
 */
export function createClientSockets({ tls, login }: Pick<KafkaSettings, 'tls' | 'login'>): ClientSockets {
  const open = new Set<Socket>();
  let isCut = false;

  const create: ISocketFactory = ({ host, port, onConnect }) => {
    if (isCut) throw new Error('this client was given up');
    refuseOpenLogin({ tls, login }, host);
    const socket = tls === undefined ? connectPlain({ host, port }, onConnect) : connectTls({ host, port, ...certainty(host, tls.ca) }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    return socket;
  };

  return {
    create,
    cut: () => {
      isCut = true;
      for (const socket of open) socket.destroy(new Error('this client was given up')); // an error, because kafkajs does not listen for the close
    },
  };
}

const certainty = (host: string, ca: string | undefined) => ({
  ...(isIP(host) === 0 ? { servername: host } : {}),
  ...(ca === undefined ? {} : { ca }),
});
