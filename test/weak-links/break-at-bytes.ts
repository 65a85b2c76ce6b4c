import { v5 } from 'uuid';
import { atOnce } from '../demo/at-once.ts';
import { devToken } from '../demo/dev-token.ts';
import { exchange, requestBytes, statusesIn, type Header } from '../http/raw-exchange.ts';
import { isOfTheSystem, logOf } from '../testing/log-of.ts';
import { somePerson } from '../testing/some-bodies.ts';
import { startUnlimited } from '../testing/start-unlimited.ts';
import { startCuttingProxy, type Cut } from './cutting-proxy.ts';

const AT_ONCE = 12;
const AGENCY = '0193c5a0-0000-7000-8000-00000000a9e1';
/** Seconds and counts in the head of an answer have more digits or fewer. */
const MOST_DIGITS = 8;

export type BrokenLinks = {
  readonly cuts: number;
  /** So many times the client had some of the body before the link broke. */
  readonly heardInPart: number;
  readonly faults: readonly string[];
};

/** What a client takes from an answer; the rest of the head (date, request id) is of the sending. */
function taken(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim();
  return { status: statusesIn(head)[0], etag: header('ETag'), position: header('Amana-Position'), body };
}
type Taken = ReturnType<typeof taken>;

/** What is wrong, if anything: the link broke elsewhere, or a repeat was told something else than what had been heard before. */
function faultOf(cut: Cut, { broken, repeats }: { broken: string; repeats: readonly Taken[] }): string | undefined {
  const missing = (cut.of === 'answer' ? cut.after : 0) - broken.length;
  if (missing < 0 || missing > MOST_DIGITS) return `heard ${broken.length} bytes`;
  const [first] = repeats;
  if (first?.status !== 201 || first.etag !== '"0"' || first.position === undefined) return `answered ${JSON.stringify(first)}`;
  if (repeats.some((repeat) => JSON.stringify(repeat) !== JSON.stringify(first))) return `answered differently: ${JSON.stringify(repeats)}`;
  return first.body.startsWith(taken(broken).body) ? undefined : `heard ${taken(broken).body}, then ${first.body}`;
}

const nameOf = ({ of, after }: Cut) => `${of} ${after}`;

/** One command for each name, all of the same size; each begins a case of its own. */
function commandsOf({ token, run }: { token: string; run: string }) {
  const keyOf = (name: string) => v5(`key ${name}`, run);
  const bytesOf = (name: string): Buffer => {
    const body = JSON.stringify({ ...somePerson, personId: v5(`person ${name}`, run) });
    const headers: Header[] = [['Authorization', `Bearer ${token}`], ['Content-Type', 'application/json'], ['Idempotency-Key', keyOf(name)], ['Connection', 'close']];
    return requestBytes({ path: `/v1/cases/${v5(`case ${name}`, run)}/identify-person`, headers, body });
  };
  return { keyOf, bytesOf };
}

const placesIn = (length: number, stride: number): number[] =>
  Array.from({ length }, (_, after) => after).filter((after) => after % stride === 0 || after > length - 4);

/**
 * A client of the running program whose link breaks after each n-th byte of its command, and of the answer; then it sends the command
 * twice more at once. Every `stride`-th byte is such a place, and the last ones of each always.
 */
export async function breakAtBytes({ run, stride }: { run: string; stride: number }): Promise<BrokenLinks> {
  await using amana = await startUnlimited();
  const port = Number(new URL(amana.url).port);
  const token = await devToken(amana.issuer, { role: 'CASEWORKER', agency: AGENCY });
  const { keyOf, bytesOf } = commandsOf({ token, run });
  const unbroken = (await exchange(port, { bytes: bytesOf('whole') })).text;
  const cuts: Cut[] = [
    ...placesIn(bytesOf('whole').length, stride).map((after) => ({ of: 'request', after }) as const),
    ...placesIn(unbroken.length, stride).map((after) => ({ of: 'answer', after }) as const),
  ];

  const faults: string[] = [];
  let heardInPart = 0;
  await atOnce(AT_ONCE, cuts, async (cut) => {
    const bytes = bytesOf(nameOf(cut));
    await using link = await startCuttingProxy(port, cut);
    const { text: broken } = await exchange(link.port, { bytes });
    const repeats = (await Promise.all([exchange(port, { bytes }), exchange(port, { bytes })])).map(({ text }) => taken(text));
    const fault = faultOf(cut, { broken, repeats });
    if (fault !== undefined) faults.push(`${nameOf(cut)}: ${fault}`);
    if (taken(broken).body !== '') heardInPart += 1;
  });

  await amana.kill('SIGTERM');
  const stored = (await logOf(amana.folder)).filter((event) => !isOfTheSystem(event)).map(({ metadata }) => metadata['commandId'] as string);
  const sent = ['whole', ...cuts.map(nameOf)].map(keyOf);
  if (JSON.stringify(stored.toSorted()) !== JSON.stringify(sent.toSorted())) faults.push(`${sent.length} commands were sent, ${stored.length} events stored`);
  return { cuts: cuts.length, heardInPart, faults };
}
