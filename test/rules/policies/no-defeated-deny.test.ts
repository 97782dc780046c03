import { bucketPolicyExample } from '../../../src/rules/example-templates';
import { noDefeatedDeny } from '../../../src/rules/policies/no-defeated-deny';
import { findings, policy } from '../judging';

const deny = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
const service = { Bool: { 'aws:PrincipalIsAWSService': 'false' } };

test('an identity-based policy is never asked about anonymous requests', () => {
  expect(findings(noDefeatedDeny, policy({ ...deny, Condition: service }))).toEqual([]);
});

test('a denial of services themselves is meant so', () => {
  const { resources } = bucketPolicyExample('', { ...deny, Principal: '*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } });
  expect(findings(noDefeatedDeny, resources)).toEqual([]);
});

test.each<[string, number]>([['ForAnyValue:StringNotEquals', 1], ['ForAnyValue:StringNotEqualsIfExists', 0], ['ForAnyValue:StringEquals', 0], ['ForAllValues:StringNotEquals', 0]])(
  'of %s there is a finding or not: %i', (operator, count) => {
    expect(findings(noDefeatedDeny, policy({ ...deny, Condition: { [operator]: { 'aws:CalledVia': ['athena.amazonaws.com'] } } }))).toHaveLength(count);
  });

test('NotPrincipal under Allow is another rule\'s', () => {
  expect(findings(noDefeatedDeny, bucketPolicyExample('', { ...deny, Effect: 'Allow', NotPrincipal: '*' }).resources)).toEqual([]);
});
