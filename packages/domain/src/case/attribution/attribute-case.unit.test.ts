import { describe, expect, it } from '@jest/globals';
import { caseIn } from '../../testing/case-facts.ts';
import { AGENCY, given, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import { GRANT, grantState } from '../../testing/grant-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate } from '../state.ts';
import { attributeCase } from './attribute-case.ts';
import { attributionFact } from './events.ts';

const body = { grantId: GRANT, from: '2022-06-01' };
const attributed = (change: object = {}) => attributionFact('CaseAttributedToGrant', { ...body, grantCode: 'COMPASS-NL', ...change });

const tried = (facts: readonly Given[] = caseIn('REGISTERED'), change: object = {}, grant: unknown = grantState()) =>
  given(caseAggregate, facts).when(attributeCase, { ...body, ...change }, { context: { grant } });

describe('AttributeCase', () => {
  it('I-53: given a grant that lists the agency of the case, when the case is attributed, then the grant says its own code', () => {
    const when = tried();
    when.then(attributed());
    when.relyingOn({ rules: ['I-53'], consentIds: [] });
    expect(when.requests['grant']).toMatchObject({ stream: `grant-${GRANT}`, opens: [], namers: 'everybody' });
    expect(given(caseAggregate, [...caseIn('REGISTERED'), attributed()]).state.attributions).toEqual([{ grantId: GRANT, grantCode: 'COMPASS-NL', from: '2022-06-01' }]);
  });

  it('stores the share', () => {
    tried(undefined, { share: 0.25 }).then(attributed({ share: 0.25 }));
  });

  it('given a closed case, when the accounts come late, then it is attributed', () => {
    tried(caseIn('CLOSED')).then(attributed());
  });

  it.each([
    ['the first day', '2022-01-01'],
    ['the last day', '2022-12-31'],
  ])('I-53: given %s of the grant, when the case is attributed from it, then it is accepted', (_which, from) => {
    tried(undefined, { from }).then(attributed({ from }));
  });

  it.each(['2021-12-31', '2023-01-01'])('I-53: given a grant of the year 2022, when the case is attributed from %s, then it is refused', (from) => {
    expect(tried(undefined, { from }).outcome).toEqual({ rejected: 'ATTRIBUTION_OUTSIDE_GRANT', params: { from: '2022-01-01', to: '2022-12-31' }, pointers: ['/from'] });
  });

  it.each([
    ['does not exist', undefined],
    ['lists other agencies only', grantState([OTHER_AGENCY])],
  ])('I-53: given a grant that %s, when the case is attributed, then it reads alike', (_how, grant) => {
    const when = given(caseAggregate, caseIn('REGISTERED')).when(attributeCase, body, { context: { grant } });
    expect(when.outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/grantId'] });
  });

  it('I-53: given a grant that lists the agency among others, when the case is attributed, then it is accepted', () => {
    tried(undefined, {}, grantState([OTHER_AGENCY, AGENCY])).then(attributed());
  });

  it('given an attribution, when it is made again from the same day, then it is refused', () => {
    tried([...caseIn('REGISTERED'), attributed()]).thenRejected('ATTRIBUTED_BEFORE');
  });

  it('given an attribution, when another grant or another day is named, then it is accepted', () => {
    tried([...caseIn('REGISTERED'), attributed()], { from: '2022-05-01' }).then(attributed({ from: '2022-05-01' }));
    tried([...caseIn('REGISTERED'), attributed()], { grantId: OTHER_AGENCY }).then(attributed({ grantId: OTHER_AGENCY }));
  });

  it('is for officers of monitoring and evaluation; its body names no code', () => {
    expect(attributeCase).toMatchObject({ roles: ['ME_OFFICER'], partnerRoles: [], creates: false, opens: [] });
    expect(Object.keys(attributeCase.fields)).toEqual(['grantId', 'from', 'share']);
    tried(undefined, attributeCase.example).then({ type: 'CaseAttributedToGrant', data: { ...attributeCase.example, grantCode: 'COMPASS-NL' } });
  });
});
