import { v5 } from 'uuid';
import { UnexpectedAnswer, type Answer, type Api, type User } from './api.ts';

type Kind = 'case' | 'person' | 'agency' | 'centre' | 'grant' | 'report' | 'referral';

export type Command = {
  readonly as: User;
  readonly on: readonly [kind: Kind, id: string];
  /** As in a route: `open-case`. */
  readonly command: string;
  readonly body?: object;
  /** Day of the year on which it happened. */
  readonly day: number;
  /** Tells two commands of the same name on one thing apart. */
  readonly nth?: number;
};

const DAY_MS = 86_400_000;
const zone = 'Africa/Niamey';
const plural = { case: 'cases', person: 'persons', agency: 'agencies', centre: 'centres', grant: 'grants', report: 'reports', referral: 'referrals' };

/** Where the story is played: ids and keys follow from the run, days from the year, and every answer is counted. */
export function createStage({ api, run, year }: { api: Api; run: string; year: number }) {
  const tally = { acknowledged: 0, events: 0, refused: 0 };
  /** Events acknowledged on each case, by staff or through a referral of it. */
  const onCase = new Map<string, number>();
  const caseOf = new Map<string, string>();
  const dayOf = (day: number) => new Date(Date.UTC(year, 0, 1) + (Math.min(day, 364) - 1) * DAY_MS).toISOString().slice(0, 10);
  const id = (name: string) => v5(name, run);

  async function give({ as, on: [kind, target], command, body = {}, day, nth = 0 }: Command): Promise<Answer> {
    const frame = { occurredAt: { value: dayOf(day), precision: 'day', zone } };
    const key = id(`key ${target} ${command} ${nth}`);
    return api.post(as, `/v1/${plural[kind]}/${target}/${command}`, { body: { ...frame, ...body }, key });
  }

  return {
    tally,
    onCase,
    /** A referral, as its partner knows it, belongs to this case. */
    belongs: (partnerId: string, caseId: string) => caseOf.set(partnerId, caseId),
    id,
    dayOf,
    day: (day: number) => ({ value: dayOf(day), precision: 'day' }),
    zone,
    today: () => ({ value: new Date().toLocaleDateString('sv-SE', { timeZone: zone }), precision: 'day' }),
    /** Must be stored. */
    async act(command: Command): Promise<Answer['body']> {
      const answer = await give(command);
      if (answer.status !== 201) throw new UnexpectedAnswer(command.command, answer);
      tally.acknowledged++;
      const events = (answer.body['events'] ?? answer.body['recorded']) as unknown[];
      tally.events += events.length;
      const [kind, target] = command.on;
      const caseId = kind === 'case' ? target : caseOf.get(target);
      if (caseId !== undefined) onCase.set(caseId, (onCase.get(caseId) ?? 0) + events.length);
      return answer.body;
    },
    /** Must be refused with this code; the story goes on. */
    async refused(command: Command, code: string): Promise<void> {
      const answer = await give(command);
      if (answer.body['code'] !== code) throw new UnexpectedAnswer(`${command.command}, to be refused with ${code}`, answer);
      tally.refused++;
    },
  };
}

export type Stage = ReturnType<typeof createStage>;

export const text = (words: string) => ({ text: words, lang: 'fra' });
