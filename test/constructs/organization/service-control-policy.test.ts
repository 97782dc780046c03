import { App, Aws, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Effect, PolicyStatement, PolicyStatementProps, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, RulePack } from '../../../src';
import { contentSize } from '../../../src/constructs/organization/content-size';
import { PolicyTarget } from '../../../src/constructs/organization/policy-target';
import { ServiceControlPolicy, ServiceControlPolicyProps } from '../../../src/constructs/organization/service-control-policy';
import { StatementJson } from '../../../src/policy/policy-json';

const OU = PolicyTarget.organizationalUnit('ou-ab12-workload1');
const ADMIN = 'arn:*:iam::*:role/OrganizationAdmin';
const REASON = 'the unit is a quarantine without work';

function denying(actions: string[], more: PolicyStatementProps = {}): PolicyStatement {
  return new PolicyStatement({ effect: Effect.DENY, actions, resources: ['*'], ...more });
}

function newStack(): Stack {
  return new Stack(new App(), 'Stack');
}

function policyIn(stack: Stack, id: string, props: Partial<ServiceControlPolicyProps> = {}): ServiceControlPolicy {
  return new ServiceControlPolicy(stack, id, { statements: [denying(['ec2:RunInstances'])], ...props });
}

const policiesOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::Organizations::Policy'));

test('becomes a policy with its content as an object, attached to its targets', () => {
  const stack = newStack();
  const policy = policyIn(stack, 'Policy', { targets: [OU, PolicyTarget.account('111122223333')], policyName: 'no-instances', description: 'No instances' });
  expect(policiesOf(stack).map(({ Properties }) => Properties)).toEqual([{
    Name: 'no-instances', Description: 'No instances', Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['ou-ab12-workload1', '111122223333'],
    Content: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*' }] },
  }]);
  expect(stack.resolve([policy.policyId, policy.policyArn])).toEqual(['Id', 'Arn'].map((name) => ({ 'Fn::GetAtt': [expect.stringMatching(/^Policy/), name] })));
});

test('passes the strict pack and AwsSolutionsChecks', () => {
  const stack = newStack();
  policyIn(stack, 'Policy', { targets: [OU] });
  expect(checkGuardrails(stack.node.root, { pack: RulePack.STRICT }).errors).toEqual([]);
  expect(new AwsSolutionsChecks().validateScope(stack.node.root).violations).toEqual([]);
});

test('takes the whole language: exceptions, conditions of an Allow, wildcards within names, and tokens', () => {
  const stack = newStack();
  const bucket = new Bucket(stack, 'Bucket');
  policyIn(stack, 'Policy', {
    statements: [
      denying([], {
        actions: undefined, notActions: ['iam:*', 'sts:*'],
        conditions: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' }, ArnNotLike: { 'aws:PrincipalArn': ADMIN } },
      }),
      new PolicyStatement({ actions: ['s3:*Object*'], notResources: [bucket.arnForObjects('*')], conditions: { Bool: { 'aws:SecureTransport': 'true' } } }),
      denying(['s3:Put*'], { resources: [`arn:${Aws.PARTITION}:s3:::logs`] }),
    ],
    exemptPrincipals: [ADMIN],
  });
  expect(policiesOf(stack)[0].Properties.Content.Statement).toHaveLength(3);
});

test('deploys policies of a stack one after the other', () => {
  const stack = newStack();
  ['A', 'B', 'C'].forEach((id) => policyIn(stack, id, { policyName: id }));
  const order = policiesOf(stack).map(({ Properties, DependsOn }) => [Properties.Name, (DependsOn ?? []).length]);
  expect(order).toEqual([['A', 0], ['B', 1], ['C', 1]]);
});

