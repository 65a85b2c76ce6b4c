import type { User } from './api.ts';
import type { Stage } from './stage.ts';

/** Who plays: invented agencies and users of this run. No name is anybody's. */
export function createCast({ id }: Stage) {
  const agencies = { centre: id('agency centre'), police: id('agency police'), health: id('agency health'), school: id('agency school'), donor: id('agency donor') };
  const user = (role: string, agency: string, name: string): User => ({ role, agency, sub: `demo:${id(`user ${name}`)}` });
  return {
    agencies,
    centreId: id('centre'),
    grantId: id('grant'),
    reportId: id('report'),
    /** Unique within a log, so that two runs do not share a grant. */
    grantCode: `COMPASS-${id('grant').slice(0, 8).toUpperCase()}`,
    coordinator: user('NATIONAL_COORD', agencies.centre, 'coordinator'),
    officer: user('ME_OFFICER', agencies.centre, 'officer'),
    manager: user('CENTRE_MANAGER', agencies.centre, 'manager'),
    supervisor: user('SUPERVISOR', agencies.centre, 'supervisor'),
    reintegration: user('REINTEGRATION_OFFICER', agencies.centre, 'reintegration'),
    guardianship: user('CHILD_GUARDIAN_AUTH', agencies.centre, 'guardianship'),
    auditor: user('AUDITOR', agencies.centre, 'auditor'),
    police: user('FIRST_RESPONDER', agencies.police, 'police'),
    health: user('PARTNER_PROVIDER', agencies.health, 'health'),
    school: user('PARTNER_PROVIDER', agencies.school, 'school'),
    donor: user('DONOR', agencies.donor, 'donor'),
    /** Twelve caseworkers share the caseload. */
    caseworker: (index: number) => user('CASEWORKER', agencies.centre, `caseworker ${index % 12}`),
  };
}

export type Cast = ReturnType<typeof createCast>;
