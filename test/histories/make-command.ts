import { addDays, dayOf } from '@amana/domain/calendar';
import type { Command, CommandActor } from '@amana/domain/command-definition';
import { roles, type Role } from '@amana/domain/roles';
import { mayMove, movesFrom, type ReferralMove } from '@amana/domain/case/referral/transitions';
import { agencies, actorOf, CENTRE, GRANT, idOf, people } from './cast.ts';
import { fitting, type Scene } from './fitting.ts';
import type { Wrong } from './intents.ts';
import { varyBody } from './vary-body.ts';

/** A command as somebody gives it; `commandId` comes with the giving. */
export type Made = {
  readonly name: string;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly actor: CommandActor;
  readonly ifMatch?: number;
  readonly referralId?: string;
};

const NIAMEY = 'Africa/Niamey';
const zones = [NIAMEY, NIAMEY, 'Africa/Lagos', 'Africa/Algiers', 'Africa/Bamako', 'Africa/Tripoli', 'Europe/Paris', 'America/New_York'] as const;

/** When it happened: lately, as a rule on a day; sometimes as an instant, roughly, or nobody knows. */
function occurredAt({ chance }: Scene, now: string): object {
  const zone = chance.pick(zones);
  const day = addDays(dayOf(Date.parse(now), zone), -chance.between(0, 20));
  if (chance.percent(75)) return { value: day, precision: 'day', zone };
  return chance.pick([
    { value: now, precision: 'instant', zone },
    { value: day.slice(0, 7), precision: 'month', zone },
    { value: day.slice(0, 4), precision: 'year', zone },
    { value: '', precision: 'unknown', zone },
  ]);
}

const isMove = (name: string): name is ReferralMove => name in movesFrom;

/** The referral that a partner comes with: one from which this command is possible, as a rule. */
function partnersReferral(name: string, { state, chance, fresh }: Scene): { referralId: string; agencyId: string } {
  const all = Object.values(state.referrals);
  const live = all.filter((referral) => mayMove(referral, isMove(name) ? name : 'RecordInService') === undefined);
  const from = live.length > 0 && !chance.percent(8) ? live : all;
  const referral = from.length > 0 ? chance.pick(from) : undefined;
  return { referralId: referral?.referralId ?? fresh('0bad'), agencyId: referral?.toAgencyId ?? agencies.health };
}

function staffFor({ name, roles: allowed }: Command<never>, { chance }: Scene): CommandActor {
  const role = chance.pick(allowed.filter((each) => each !== 'SYS'));
  if (name.endsWith('Subscription') || name.endsWith('Alerts') || name.endsWith('Secret')) return actorOf(role, agencies.school, 0);
  return actorOf(role, role === 'FIRST_RESPONDER' ? agencies.police : agencies.own, chance.between(0, 1));
}

function targetOf({ name, on, creates }: Command<never>, actor: CommandActor, { of, chance, fresh }: Scene): string {
  switch (on.kind) {
    case 'case':
      return of.caseId;
    case 'person':
      return of.personId;
    case 'agency':
      if (name === 'RegisterAgency') return chance.percent(50) ? fresh('a9e2') : agencies.health;
      return name.endsWith('Agency') ? chance.pick([agencies.school, agencies.donor, agencies.abroad]) : actor.agencyId;
    case 'centre':
      return creates && chance.percent(50) ? fresh('ce75') : CENTRE;
    case 'grant':
      return chance.percent(50) ? fresh('94a2') : GRANT;
    case 'report':
      return idOf('4e10', chance.between(1, 4));
    default:
      return on.kind satisfies never;
  }
}

const nonsense: readonly unknown[] = [null, -1, 0.5, '', 'x', [], {}, '2022-02-30', 'a'.repeat(5_000), { mark: 'ERASED' }, ['NONE_OF_THEM'], Number.MAX_SAFE_INTEGER];
const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const otherIds = (body: object, by: string): Record<string, unknown> =>
  JSON.parse(JSON.stringify(body), (_name, value: unknown) => (typeof value === 'string' && isId.test(value) ? by : value)) as Record<string, unknown>;

const times = [
  { value: '2199-01-01', precision: 'day', zone: NIAMEY },
  { value: '2022-02-29', precision: 'day', zone: NIAMEY },
  { value: '2022-06-15', precision: 'month', zone: NIAMEY },
  { value: '2022-06-15', precision: 'day', zone: 'Africa/Zinder' },
  { value: '0001-01-01', precision: 'day', zone: NIAMEY },
  { value: '9999', precision: 'year', zone: 'Pacific/Kiritimati' },
];

function spoiled(made: Made, wrong: Wrong, { chance, fresh }: Scene): Made {
  const { body, actor } = made;
  const field = chance.pick(Object.keys(body));
  switch (wrong) {
    case 'field-missing':
      return { ...made, body: Object.fromEntries(Object.entries(body).filter(([name]) => name !== field)) };
    case 'field-unknown':
      return { ...made, body: { ...body, [chance.pick(['surprise', '__proto__x', 'sealed'])]: chance.pick(nonsense) } };
    case 'field-nonsense':
      return { ...made, body: { ...body, [field]: chance.pick(nonsense) } };
    case 'other-role':
      return { ...made, actor: { ...actor, role: chance.pick(Object.keys(roles.codes) as Role[]) } };
    case 'other-agency':
      return { ...made, actor: { ...actor, agencyId: chance.pick([agencies.stranger, agencies.health, agencies.police]) } };
    case 'other-stream':
      return { ...made, id: chance.pick([...people.flatMap(({ caseId, personId }) => [caseId, personId]), fresh('0bad')]) };
    case 'other-ids':
      return { ...made, body: otherIds(body, fresh('0bad')) };
    case 'other-time':
      return { ...made, body: { ...body, occurredAt: chance.pick(times) } };
    case 'stale':
      return { ...made, ifMatch: chance.between(0, 30) };
    default:
      return wrong satisfies never;
  }
}

type How = { readonly now: string; readonly wrong?: Wrong | undefined; readonly body?: object | undefined };

/** `now` is what the clock of the house shows; `body` is what it holds for certain. */
export function makeCommand(command: Command<never>, scene: Scene, { now, wrong, body: certain }: How): Made {
  const { chance } = scene;
  const { partnerRoles } = command;
  const inService = Object.values(scene.state.referrals).some((referral) => mayMove(referral, 'RecordInService') === undefined);
  const asPartner = command.roles.length === 0 || (partnerRoles.length > 0 && chance.percent(inService ? 40 : 4));
  const own = asPartner ? partnersReferral(command.name, scene) : undefined;
  const actor = own ? actorOf(chance.pick(partnerRoles), own.agencyId, 0) : staffFor(command, scene);
  const fits = fitting[command.name]?.(scene) ?? {};
  const service = own && scene.state.referrals[own.referralId]?.service;
  const forPartner = own && command.name === 'RecordServiceDelivery' ? { itemId: undefined, centreId: undefined, type: service ?? 'MEDICAL' } : {};
  const device = chance.percent(20) ? { device: { id: idOf('de71', 1), sequence: chance.between(0, 9), recordedAt: '2019-12-31T23:59:59.999Z' } } : {};
  const body = { ...varyBody(command, chance), legalBasis: ['PUBLIC_TASK'], ...fits, ...forPartner, ...device, occurredAt: occurredAt(scene, now), ...certain };
  const told = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  const made: Made = { name: command.name, id: targetOf(command, actor, scene), body: told, actor, ...(own ? { referralId: own.referralId } : {}) };
  return wrong === undefined ? made : spoiled(made, wrong, scene);
}