describe('refuses', () => {
  test.each<[string, Partial<ServiceControlPolicyProps>, string | RegExp]>([
    ['no statements', { statements: [] }, 'statements: found "none", expected at least one statement'],
    ['a principal', { statements: [denying(['s3:*'], { principals: [new StarPrincipal()] })] },
      /statements: Statement\[0\].Principal: found Principal, expected no Principal/],
    ['no resource', { statements: [new PolicyStatement({ effect: Effect.DENY, actions: ['s3:*'] })] },
      /Statement\[0\]: found no Resource, expected Resource or NotResource/],
    ['an operator that does not exist', { statements: [denying(['s3:*'], { conditions: { StringIs: { 'aws:RequestedRegion': 'x' } } })] },
      /found operator "StringIs"/],
    ['an action that does not exist', { statements: [denying(['ec2:RunInstance'])] },
      'statements: Statement[0].Action: found "ec2:RunInstance", expected an action that exists; the nearest is ec2:RunInstances'],
    ['a pattern that matches nothing', { statements: [denying(['ec2:Ran*'])] }, 'found "ec2:Ran*", expected a pattern that matches an action'],
    ['a short reason for unknown actions', { unknownActionsReason: 'new' }, 'unknownActionsReason: found "new", expected a reason of at least 20 characters'],
    ['a target twice', { targets: [OU, OU] }, 'targets[1]: found "ou-ab12-workload1", expected each target once'],
    ['an empty name', { policyName: '' }, 'policyName: found "", expected 1 to 128 ASCII characters'],
    ['a name of 129 characters', { policyName: 'x'.repeat(129) }, 'expected 1 to 128 ASCII characters'],
    ['a name that is not ASCII', { policyName: 'schützen' }, 'policyName: found "schützen"'],
    ['a description of 513 characters', { description: 'é'.repeat(513) }, /description: found "é+", expected at most 512 characters/],
    ['a quota out of range', { quotas: { policySize: 100 } }, 'policySize: found 100, expected a whole number from 256 to 100000'],
    ['no room on a target', { quotas: { policiesPerTarget: 5, attachedElsewhere: 5 } }, 'attachedElsewhere: found 5, expected a whole number from 0 to 4'],
    ['exempt principals that are everybody', { exemptPrincipals: ['arn:*:iam::*:role/*'] }, 'exemptPrincipals[0]: found "arn:*:iam::*:role/*", expected'],
    ['an empty list of exempt principals', { exemptPrincipals: [] }, 'exemptPrincipals: found "none", expected at least one'],
    ['a short reason for a lock-out', { lockOutReason: 'because' }, 'lockOutReason: found "because", expected a reason of at least 20 characters'],
  ])('%s', (_what, props, message) => {
    expect(() => policyIn(newStack(), 'Policy', props)).toThrow(message);
  });

  test.each([
    ['root', () => PolicyTarget.root('r-ab'), 'rootId: found "r-ab", expected r- and 4 to 32'],
    ['root', () => PolicyTarget.root('ou-ab12-workload1'), 'rootId: found "ou-ab12-workload1"'],
    ['organizational unit', () => PolicyTarget.organizationalUnit('ou-ab12-short'), 'organizationalUnitId: found "ou-ab12-short", expected ou-'],
    ['account', () => PolicyTarget.account('11112222333'), 'accountId: found "11112222333", expected an account id of twelve digits'],
  ])('a target that is no %s', (_what, make, message) => {
    expect(make).toThrow(message);
  });

  test('tags that AWS Organizations does not take', () => {
    const stack = newStack();
    const policy = policyIn(stack, 'Policy');
    Tags.of(policy).add('k'.repeat(129), 'v');
    Tags.of(policy).add('long', 'v'.repeat(257));
    expect(() => Template.fromStack(stack)).toThrow(/tags: found the key "k+".*tags: found a value of "long" with more than 256 characters/s);
  });
});

test('targets may be tokens', () => {
  expect(PolicyTarget.account(Aws.ACCOUNT_ID).targetId).toBe(Aws.ACCOUNT_ID);
});

test('an action that is newer than the catalogue passes with a reason', () => {
  const props = { statements: [denying(['ec2:RunNewThings'])], unknownActionsReason: 'launched after the catalogue was made' };
  expect(() => policyIn(newStack(), 'Policy', props)).not.toThrow();
});

describe('the size', () => {
  const statement = (filling: string, count: number) => denying(['s3:GetObject'], { resources: [`arn:aws:s3:::${filling.repeat(count)}`] });
  const left = 10_240 - contentSize([statement('', 0).toStatementJson() as StatementJson]);

  test.each([['x', left], ['é', Math.floor(left / 2)]])('may be 10,240 bytes and no more (%s)', (filling, most) => {
    expect(() => policyIn(newStack(), 'Policy', { statements: [statement(filling, most)] })).not.toThrow();
    expect(() => policyIn(newStack(), 'Policy', { statements: [statement(filling, most + 1)] }))
      .toThrow(/statements: found 1024[12], expected at most 10240 bytes \(quotas.policySize\): [12] too many/);
  });

  test('may be what the quota says', () => {
    expect(() => policyIn(newStack(), 'Policy', { statements: [statement('x', 300)], quotas: { policySize: 256 } })).toThrow('expected at most 256');
  });
});

