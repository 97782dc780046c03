import { App, Aws, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, RulePack } from '../../../src';
import { EXAMPLE_PARAMETERS, GuardrailDefinition, GuardrailParameters } from '../../../src/constructs/organization/guardrail-definition';
import { GuardrailSet } from '../../../src/constructs/organization/guardrail-set';
import { OrganizationGuardrails, OrganizationGuardrailsProps } from '../../../src/constructs/organization/organization-guardrails';
import { PolicyTarget } from '../../../src/constructs/organization/policy-target';
import { StatementJson } from '../../../src/policy/policy-json';
import { ADMINISTRATOR_ACCESS, FULL_AWS_ACCESS, notDenied } from '../../support/proof';

const ROOT = PolicyTarget.root('r-ab12');
const OU = PolicyTarget.organizationalUnit('ou-ab12-workload1');
const [ADMIN] = EXAMPLE_PARAMETERS.exemptPrincipals;
const TAGGED = { StringNotEquals: { 'aws:PrincipalTag/team': 'platform' } };

function guardrail(id: string, statements: StatementJson[], policyType: GuardrailDefinition['policyType'] = 'SERVICE_CONTROL_POLICY'): GuardrailDefinition {
  return {
    id, policyType, title: '', intent: '', sets: [], exemption: 'exempt principals', needs: [], sideEffects: [], controls: {}, links: [],
    examples: { denied: [], allowed: [] }, statements: () => statements,
  };
}

function setOf(definitions: readonly GuardrailDefinition[], parameters: GuardrailParameters = EXAMPLE_PARAMETERS): GuardrailSet {
  return { _guardrails: () => definitions, _parameters: () => parameters } as unknown as GuardrailSet;
}

const deny = (Action: string, more: Partial<StatementJson> = {}): StatementJson => ({ Effect: 'Deny', Action, Resource: '*', ...more });
const INSECURE = { BoolIfExists: { 'aws:SecureTransport': 'false' } };
const rcp = (id: string) => guardrail(id, [deny('s3:*', { Principal: '*', Condition: INSECURE })], 'RESOURCE_CONTROL_POLICY');

function guardrailsIn(stack: Stack, props: Partial<OrganizationGuardrailsProps> = {}, id = 'Guardrails'): OrganizationGuardrails {
  return new OrganizationGuardrails(stack, id, {
    guardrails: setOf([guardrail('DenyA', [deny('ec2:RunInstances')]), rcp('DenyB')]), targets: [ROOT, OU], policyNamePrefix: 'org', ...props,
  });
}

const FULL_ACCESS: Record<string, unknown> = {
  SERVICE_CONTROL_POLICY: FULL_AWS_ACCESS,
  RESOURCE_CONTROL_POLICY: { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } },
};

const newStack = () => new Stack(new App(), 'Stack');
const policiesOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::Organizations::Policy'));
const options = { ...EXAMPLE_PARAMETERS, exemptPrincipals: [ADMIN] } as unknown as Parameters<typeof GuardrailSet.baseline>[0];

test('packs each type of policy by itself and attaches all to every target, one after the other', () => {
  const stack = newStack();
  const { policyIds } = guardrailsIn(stack);
  const sidsOf = (content: { Statement: StatementJson[] }) => content.Statement.map(({ Sid }) => Sid);
  expect(policiesOf(stack).map(({ Properties: { Content, ...rest } }) => ({ ...rest, sids: sidsOf(Content) }))).toEqual([
    { Name: 'org-scp-1', Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['r-ab12', 'ou-ab12-workload1'], Description: 'Guardrails: DenyA', sids: ['DenyA'] },
    { Name: 'org-rcp-1', Type: 'RESOURCE_CONTROL_POLICY', TargetIds: ['r-ab12', 'ou-ab12-workload1'], Description: 'Guardrails: DenyB', sids: ['DenyB'] },
  ]);
  expect(policiesOf(stack).map(({ DependsOn }) => DependsOn?.length ?? 0)).toEqual([0, 1]);
  expect(stack.resolve(policyIds)).toEqual([{ 'Fn::GetAtt': [expect.any(String), 'Id'] }, { 'Fn::GetAtt': [expect.any(String), 'Id'] }]);
});

const SETS = [['baseline', GuardrailSet.baseline], ['strict', GuardrailSet.strict]] as const;

