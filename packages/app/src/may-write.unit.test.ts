import { describe, expect, it } from '@jest/globals';
import { fold, type StreamFacts, type StreamKind } from '@amana/domain/aggregate';
import { referralFact } from '@amana/domain/case/referral/events';
import { aggregates, commands } from '@amana/domain/catalogue';
import type { AnyFact, DomainEvent } from '@amana/domain/event-definition';
import type { Metadata } from '@amana/domain/metadata';
import { roles, type Role } from '@amana/domain/roles';
import type { AnyCommand } from './command-request.ts';
import { mayWrite, type Permission } from './may-write.ts';
import { today } from './testing/embedded-app.ts';

const OWN = '0193c5a0-0000-7000-8000-00000000a9e1';
const OTHER = '0193c5a0-0000-7000-8000-00000000a9e2';
const REFERRAL = '0193c5a0-0000-7000-8000-00000000ef01';
const everyRole = Object.keys(roles.codes) as Role[];

/** A command of the kind that every role of the table may give: what is asked here is whose the stream is. */
const commandOf = (kind: StreamKind, change: Partial<AnyCommand> = {}): AnyCommand => {
  const some = commands.find((command) => command.on.kind === kind) as unknown as AnyCommand;
  return { ...some, creates: false, roles: everyRole, partnerRoles: everyRole, ...change };
};

type Story = { readonly controller?: string; readonly facts?: readonly AnyFact[]; readonly by?: string };
function stateOf(kind: StreamKind, id: string, { controller = OWN, facts = [], by = OWN }: Story): { stream: StreamFacts } {
  const metadata = { controller, actor: { agencyId: by }, legalBasis: [], consentIds: [], recordedAt: '2022-06-15T10:00:00.000Z', occurredAt: today } as unknown as Metadata;
  const events = facts.map(({ type, data }, revision): DomainEvent => ({ id: `e${revision}`, type, revision, data, metadata }));
  return fold(aggregates[kind], `${kind}-${id}`, events);
}

const identified: AnyFact = { type: 'PersonIdentified', data: { personId: OWN, place: {}, indicators: [] } };
const opened: AnyFact = { type: 'CaseOpened', data: { caseNumber: 'A-1', ownerUserId: 'user-1', intakeForm: 'FULL' } };
const drafted = referralFact('ReferralDrafted', { referralId: REFERRAL, toAgencyId: OTHER, service: 'MEDICAL', reason: 'AdditionalServicesRequired', priority: 'NORMAL', crossBorder: false });
const begins: Record<StreamKind, AnyFact> = {
  case: identified,
  person: { type: 'AgeAssessed', data: {} },
  agency: { type: 'AgencyRegistered', data: { mandateCountries: [] } },
  centre: { type: 'CentreRegistered', data: {} },
  grant: { type: 'GrantRegistered', data: { agencyIds: [] } },
  report: { type: 'IndicatorReportPublished', data: {} },
};

type Who = 'own staff' | 'other staff' | 'own coordination' | 'other coordination' | 'system';
const actors: Record<Who, { role: Role; agencyId: string }> = {
  'own staff': { role: 'SUPERVISOR', agencyId: OWN },
  'other staff': { role: 'SUPERVISOR', agencyId: OTHER },
  'own coordination': { role: 'NATIONAL_COORD', agencyId: OWN },
  'other coordination': { role: 'NATIONAL_COORD', agencyId: OTHER },
  system: { role: 'SYS', agencyId: 'log' },
};
const actor = (who: Who) => ({ userId: 'user-1', ...actors[who] });

const own = { 'own staff': 'yes', 'own coordination': 'yes', system: 'yes' } as const;
const table: Record<StreamKind, Record<Who, Permission>> = {
  case: { ...own, 'other staff': 'not-found', 'other coordination': 'not-found' },
  person: { ...own, 'other staff': 'not-found', 'other coordination': 'not-found' },
  agency: { ...own, 'other staff': 'forbidden', 'other coordination': 'yes' },
  centre: { ...own, 'other staff': 'not-found', 'other coordination': 'yes' },
  grant: { ...own, 'other staff': 'not-found', 'other coordination': 'not-found' },
  report: { ...own, 'other staff': 'not-found', 'other coordination': 'not-found' },
};
const rows = Object.entries(table).flatMap(([kind, byWho]) => Object.entries(byWho).map(([who, permission]) => ({ kind: kind as StreamKind, who: who as Who, permission })));

