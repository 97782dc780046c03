import { App, Aspects, Duration, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, NagPack } from 'cdk-nag';
import { IamGuardrailsAspect, IamGuardrailsChecks, IamGuardrailsChecksProps, RulePack } from '../../src';
import { rulesOf } from '../../src/rules/judge';
import { ACCOUNT, ADMIN, adminRole, plainRole, reported, reports, roleWith, synthError, unknownRole, written } from '../support/apps';

function appWithChecks(...others: NagPack[]) {
  const app = new App();
  Validations.of(app).addPlugins(new IamGuardrailsChecks(app), ...others);
  return app;
}

describe('beside another cdk-nag pack', () => {
  test('both report their findings, each under its name', () => {
    const app = appWithChecks(new AwsSolutionsChecks());
    const stack = new Stack(app, 'Stack');
    adminRole(stack);
    new s3.Bucket(stack, 'Bucket');
    const error = synthError(app);
    expect(error).toContain(ADMIN);
    expect(error).toContain('AwsSolutions-S1');
    expect(reports(app)).toHaveLength(1);
    expect(reports(app, 'AwsSolutions')).toHaveLength(1);
  });

  test('an acknowledgment for one does not silence the other', () => {
    const app = appWithChecks(new AwsSolutionsChecks());
    const stack = new Stack(app, 'Stack');
    adminRole(stack);
    Validations.of(app).acknowledge({ id: 'AwsSolutions::AwsSolutions-IAM5', reason: 'r' });
    expect(synthError(app)).toContain(ADMIN);
    Validations.of(app).acknowledge({ id: `IamGuardrails::${ADMIN}`, reason: 'r' });
    const error = synthError(app, { force: true });
    expect(error).toContain('AwsSolutions-IAM5');
    expect(error).not.toContain(ADMIN);
  });

  test('other packs on a Stage and ours on the app report together', () => {
    const app = appWithChecks();
    const stage = new Stage(app, 'Prod');
    Validations.of(stage).addPlugins(new AwsSolutionsChecks());
    const stack = new Stack(stage, 'Stack');
    adminRole(stack);
    new s3.Bucket(stack, 'Bucket');
    const error = synthError(app);
    expect(error).toContain(ADMIN);
    expect(error).toContain('AwsSolutions-S1');
  });

  test('the Aspect reports beside them too', () => {
    const app = new App();
    Validations.of(app).addPlugins(new AwsSolutionsChecks());
    Aspects.of(app).add(new IamGuardrailsAspect());
    adminRole(new Stack(app, 'Stack'));
    expect(synthError(app)).toContain(ADMIN);
  });
});

describe('validateScope', () => {
  test('fails for a violation at and below the scope', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    adminRole(stack);
    const report = new IamGuardrailsChecks().validateScope(stack);
    expect(report.success).toBe(false);
    expect(report.violations).toMatchObject([{ ruleName: ADMIN, violatingResources: [{ constructPath: 'Stack/Admin/Resource' }] }]);
  });

  test('passes a scope beside the violation', () => {
    const app = new App();
    adminRole(new Stack(app, 'Beside'));
    const stack = new Stack(app, 'Stack');
    plainRole(stack);
    expect(new IamGuardrailsChecks().validateScope(stack)).toMatchObject({ success: true, violations: [] });
  });

  test('takes acknowledgments into account', () => {
    const stack = new Stack(new App(), 'Stack');
    Validations.of(adminRole(stack)).acknowledge({ id: `IamGuardrails::${ADMIN}`, reason: 'r' });
    expect(new IamGuardrailsChecks().validateScope(stack).success).toBe(true);
  });

  test('does not fail for a warning alone', () => {
    const stack = new Stack(new App(), 'Stack');
    unknownRole(stack);
    const report = new IamGuardrailsChecks().validateScope(stack);
    expect(report.violations.map(({ severity }) => severity)).not.toContain('error');
    expect(report.success).toBe(true);
  });
});

describe('the properties', () => {
  test('take the baseline pack by default, and the strict one', () => {
    expect(new IamGuardrailsChecks().ruleIds).toEqual(rulesOf('baseline').map(({ id }) => `IamGuardrails-${id}`));
    expect(new IamGuardrailsChecks(undefined, { pack: RulePack.STRICT }).ruleIds).toEqual(rulesOf('strict').map(({ id }) => `IamGuardrails-${id}`));
  });

  test('refuse a session of two days and an account name', () => {
    expect(() => new IamGuardrailsChecks(undefined, { maxSessionDuration: Duration.days(2) })).toThrow(/expected 3600 to 43200/);
    expect(() => new IamGuardrailsChecks(undefined, { trustedAccounts: ['production'] })).toThrow(/expected an account id of twelve digits/);
    expect(() => new IamGuardrailsChecks(undefined, { trustedAccounts: [ACCOUNT] })).not.toThrow();
  });

  test('verbose makes no difference, for findings are explained in full anyway', () => {
    const stack = new Stack(new App(), 'Stack');
    adminRole(stack);
    expect(new IamGuardrailsChecks(undefined, { verbose: true }).validateScope(stack))
      .toEqual(new IamGuardrailsChecks(undefined, { verbose: false }).validateScope(stack));
  });

  test('writeSuppressionsToCloudFormation puts acknowledgments into the templates', () => {
    const app = new App();
    Validations.of(app).addPlugins(new IamGuardrailsChecks(app, { writeSuppressionsToCloudFormation: true }));
    const stack = new Stack(app, 'Stack');
    const role = adminRole(stack);
    Validations.of(role).acknowledge({ id: `IamGuardrails::${ADMIN}`, reason: 'break-glass role' });
    expect(synthError(app)).toBe('');
    expect(Object.keys(written(stack, 'AWS::IAM::Role'))).toHaveLength(1);
    const template = app.synth().getStackByName('Stack').template;
    const [resource] = Object.values(template.Resources) as { Metadata: unknown }[];
    expect(resource.Metadata).toMatchObject({ cdk_nag: { rules_to_suppress: [{ id: `IamGuardrails::${ADMIN}`, reason: 'break-glass role' }] } });
  });
});

test('one pack object serves several apps', () => {
  const checks = new IamGuardrailsChecks();
  const apps = [new App(), new App()];
  apps.forEach((app) => Validations.of(app).addPlugins(checks));
  adminRole(new Stack(apps[0], 'First'));
  plainRole(new Stack(apps[1], 'Second'));
  expect(synthError(apps[0])).toContain('First/Admin/Resource');
  expect(synthError(apps[1])).toBe('');
  expect(reported(apps[0])).toEqual([`${ADMIN} at First/Admin/Resource`]);
});

test.each<[string, (app: App, props: IamGuardrailsChecksProps) => void]>([
  ['the pack', (app, props) => void Validations.of(app).addPlugins(new IamGuardrailsChecks(app, props))],
  ['the Aspect', (app, props) => Aspects.of(app).add(new IamGuardrailsAspect(props))],
])('%s keeps duties apart that the user names', (_surface, add) => {
  const app = new App();
  add(app, { dutyPairs: [{ id: 'orders-and-refunds', title: 'place orders and refund them', oneSide: ['sqs:SendMessage'], otherSide: ['states:StartExecution'] }] });
  roleWith(new Stack(app, 'Stack'), 'Worker', new iam.PolicyStatement({ actions: ['sqs:SendMessage', 'states:StartExecution'], resources: ['*'] }));
  expect(synthError(app)).toContain('may place orders and refund them');
});
