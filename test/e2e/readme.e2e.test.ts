import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { startStandalone } from '../testing/standalone-process.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

const blockAfter = (heading: string, language: string): string => {
  const block = new RegExp(`## ${heading}[\\s\\S]*?\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  if (block === undefined) throw new Error(`README.md has no ${language} block under "${heading}"`);
  return block;
};

type Answer = { events: { id: string }[] };
const withoutIds = (answer: Answer) => ({ ...answer, events: answer.events.map((event) => ({ ...event, id: 'an id' })) });

describe('README', () => {
  it('the request under "One request" works as it stands, gives the answer that is shown, and gives it again when it is repeated', async () => {
    await using amana = await startStandalone();
    const request = blockAfter('One request', 'bash').replaceAll('http://127.0.0.1:8080', amana.url).replaceAll('http://127.0.0.1:4010', amana.issuer);
    const send = () => JSON.parse(execFileSync('bash', ['-c', request], { encoding: 'utf8' })) as Answer;
    const first = send();
    expect(withoutIds(first)).toEqual(withoutIds(JSON.parse(blockAfter('One request', 'json')) as Answer));
    expect(send()).toEqual(first);
  });

  it('names two commands that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm (?:run )?(start|test|demo|dev|docs)\b/g)].map((match) => match[1] ?? '');
    expect(named).toEqual(expect.arrayContaining(['start', 'test']));
    for (const name of named) expect(scripts).toHaveProperty(name);
  });
});
