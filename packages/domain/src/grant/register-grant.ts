import { agencyOf } from '../agency/agency-of.ts';
import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { firstRefusal } from '../first-refusal.ts';
import { isKnown } from '../is-known.ts';
import { reject } from '../rejection.ts';
import { grantEvents, grantFact } from './events.ts';
import { grantsOfCode } from './grants-of-code.ts';
import { grantAggregate } from './state.ts';

/**
 * A grant, its period, and the agencies whose cases it may pay for (I-53). Its donor will read its releases, so it has to exist. Its code
 * is what persons are counted by: under a second id it would count the same ones again (I-109).
 */
export const registerGrant = commandOn(grantAggregate)({
  name: 'RegisterGrant',
  creates: true,
  roles: ['ME_OFFICER'],
  fields: grantEvents.GrantRegistered.fields,
  rules: ['I-109'],
  capabilities: ['CAP-39'],
  summary: { fr: 'Enregistrer une subvention', en: 'Register a grant' },
  example: {
    grantCode: 'COMPASS-NL',
    name: { fr: 'COMPASS, phase 1', en: 'COMPASS, phase 1' },
    donorAgencyId: '0193c5a0-0000-7000-8000-00000000d001',
    agencyIds: ['0193c5a0-0000-7000-8000-00000000a9e1'],
    currency: 'EUR',
    from: '2021-01-01',
    to: '2023-12-31',
  },
  context: ({ body }) => ({ donor: agencyOf(body.donorAgencyId), ofCode: grantsOfCode({ grantCode: body.grantCode }) }),
  decide: ({ body, state, context }) =>
    firstRefusal(
      state.stream.revision === 'no-stream' ? undefined : reject('STREAM_EXISTS'),
      isKnown(body.donorAgencyId, context.donor, '/donorAgencyId'),
      body.from <= body.to ? undefined : reject('GRANT_PERIOD_INVALID', {}, ['/from', '/to']),
      context.ofCode.length === 0 || context.ofCode === 'unchecked' ? undefined : reject('GRANT_CODE_TAKEN', {}, ['/grantCode']),
    ) ?? accept(grantFact('GrantRegistered', body), { rules: [context.ofCode === 'unchecked' ? 'I-109:unchecked' : 'I-109'] }),
});