test.each(SETS)('the %s set fits, passes the strict pack and AwsSolutionsChecks, and locks nobody out', (_name, set) => {
  const stack = newStack();
  const { plan } = guardrailsIn(stack, { guardrails: set(options), targets: [ROOT, OU, PolicyTarget.account('111122223333')] });
  expect([...new Set(plan.policies.flatMap(({ guardrails }) => guardrails))].sort()).toEqual(set(options).ids);
  expect(checkGuardrails(stack.node.root, { pack: RulePack.STRICT }).errors).toEqual([]);
  expect(new AwsSolutionsChecks().validateScope(stack.node.root).violations).toEqual([]);
});

test.each([
  ['baseline', GuardrailSet.baseline, 1], ['strict', GuardrailSet.strict, 2],
] as const)('the %s set takes one resource control policy and few service control policies', (_name, set, policies) => {
  const { plan } = guardrailsIn(newStack(), { guardrails: set(options) });
  expect(plan.fewest).toBe(true);
  expect(plan.policies.map(({ policyType }) => policyType)).toEqual([...Array<string>(policies).fill('SERVICE_CONTROL_POLICY'), 'RESOURCE_CONTROL_POLICY']);
});

test.each(SETS)('what the entries of the %s set deny is denied by the policies that they are packed into', (_name, set) => {
  const stack = newStack();
  guardrailsIn(stack, { guardrails: set(options) });
  const policies = policiesOf(stack).map(({ Properties }) => Properties);
  const contents = (type: string) => policies.filter(({ Type }) => Type === type).map(({ Content }) => Content);
  const levelOf = (type: string) => [{ name: 'Root', policies: [FULL_ACCESS[type], ...contents(type)] }];
  const limits = { serviceControlPolicies: levelOf('SERVICE_CONTROL_POLICY'), resourceControlPolicies: levelOf('RESOURCE_CONTROL_POLICY') };
  const attacks = set(options)._guardrails().flatMap(({ id, examples }) => examples.denied.map((attack) => ({ ...attack, what: `${id}: ${attack.what}` })));
  expect(attacks).not.toEqual([]);
  expect(notDenied({ identityPolicies: [ADMINISTRATOR_ACCESS], ...limits }, 'arn:aws:iam::111122223333:role/Worker', attacks)).toEqual([]);
});

test('the plan says which policy holds what, and how much room is left', () => {
  const { plan } = guardrailsIn(newStack());
  expect(plan.fewest).toBe(true);
  expect(plan.policies).toEqual([
    { policyName: 'org-scp-1', policyType: 'SERVICE_CONTROL_POLICY', guardrails: ['DenyA'], statements: 1, size: 113, left: 10_127 },
    { policyName: 'org-rcp-1', policyType: 'RESOURCE_CONTROL_POLICY', guardrails: ['DenyB'], statements: 1, size: 178, left: 4942 },
  ]);
  expect(plan.toString()).toBe([
    'Policy     Type                     Statements  Bytes   Left  Guardrails',
    'org-scp-1  SERVICE_CONTROL_POLICY            1    113  10127  DenyA',
    'org-rcp-1  RESOURCE_CONTROL_POLICY           1    178   4942  DenyB',
  ].join('\n'));
});

test('a description that is too long is cut', () => {
  const stack = newStack();
  guardrailsIn(stack, { guardrails: setOf(Array.from({ length: 40 }, (_one, index) => guardrail(`DenySomethingOrOther${index}`, [deny('ec2:RunInstances')]))) });
  expect(policiesOf(stack).map(({ Properties }) => Properties.Description)).toEqual([expect.stringMatching(/^.{509}\.\.\.$/)]);
});

describe('refuses', () => {
  const large = (count: number) => setOf(Array.from({ length: count }, (_one, index) => (
    guardrail(`Deny${index}`, [deny('s3:GetObject', { Resource: `arn:aws:s3:::${'x'.repeat(9000)}`, Condition: { StringEquals: { 'aws:PrincipalTag/n': `${index}` } } })])
  )));

  test('no targets', () => {
    expect(() => guardrailsIn(newStack(), { targets: [] })).toThrow('targets: found "none", expected at least one target');
  });

  test('a prefix that is too long', () => {
    expect(() => guardrailsIn(newStack(), { policyNamePrefix: 'x'.repeat(111) })).toThrow('expected 1 to 110 ASCII characters');
  });

  test('guardrails that do not fit, and says by how much', () => {
    expect(() => guardrailsIn(newStack(), { guardrails: large(9) })).not.toThrow();
    expect(() => guardrailsIn(newStack(), { guardrails: large(10) })).toThrow('found statements for 10 policies');
    expect(() => guardrailsIn(newStack(), { guardrails: large(10), serviceControlPolicyQuotas: { policiesPerTarget: 11 } })).not.toThrow();
  });

  test('guardrails that find no room beside what the app attaches to a target already', () => {
    const stack = newStack();
    guardrailsIn(stack, { guardrails: large(9), targets: [OU] });
    expect(() => guardrailsIn(stack, {}, 'More')).toThrow('the app attaches to ou-ab12-workload1');
  });

  test('a guardrail that says what AWS would not take', () => {
    expect(() => guardrailsIn(newStack(), { guardrails: setOf([guardrail('DenyA', [deny('ec2:RunInstance')])]) }))
      .toThrow('DenyA: Statement[0].Action: found "ec2:RunInstance", expected an action that exists; the nearest is ec2:RunInstances');
  });
});