describe('the policies of a target', () => {
  const attachTo = (stack: Stack, count: number, props: Partial<ServiceControlPolicyProps> = {}) => (
    Array.from({ length: count }, (_one, index) => policyIn(stack, `Policy${index}`, { targets: [OU], ...props }))
  );

  test('may be nine beside FullAWSAccess and no more', () => {
    const stack = newStack();
    attachTo(stack, 9);
    expect(() => policyIn(stack, 'Last', { targets: [OU] })).toThrow(
      /^targets\[0\]: found 10 policies of type SERVICE_CONTROL_POLICY .* ou-ab12-workload1 \(Stack\/Policy0, .*Stack\/Last\), expected at most 9: 1 too many/,
    );
    expect(() => policyIn(stack, 'Elsewhere', { targets: [PolicyTarget.root('r-ab12')] })).not.toThrow();
  });

  test('count across the stacks of the app', () => {
    const app = new App();
    attachTo(new Stack(app, 'One'), 9);
    expect(() => attachTo(new Stack(app, 'Two'), 1)).toThrow('found 10 policies');
  });

  test('may be what the quotas say', () => {
    const quotas = { policiesPerTarget: 5, attachedElsewhere: 3 };
    expect(() => attachTo(newStack(), 2, { quotas })).not.toThrow();
    expect(() => attachTo(newStack(), 3, { quotas })).toThrow('expected at most 2');
  });
});

describe('the lock-out check', () => {
  const noRoles = { statements: [denying(['iam:*'])], targets: [OU] };
  const exempting = (principal: string) => [denying(['iam:*'], { conditions: { ArnNotLike: { 'aws:PrincipalArn': principal } } })];

  test('asks who can still administer where a statement denies that to everybody', () => {
    expect(() => policyIn(newStack(), 'Policy', noRoles))
      .toThrow(/exemptPrincipals: found nothing, expected who can still administer .*\n  - administer roles \(denied: Statement\[0\] of the service control policy "Stack\/Policy" denies iam:CreateRole/);
  });

  test('refuses exempt principals whom the statements do not exempt', () => {
    expect(() => policyIn(newStack(), 'Policy', { ...noRoles, exemptPrincipals: [ADMIN] })).toThrow(
      /^exemptPrincipals: found none that can still administer an account.*\narn:\*:iam::\*:role\/OrganizationAdmin cannot\n  - administer roles/,
    );
  });

  test('lets pass what exempts them, and what has a reason', () => {
    expect(() => policyIn(newStack(), 'Policy', { ...noRoles, statements: exempting(ADMIN), exemptPrincipals: [ADMIN] })).not.toThrow();
    expect(() => policyIn(newStack(), 'Policy', { ...noRoles, lockOutReason: REASON })).not.toThrow();
  });

  test('refuses exempt principals who are in no account that it is attached to', () => {
    const principal = 'arn:aws:iam::444455556666:role/OrganizationAdmin';
    const props = { statements: exempting(principal), targets: [PolicyTarget.account('111122223333')], exemptPrincipals: [principal] };
    expect(() => policyIn(newStack(), 'Policy', props)).toThrow('act at all: it is no principal of the account 111122223333');
  });

  test('refuses exempt principals of one account where it is attached to more', () => {
    const principal = 'arn:aws:iam::111122223333:role/OrganizationAdmin';
    const props = { statements: exempting(principal), exemptPrincipals: [principal] };
    expect(() => policyIn(newStack(), 'Policy', { ...props, targets: [OU] })).toThrow('for instance arn:*:iam::*:role/OrganizationAdmin');
    expect(() => policyIn(newStack(), 'Policy', { ...props, targets: [PolicyTarget.account('111122223333')] })).not.toThrow();
  });

  test.each([
    ['the same target', OU, OU],
    ['the root above', PolicyTarget.root('r-ab12'), OU],
    ['a unit below', OU, PolicyTarget.root('r-ab12')],
    ['the root above an account', PolicyTarget.root('r-ab12'), PolicyTarget.account('111122223333')],
  ])('looks at what else the app attaches to %s', (_where, first, second) => {
    const stack = newStack();
    policyIn(stack, 'First', { statements: exempting(ADMIN), targets: [first], exemptPrincipals: [ADMIN] });
    const other = 'arn:*:iam::*:role/Other';
    const otherProps = { statements: exempting(other), targets: [second], exemptPrincipals: [other] };
    expect(() => policyIn(stack, 'Second', otherProps)).toThrow('of the service control policy "Stack/First" denies');
    expect(() => policyIn(stack, 'Third', { statements: exempting(ADMIN), targets: [second], exemptPrincipals: [ADMIN] })).not.toThrow();
  });

  test('leaves other targets alone', () => {
    const stack = newStack();
    policyIn(stack, 'First', { statements: exempting(ADMIN), targets: [OU, PolicyTarget.root('r-cd34')], exemptPrincipals: [ADMIN] });
    const other = 'arn:*:iam::*:role/Other';
    const targets = [PolicyTarget.organizationalUnit('ou-ab12-workload2')];
    expect(() => policyIn(stack, 'Second', { statements: exempting(other), targets, exemptPrincipals: [other] })).not.toThrow();
  });
});
