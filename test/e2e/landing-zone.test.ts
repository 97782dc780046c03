/** examples/landing-zone, synthesized by the CDK CLI. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { CdkOutcome, Project } from './project';
import { PolicySimulator } from '../../src';
import { isObject } from '../../src/policy/document';
import { runCli } from '../cli/cli';
import { ADMINISTRATOR_ACCESS } from '../support/proof';

jest.setTimeout(120_000);

type Resources = Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;

describe('the landing zone', () => {
  let project: Project;
  let outcome: CdkOutcome;
  beforeAll(async () => {
    project = new Project('aws-cdk-lib', join(__dirname, '..', '..', 'examples', 'landing-zone'));
    outcome = await project.cdk(['synth', '--quiet'], {});
  });
  afterAll(() => project.remove());

  const read = (file: string) => JSON.parse(readFileSync(join(outcome.assembly, file), 'utf8'));
  const resources = (stack: string, type: string) => Object.values(read(`${stack}.template.json`).Resources as Resources).filter(({ Type }) => Type === type);

  test('synthesizes', () => {
    expect(outcome).toMatchObject({ exitCode: 0 });
  });

  test('acknowledges nothing of ours', () => {
    expect(['Organization', 'Account', 'Shop'].filter((stack) => JSON.stringify(read(`${stack}.metadata.json`)).includes('IamGuardrails-'))).toEqual([]);
  });

  test('violates nothing of the strict pack, also as the command judges it', () => {
    const { exitCode, stdout } = runCli(['check', outcome.assembly, '--pack', 'strict', '--format', 'json']);
    const { findings } = JSON.parse(stdout);
    expect(findings).toEqual([]);
    expect(exitCode).toBe(0);
  });

  test('attaches the strict guardrails to the unit within the quotas of the organization', () => {
    const policies = resources('Organization', 'AWS::Organizations::Policy').map(({ Properties }) => Properties);
    expect(policies.every(({ TargetIds }) => JSON.stringify(TargetIds) === '["ou-ab12-workload1"]')).toBe(true);
    expect(policies.filter(({ Type }) => Type === 'SERVICE_CONTROL_POLICY').length).toBeLessThan(10);
    expect(policies.filter(({ Type }) => Type === 'RESOURCE_CONTROL_POLICY').length).toBeLessThan(5);
    expect(JSON.stringify(policies)).toContain('cloudtrail:');
  });

  test('puts a boundary on every role', () => {
    const roles = ['Account', 'Shop'].flatMap((stack) => resources(stack, 'AWS::IAM::Role'));
    expect(roles.length).toBeGreaterThan(3);
    expect(roles.filter(({ Properties }) => !('PermissionsBoundary' in Properties))).toEqual([]);
  });

  test('lets deployers and developers put code into the functions of the workload only', () => {
    const known = (value: unknown) => JSON.parse(JSON.stringify(value).replace(/\{"Fn::Join":\["",(\[[^\]]*\])\]\}/g, (_join, parts) => (
      JSON.stringify((JSON.parse(parts) as unknown[]).map((part) => (isObject(part) ? 'aws' : part)).join(''))
    )));
    const boundaries = resources('Account', 'AWS::IAM::ManagedPolicy').map(({ Properties }) => Properties)
      .filter(({ ManagedPolicyName }) => ManagedPolicyName !== 'workload-boundary');
    const decisionsOn = (name: string) => boundaries.map(({ PolicyDocument }) => new PolicySimulator({
      identityPolicies: [ADMINISTRATOR_ACCESS], permissionsBoundary: known(PolicyDocument),
    }).simulate({
      principalArn: 'arn:aws:iam::333333333333:role/deployer',
      action: 'lambda:UpdateFunctionCode',
      resource: `arn:aws:lambda:eu-west-1:333333333333:function:${name}`,
      context: { 'aws:RequestedRegion': 'eu-west-1' },
    }).decision);
    expect(decisionsOn('Shop-Function')).toEqual(['allowed', 'allowed']);
    expect(decisionsOn('Administration')).toEqual(['explicitDeny', 'explicitDeny']);
  });

  test('says what the defaults changed', () => {
    const { changes } = read('guardrail-defaults.json') as { changes: unknown[] };
    expect(changes).toContainEqual(expect.objectContaining({ property: 'Path', after: '/workloads/' }));
    expect(changes.every(isObject)).toBe(true);
  });
});
