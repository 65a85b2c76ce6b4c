import { expect } from '@jest/globals';
import { fold, idOfStream, type Aggregate, type StreamFacts } from '../aggregate.ts';
import type { Command, CommandActor, Example } from '../command-definition.ts';
import type { Frame } from '../command-frame.ts';
import type { DomainEvent } from '../event-definition.ts';
import { writtenSchema } from '../field-schemas.ts';
import { rejectionCodes, type RejectionCode } from '../rejection-codes.ts';
import { isRejection } from '../rejection.ts';
import { placeholdersOf } from './placeholders.ts';
import { recordedFact, type Given } from './recorded-fact.ts';

type When = {
  frame?: Partial<Frame>;
  actor?: Partial<CommandActor>;
  now?: string;
  context?: Readonly<Record<string, unknown>>;
  referralId?: string;
};

export const AGENCY = '0193c5a0-0000-7000-8000-00000000a9e1';
export const OTHER_AGENCY = '0193c5a0-0000-7000-8000-00000000a9e2';
export const CASE_ID = '0193c5a0-0000-7000-8000-0000000ca5e1';
export const PERSON_ID = '0193c5a0-0000-7000-8000-0000000be501';
export const CASEWORKER = 'user-caseworker-1';
export const SUPERVISOR = 'user-supervisor-1';
export const NOW = '2022-06-15T10:00:00.000Z';
export const TODAY = { value: '2022-06-15', precision: 'day', zone: 'Africa/Niamey' } as const;

/** `given(caseAggregate, facts).when(sendReferral, body).then(...)`: a rule as a sentence. */
export function given<State extends { stream: StreamFacts }>(of: Aggregate<State>, facts: readonly Given[], stream = `${of.kind}-${CASE_ID}`) {
  const history: DomainEvent[] = facts.map((fact, revision) => recordedFact(fact, revision));
  const state = fold(of, stream, history);

  return {
    state,
    when(command: Command<State>, body: Example = command.example, when: When = {}) {
      const parsed = writtenSchema(command.fields).safeParse(body);
      if (!parsed.success) throw new Error(`the body of ${command.name} is not valid: ${parsed.error.message}`);
      const input = {
        body: parsed.data,
        frame: { occurredAt: TODAY, ...when.frame },
        state,
        actor: { userId: CASEWORKER, role: command.roles[0] ?? command.partnerRoles[0] ?? 'SYS', agencyId: AGENCY, ...when.actor },
        now: when.now ?? NOW,
        id: idOfStream(stream),
        referralId: when.referralId,
      };
      const requests = command.context(input);
      const unknown = Object.keys(when.context ?? {}).filter((name) => !(name in requests));
      if (unknown.length > 0) throw new Error(`${command.name} does not ask for ${unknown.join(', ')}`);
      const outcome = command.decide({ ...input, context: when.context ?? {} });
      if (isRejection(outcome)) expect(Object.keys(outcome.params)).toEqual(expect.arrayContaining(placeholdersOf(rejectionCodes[outcome.rejected])));
      return {
        outcome,
        requests,
        then(...events: readonly { type: string; data: object }[]) {
          expect(outcome).not.toHaveProperty('rejected');
          if (isRejection(outcome)) return;
          expect(outcome.events).toEqual(events);
          expect(command.rules).toEqual(expect.arrayContaining(outcome.rules.map((rule) => rule.split(':')[0])));
          for (const { type, data } of outcome.events) {
            const definition = of.events[type];
            if (!definition) throw new Error(`${type} is no event of ${of.kind}`);
            writtenSchema(definition.fields).parse(data);
          }
        },
        /** The rules and consents that the decision says it relied on. */
        relyingOn(basis: { rules?: readonly string[]; consentIds?: readonly string[] }) {
          expect(outcome).toMatchObject(basis);
        },
        thenRejected(code: RejectionCode) {
          expect(outcome).toMatchObject({ rejected: code });
        },
      };
    },
  };
}
