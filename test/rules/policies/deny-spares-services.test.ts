import { bucketPolicyExample } from '../../../src/rules/example-templates';
import { denySparesServices } from '../../../src/rules/policies/deny-spares-services';
import { findings, policy } from '../judging';

const condition = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
const deny = { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: condition };
const onBucket = (statement: Record<string, unknown>) => findings(denySparesServices, bucketPolicyExample('', { ...deny, Principal: '*', ...statement }).resources);

test('services are denied with IfExists too', () => {
  expect(onBucket({})).toMatchObject([{ severity: 'warning', message: 'denies AWS services, whose requests have no aws:PrincipalOrgID' }]);
});

test.each<[string, Record<string, unknown>]>([
  ['the principals by ARN', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }],
  ['the account that a service acts for', { StringNotEquals: { 'aws:SourceAccount': '111122223333' } }],
  ['the name of the service', { StringNotEquals: { 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' } }],
])('%s may spare them', (_what, more) => {
  expect(onBucket({ Condition: { ...condition, ...more } })).toEqual([]);
});

test('services have no identity-based policies', () => {
  expect(findings(denySparesServices, policy(deny))).toEqual([]);
});
