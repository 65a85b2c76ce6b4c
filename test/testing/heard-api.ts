import { commands, routeName } from '@amana/domain/catalogue';
import type { Command } from '@amana/domain/command-definition';
import type { Answer, Api, User } from '../demo/api.ts';

export type Body = { readonly [name: string]: unknown };
export type Given = {
  readonly command: Command<never>;
  readonly as: User;
  readonly path: string;
  readonly key: string;
  readonly body: Body;
  readonly answer: Answer;
};

const byRoute = new Map(commands.map((command) => [routeName(command.name), command]));

/** The command that a path gives: `/v1/cases/{id}/open-case`. */
function commandOf(path: string): Command<never> {
  const command = byRoute.get(path.split('/').at(-1) ?? '');
  if (!command) throw new Error(`no command of the catalogue has the route ${path}`);
  return command;
}

/** Hears what a story sends and what it is answered; `change` may put another body in the place of the story's, before it is sent. */
export function hear(
  api: Api,
  change: (command: Command<never>, body: Body, as: User) => Body = (_command, body) => body,
): { api: Api; given: Given[] } {
  const given: Given[] = [];
  const post: Api['post'] = async (as, path, { body, key }) => {
    const command = commandOf(path);
    const changed = change(command, body as Body, as);
    const answer = await api.post(as, path, { body: changed, key });
    given.push({ command, as, path, key, body: changed, answer });
    return answer;
  };
  return { api: { ...api, post }, given };
}
