import { Agent, request } from 'node:http';

export type Posted = { readonly status: number; readonly body: string };

/** One connection that is kept, with one request at a time on it. Rejects where there is no answer. */
export function createConnection(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port } = new URL(url);
  return {
    post: (path: string, { token, key, body }: { token: string; key: string; body: string }): Promise<Posted> =>
      new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'idempotency-key': key };
        const sent = request({ agent, hostname, port, path, method: 'POST', headers }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
          answer.on('error', reject);
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