describe('the lock-out check', () => {
  const exempting = (...principals: string[]) => deny('iam:*', { Condition: { ArnNotLike: { 'aws:PrincipalArn': principals } } });

  test('passes when one of the exempt principals can administer', () => {
    const exemptPrincipals = [ADMIN, 'arn:aws:iam::*:role/Other'];
    expect(() => guardrailsIn(newStack(), { guardrails: setOf([guardrail('DenyA', [exempting(ADMIN)])], { ...EXAMPLE_PARAMETERS, exemptPrincipals }) })).not.toThrow();
  });

  test('names the guardrail that locks everybody out', () => {
    expect(() => guardrailsIn(newStack(), { guardrails: setOf([guardrail('DenyA', [exempting('arn:aws:iam::*:role/Other')]), guardrail('DenyB', [deny('ec2:*', { Condition: TAGGED })])]) }))
      .toThrow(/arn:aws:iam::\*:role\/OrganizationAdmin cannot\n  - administer roles \(denied: DenyA of the service control policy "org-scp-1" denies iam:CreateRole/);
  });

  test('tries what the guardrails protect', () => {
    const [Resource] = EXAMPLE_PARAMETERS.logBuckets;
    expect(() => guardrailsIn(newStack(), { guardrails: setOf([guardrail('DenyA', [deny('s3:PutBucketPolicy', { Resource })])]) }))
      .toThrow('administer log buckets (denied: DenyA');
  });

  test('looks at each account that is a target', () => {
    const exemptPrincipals = ['arn:aws:iam::111122223333:role/Admin'];
    const guardrails = setOf([guardrail('DenyA', [exempting(...exemptPrincipals)])], { ...EXAMPLE_PARAMETERS, exemptPrincipals });
    expect(() => guardrailsIn(newStack(), { guardrails, targets: [PolicyTarget.account('111122223333')] })).not.toThrow();
    expect(() => guardrailsIn(newStack(), { guardrails, targets: [PolicyTarget.account('111122223333'), PolicyTarget.account('444455556666')] }))
      .toThrow('found none that can still administer the account 444455556666');
  });

  test.each([
    ['the root', [ROOT]], ['an organizational unit', [OU]], ['a unit beside their account', [PolicyTarget.account('111122223333'), OU]],
  ])('refuses exempt principals of fixed accounts at %s, and says what to write', (_where, targets) => {
    const of = (...exemptPrincipals: string[]) => setOf([guardrail('DenyA', [exempting(...exemptPrincipals)])], { ...EXAMPLE_PARAMETERS, exemptPrincipals });
    const fixed = ['arn:aws:iam::111122223333:role/Admin', 'arn:aws:iam::444455556666:user/Admin'];
    expect(() => guardrailsIn(newStack(), { guardrails: of(...fixed), targets })).toThrow(
      `exemptPrincipals: found "${fixed.join(', ')}", expected one at least that is in every account below ${targets[targets.length - 1].targetId}, `
      + 'for instance arn:*:iam::*:role/Admin',
    );
    expect(() => guardrailsIn(newStack(), { guardrails: of(`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/Admin`), targets })).toThrow('in every account');
    expect(() => guardrailsIn(newStack(), { guardrails: of(fixed[0], ADMIN), targets })).not.toThrow();
  });

  test('leaves open what the token of a whole ARN names', () => {
    const exemptPrincipals = [Lazy.string({ produce: () => ADMIN })];
    const guardrails = setOf([guardrail('DenyA', [exempting(...exemptPrincipals)])], { ...EXAMPLE_PARAMETERS, exemptPrincipals });
    expect(() => guardrailsIn(newStack(), { guardrails })).not.toThrow();
  });

  test('looks at resource control policies too', () => {
    const locking = guardrail('DenyB', [deny('kms:*', { Principal: '*' })], 'RESOURCE_CONTROL_POLICY');
    expect(() => guardrailsIn(newStack(), { guardrails: setOf([locking]) })).toThrow('administer log keys (denied: DenyB of the resource control policy "org-rcp-1"');
  });
});
