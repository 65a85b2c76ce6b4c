import type { Clock } from '@amana/platform/clock';
import type { CommandTools } from './command-tools.ts';
import type { Actions } from './program.ts';
import { tableOf } from './table-of.ts';

type Parked = { readonly recipient: string; readonly reason: string; readonly count: number; readonly oldest: string };

export type AlertInside = {
  readonly deliveries: { parked(): Promise<readonly Parked[]>; unpark(recipient: string, now: string): Promise<number> };
  readonly clock: Pick<Clock, 'now'>;
};

export type AlertTools = Pick<CommandTools, 'say' | 'texts'> & {
  /** Opens the deliveries for as long as `use` takes. */
  readonly inside: (use: (deps: AlertInside) => Promise<number>) => Promise<number>;
};

/** `alerts`: agencies, codes and counts only, never what an alert is about. Resolves to its exit code; throws what the stores throw. */
export function alertCommands({ inside, say, texts }: AlertTools): Pick<Actions, 'alerts'> {
  const words = texts.alerts;

  async function list({ deliveries }: AlertInside): Promise<string> {
    const lines = (await deliveries.parked()).map(({ recipient, reason, count, oldest }) => [recipient, reason, String(count), oldest]);
    return lines.length === 0 ? words.nothingParked : `${tableOf([words.heads, ...lines])}\n${words.howToSend}`;
  }

  async function letGo(agency: string, { deliveries, clock }: AlertInside): Promise<string> {
    const count = await deliveries.unpark(agency, clock.now().recordedAt);
    return count === 0 ? words.notParked(agency) : words.letGo(count, agency);
  }

  return {
    alerts: ({ send }) =>
      inside(async (deps) => {
        say(await (send === undefined ? list(deps) : letGo(send, deps)));
        return 0;
      }),
  };
}