describe('mayWrite', () => {
  it.each(rows)('a $kind of the own agency, by $who: $permission', ({ kind, who, permission }) => {
    // An agency's id is its stream's; every other stream has an id of its own.
    const id = kind === 'agency' ? OWN : '0193c5a0-0000-7000-8000-00000000ffff';
    const state = stateOf(kind, id, { facts: [begins[kind]] });
    expect(state.stream.revision).toBe(0);
    expect(mayWrite(commandOf(kind), state, { actor: actor(who), id })).toBe(permission);
  });

  it.each(rows)('a $kind of the own agency, by $who whose role the command does not name: forbidden, whatever else holds', ({ kind, who }) => {
    const id = kind === 'agency' ? OWN : '0193c5a0-0000-7000-8000-00000000ffff';
    const command = commandOf(kind, { roles: everyRole.filter((role) => role !== actors[who].role) });
    expect(mayWrite(command, stateOf(kind, id, { facts: [begins[kind]] }), { actor: actor(who), id })).toBe('forbidden');
    expect(mayWrite(command, stateOf(kind, id, {}), { actor: actor(who), id })).toBe('forbidden');
  });

  it.each((Object.keys(table) as StreamKind[]).filter((kind) => kind !== 'agency'))('a %s that does not exist is begun by a command that creates, and by no other', (kind) => {
    const state = stateOf(kind, OWN, {});
    expect(mayWrite(commandOf(kind, { creates: true }), state, { actor: actor('other staff'), id: OWN })).toBe('yes');
    expect(mayWrite(commandOf(kind), state, { actor: actor('own staff'), id: OWN })).toBe('not-found');
  });

  it('the identifying agency writes to a case of another until it is opened, and then no more', () => {
    const asked = { actor: actor('other staff'), id: OWN };
    expect(mayWrite(commandOf('case'), stateOf('case', OWN, { facts: [identified], by: OTHER }), asked)).toBe('yes');
    expect(mayWrite(commandOf('case'), stateOf('case', OWN, { facts: [identified, opened], by: OTHER }), asked)).toBe('not-found');
    expect(mayWrite(commandOf('case'), stateOf('case', OWN, { facts: [identified], by: OWN }), asked)).toBe('not-found');
  });

  describe('I-64: a partner on its referral', () => {
    const state = stateOf('case', OWN, { facts: [identified, opened, drafted] });
    const partner = (agencyId: string, referralId = REFERRAL) => ({ actor: { userId: 'user-1', role: 'PARTNER_PROVIDER' as const, agencyId }, id: OWN, referralId });

    it('may write where its agency is the recipient', () => {
      expect(mayWrite(commandOf('case', { roles: [] }), state, partner(OTHER))).toBe('yes');
    });

    it('may not on another’s, nor on one that the case does not have, nor on none', () => {
      expect(mayWrite(commandOf('case', { roles: [] }), state, partner(OWN))).toBe('not-found');
      expect(mayWrite(commandOf('case', { roles: [] }), state, partner(OTHER, OTHER))).toBe('not-found');
      expect(mayWrite(commandOf('case', { roles: [] }), stateOf('case', OWN, {}), partner(OTHER))).toBe('not-found');
    });

    it('may not give what only staff may, and staff may not give what only partners may', () => {
      expect(mayWrite(commandOf('case', { partnerRoles: [] }), state, partner(OTHER))).toBe('forbidden');
      expect(mayWrite(commandOf('case', { roles: [] }), state, { actor: actor('own staff'), id: OWN })).toBe('forbidden');
    });
  });

  it('no command of the catalogue names a role of donors or auditors: they only read', () => {
    const readers: readonly Role[] = ['DONOR', 'AUDITOR'];
    expect(commands.filter((command) => [...command.roles, ...command.partnerRoles].some((role) => readers.includes(role))).map(({ name }) => name)).toEqual([]);
  });
});
