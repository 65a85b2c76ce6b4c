import { describe, expect, it } from '@jest/globals';
import { runTopics, type TopicReport } from './run-topics.ts';
import { textsOf } from './texts.ts';

async function said(report: Partial<TopicReport>, language: 'fr' | 'en' = 'en'): Promise<string[]> {
  const lines: string[] = [];
  await runTopics(async () => ({ created: [], existing: [], different: [], copies: 3, ...report }), { say: (text) => void lines.push(text), texts: textsOf(language) });
  return lines;
}

describe('topics', () => {
  it('says what was created and what was there', async () => {
    expect(await said({ created: ['a', 'b'] })).toEqual(['Created (copies: 3): a, b. There already: none.']);
    expect(await said({ existing: ['a', 'b'] }, 'fr')).toEqual(['Créés (copies : 3) : aucun. Déjà là : a, b.']);
  });

  it('says what is there with other settings, and that nothing was changed about it', async () => {
    const different = [{ topic: 'a', setting: 'retention.ms', wanted: '1', found: '2' }];
    expect((await said({ existing: ['a'], different }))[1]).toBe('Warning: a has retention.ms = 2, not 1; it was left as it is.');
    expect((await said({ existing: ['a'], different }, 'fr'))[1]).toBe('Attention : a a retention.ms = 2, et non 1 ; il a été laissé tel quel.');
  });

  it('warns of a new topic of which each message has one copy only', async () => {
    expect(await said({ created: ['a'], copies: 1 })).toHaveLength(2);
    expect(await said({ existing: ['a'], copies: 1 })).toHaveLength(1);
  });

  it('fails as the brokers do', async () => {
    await expect(runTopics(() => Promise.reject(new Error('gone')), { say: () => undefined, texts: textsOf('en') })).rejects.toThrow('gone');
  });
});
