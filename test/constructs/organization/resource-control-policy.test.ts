import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountPrincipal, AnyPrincipal, Effect, PolicyStatement, PolicyStatementProps, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, RulePack } from '../../../src';
import { contentSize } from '../../../src/constructs/organization/content-size';
import { PolicyTarget } from '../../../src/constructs/organization/policy-target';
import { ResourceControlPolicy, ResourceControlPolicyProps } from '../../../src/constructs/organization/resource-control-policy';
import { StatementJson } from '../../../src/policy/policy-json';

const ROOT = PolicyTarget.root('r-ab12');

function denying(actions: string[], more: PolicyStatementProps = {}): PolicyStatement {
  return new PolicyStatement({ effect: Effect.DENY, actions, resources: ['*'], conditions: { BoolIfExists: { 'aws:SecureTransport': 'false' } }, ...more });
}

function newStack(): Stack {
  return new Stack(new App(), 'Stack');
}

function policyIn(stack: Stack, props: Partial<ResourceControlPolicyProps> = {}, id = 'Policy'): ResourceControlPolicy {
  return new ResourceControlPolicy(stack, id, { statements: [denying(['s3:*'])], targets: [ROOT], ...props });
}

test.each([['nobody is named', undefined], ['anybody is', [new AnyPrincipal()]], ['everybody is', [new StarPrincipal()]]])('speaks of every principal where %s', (_who, principals) => {
  const stack = newStack();
  policyIn(stack, { statements: [denying(['s3:*'], { principals })], policyName: 'transport' });
  expect(Object.values(Template.fromStack(stack).findResources('AWS::Organizations::Policy')).map(({ Properties }) => Properties)).toEqual([{
    Name: 'transport', Type: 'RESOURCE_CONTROL_POLICY', TargetIds: ['r-ab12'],
    Content: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } }],
    },
  }]);
});

test('passes the strict pack and AwsSolutionsChecks', () => {
  const stack = newStack();
  policyIn(stack);
  expect(checkGuardrails(stack.node.root, { pack: RulePack.STRICT }).errors).toEqual([]);
  expect(new AwsSolutionsChecks().validateScope(stack.node.root).violations).toEqual([]);
});

test('takes resources to leave out', () => {
  expect(() => policyIn(newStack(), { statements: [denying(['s3:*'], { resources: undefined, notResources: ['arn:aws:s3:::public/*'] })] })).not.toThrow();
});

test.each<[string, PolicyStatement, string]>([
  ['an Allow', denying(['s3:*'], { effect: Effect.ALLOW }), 'Statement[0].Effect: found Allow, expected "Deny": only RCPFullAWSAccess allows'],
  ['one principal', denying(['s3:*'], { principals: [new AccountPrincipal('111122223333')] }), 'expected Principal "*"'],
  ['NotPrincipal', denying(['s3:*'], { notPrincipals: [new AccountPrincipal('111122223333')] }), 'NotPrincipal'],
  ['every action', denying(['*']), 'Statement[0].Action: found "*", expected the actions of a service, such as s3:*'],
  ['NotAction', denying([], { actions: undefined, notActions: ['s3:*'] }), 'Statement[0].NotAction: found NotAction, expected Action'],
  ['no resource', denying(['s3:*'], { resources: undefined }), 'Statement[0]: found no Resource'],
  ['a service that is not supported', denying(['ec2:RunInstances']), 'found "ec2:RunInstances", expected an action of a service that resource control policies support'],
  ['an action that is out of reach', denying(['kms:RetireGrant']), 'found "kms:RetireGrant", expected'],
  ['an action that does not exist', denying(['s3:GetObjects']), 'the nearest is s3:GetObject'],
])('refuses %s', (_what, statement, message) => {
  expect(() => policyIn(newStack(), { statements: [statement] })).toThrow(message);
});

test('may be 5,120 bytes and no more', () => {
  const statement = (count: number) => denying(['s3:GetObject'], { resources: [`arn:aws:s3:::${'x'.repeat(count)}`], principals: [new StarPrincipal()] });
  const most = 5120 - contentSize([statement(0).toStatementJson() as StatementJson]);
  expect(() => policyIn(newStack(), { statements: [statement(most)] })).not.toThrow();
  expect(() => policyIn(newStack(), { statements: [statement(most + 1)] })).toThrow('statements: found 5121, expected at most 5120 bytes (quotas.policySize): 1 too many');
});

test('may be four on a target beside RCPFullAWSAccess and no more', () => {
  const stack = newStack();
  ['A', 'B', 'C', 'D'].forEach((id) => policyIn(stack, {}, id));
  expect(() => policyIn(stack, {}, 'E')).toThrow('expected at most 4: 1 too many');
});

test('asks who can still administer where a statement denies that to everybody', () => {
  const statements = [denying(['s3:PutBucketPolicy'], { conditions: undefined })];
  expect(() => policyIn(newStack(), { statements })).toThrow(/exemptPrincipals: found nothing, .*\n  - administer log buckets \(denied: Statement\[0\] of the resource control policy/);
  expect(() => policyIn(newStack(), { statements, lockOutReason: 'the unit is a quarantine without work' })).not.toThrow();
});
