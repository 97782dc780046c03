import { App, Environment, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, RulePack } from '../../../src';
import { CrossAccountRole } from '../../../src/constructs/identities/cross-account-role';
import { CrossAccountTrust } from '../../../src/constructs/identities/cross-account-trust';
import { ACCOUNT } from '../../support/proof';

const PARTNER = '444455556666';
const principals = [`arn:aws:iam::${PARTNER}:role/collector`];
const accountRootReason = 'the vendor does not tell which role it uses';
const organizationId = 'o-a1b2c3d4e5';
const THIRD_PARTY = CrossAccountTrust.thirdParty({ principals });
const TRUSTS: Readonly<Record<string, CrossAccountTrust>> = {
  'a third party': THIRD_PARTY,
  'a third party with an external id of its own': CrossAccountTrust.thirdParty({ principals, externalId: 'acme-7f3a9c1' }),
  'a third party in its organization': CrossAccountTrust.thirdParty({ principals, organizationId }),
  'a third party by name': CrossAccountTrust.thirdParty({ principalsByName: principals }),
  'a third party as a whole account': CrossAccountTrust.thirdParty({ accounts: [PARTNER], accountRootReason }),
  'the own organization': CrossAccountTrust.organization({ principals, organizationId }),
  'units of the own organization': CrossAccountTrust.organization({ principalsByName: principals, organizationId, organizationPaths: [`${organizationId}/r-ab12/ou-ab12-11111111/*`] }),
  'an account of the own organization': CrossAccountTrust.organization({ accounts: [PARTNER], accountRootReason, organizationId }),
};
const ENV = { account: ACCOUNT, region: 'eu-west-1' };

function deployed(trust = THIRD_PARTY, env?: Environment) {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env });
  const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', `arn:aws:iam::${ACCOUNT}:policy/boundary`);
  const role = new CrossAccountRole(stack, 'Partner', { trust, permissionsBoundary });
  return { app, stack, role };
}

const trustPolicy = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument;

test.each(Object.entries(TRUSTS).flatMap(([name, trust]) => [[name, trust, ENV], [`${name}, in a stack of any account`, trust, undefined]] as const))(
  'a role for %s passes the strict pack and AwsSolutionsChecks', (_name, trust, env) => {
    const { app } = deployed(trust, env);
    const { errors, warnings } = checkGuardrails(app, { pack: RulePack.STRICT });
    expect([...errors, ...warnings]).toEqual([]);
    expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
  });

test('a third party without an external id gets one, which the role tells', () => {
  const { stack, role } = deployed(THIRD_PARTY, ENV);
  expect(role.externalId).toMatch(new RegExp(`^${ACCOUNT}-[0-9a-f]{32}$`));
  expect(trustPolicy(stack).Statement).toEqual([{
    Effect: 'Allow', Principal: { AWS: principals[0] }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': role.externalId } },
  }]);
});

test('the external id is the same each time, and another one for another role', () => {
  const { stack, role } = deployed(THIRD_PARTY, ENV);
  expect(deployed(THIRD_PARTY, ENV).role.externalId).toBe(role.externalId);
  expect(new CrossAccountRole(stack, 'Other', { trust: THIRD_PARTY }).externalId).not.toBe(role.externalId);
});

test('in a stack of any account, the external id has the account of the deployment', () => {
  const { stack, role } = deployed();
  expect(stack.resolve(role.externalId)).toEqual({ 'Fn::Join': ['', [{ Ref: 'AWS::AccountId' }, expect.stringMatching(/^-[0-9a-f]{32}$/)]] });
});

test('an external id that is given is taken, and an organization needs none', () => {
  expect(deployed(CrossAccountTrust.thirdParty({ principals, externalId: 'acme-7f3a9c1' })).role.externalId).toBe('acme-7f3a9c1');
  expect(deployed(CrossAccountTrust.organization({ principals, organizationId })).role.externalId).toBeUndefined();
});

test('a role that does not exist yet is trusted by its name, through its account', () => {
  const { stack, role } = deployed(CrossAccountTrust.thirdParty({ principalsByName: principals }), ENV);
  expect(trustPolicy(stack).Statement).toEqual([{
    Effect: 'Allow',
    Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${PARTNER}:root`]] } },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': role.externalId }, ArnEquals: { 'aws:PrincipalArn': principals } },
  }]);
});

test('a principal that is known only when it is deployed is trusted as it is', () => {
  const { stack } = deployed(CrossAccountTrust.thirdParty({ principals: [Fn.importValue('Collector')] }));
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { AWS: { 'Fn::ImportValue': 'Collector' } } })] },
  });
});

test('the own account is refused', () => {
  expect(() => deployed(CrossAccountTrust.organization({ principals: [`arn:aws:iam::${ACCOUNT}:role/app`], organizationId }), ENV))
    .toThrow(`principals: found "arn:aws:iam::${ACCOUNT}:role/app", expected another account than the role is in`);
});

describe('a role of the app', () => {
  const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');
  const trusting = (arn: string) => CrossAccountTrust.organization({ principalsByName: [arn], organizationId });

  test.each([['the account', ENV], ['any account', undefined]])('in the same stack, of %s, is refused', (_where, env) => {
    const { stack } = deployed(THIRD_PARTY, env);
    const role = new iam.Role(stack, 'Own', { assumedBy });
    expect(() => new CrossAccountRole(stack, 'Role', { trust: trusting(role.roleArn) })).toThrow('expected another account than the role is in');
    expect(() => new CrossAccountRole(stack, 'Other', { trust: CrossAccountTrust.thirdParty({ principals: [role.roleArn] }) })).toThrow('expected another account');
  });

  test('in another stack of the same account is refused', () => {
    const { app, stack } = deployed(THIRD_PARTY, ENV);
    const role = new iam.Role(new Stack(app, 'Same', { env: ENV }), 'Own', { assumedBy });
    expect(() => new CrossAccountRole(stack, 'Role', { trust: trusting(role.roleArn) })).toThrow('expected another account than the role is in');
  });

  test('in a stack of another account is trusted', () => {
    const { app, stack } = deployed(THIRD_PARTY, ENV);
    const partner = new Stack(app, 'PartnerStack', { env: { account: PARTNER, region: 'eu-west-1' } });
    const collector = new iam.Role(partner, 'Collector', { assumedBy, roleName: 'collector' });
    const role = new CrossAccountRole(stack, 'Role', { trust: trusting(collector.roleArn) });
    const arnOf = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${PARTNER}:${name}`]] });
    const [statement] = stack.resolve(role.assumeRolePolicy).Statement;
    expect(statement).toMatchObject({ Principal: { AWS: arnOf('root') }, Condition: { ArnEquals: { 'aws:PrincipalArn': [arnOf('role/collector')] } } });
  });
});

test('nobody is added to its trust policy', () => {
  const { app, role } = deployed();
  role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ principals: [new iam.AccountPrincipal('777788889999')], actions: ['sts:AssumeRole'] }));
  expect(() => app.synth()).toThrow('expected those whom its trust names: give others a role of their own');
});
