import { streamName } from '../../aggregate.ts';
import { commandOn } from '../../command-definition.ts';
import { streamState } from '../../context-request.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { grantAggregate } from '../../grant/state.ts';
import { reject } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { attributionEvents, attributionFact } from './events.ts';

/** Says which grant pays for the case, and from when; also after it was closed, since accounts come late. */
export const attributeCase = commandOn(caseAggregate)({
  name: 'AttributeCase',
  roles: ['ME_OFFICER'],
  fields: omit(attributionEvents.CaseAttributedToGrant.fields, 'grantCode'),
  rules: ['I-53'],
  capabilities: ['CAP-39'],
  summary: { fr: 'Attribuer le dossier à une subvention', en: 'Attribute the case to a grant' },
  example: { grantId: '0193c5a0-0000-7000-8000-0000000094a1', from: '2022-01-01', share: 0.5 },
  // The grant is its officer's stream, and that may be another agency than the case's: its list of agencies decides (below).
  context: ({ body }) => ({ grant: streamState(grantAggregate, streamName('grant', body.grantId), { namers: 'everybody' }) }),
  decide: ({ body, state, context }) => {
    const { grantCode, agencyIds = [], from, to } = context.grant?.profile ?? {};
    const { controller } = state.stream;
    if (grantCode === undefined || from === undefined || to === undefined || controller === undefined || !agencyIds.includes(controller))
      return reject('UNKNOWN_REFERENCE', {}, ['/grantId']);
    const before = state.attributions.some((attribution) => attribution.grantId === body.grantId && attribution.from === body.from);
    return (
      firstRefusal(
        from <= body.from && body.from <= to ? undefined : reject('ATTRIBUTION_OUTSIDE_GRANT', { from, to }, ['/from']),
        before ? reject('ATTRIBUTED_BEFORE') : undefined,
      ) ?? accept(attributionFact('CaseAttributedToGrant', { ...body, grantCode }), { rules: ['I-53'] })
    );
  },
});
