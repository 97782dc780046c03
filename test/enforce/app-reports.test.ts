import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AccountRootPrincipal, Effect, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Guardrails } from '../../src/enforce/guardrails';
import { ReportFormat } from '../../src/enforce/report-format';
import { useFolder } from '../cli/cli';

useFolder();

const ALL = [ReportFormat.TEXT, ReportFormat.JSON, ReportFormat.SARIF, ReportFormat.JUNIT, ReportFormat.MARKDOWN, ReportFormat.HTML];

function appWith(actions: readonly string[]) {
  const app = new App({ outdir: 'cdk.out', context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, 'Stack');
  const policy = new ManagedPolicy(stack, 'Policy', { statements: [new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: ['*'] })] });
  new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), managedPolicies: [policy] });
  return { app, stack, policy };
}

const reportsIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('iam-guardrails')).sort();
const json = (name = 'iam-guardrails-report.json') => JSON.parse(readFileSync(join('cdk.out', name), 'utf8'));

test('the reports that are asked for are in the cloud assembly, also when synthesis fails', () => {
  const { app } = appWith(['*']);
  Guardrails.enforce(app, { reports: ALL });
  expect(() => app.synth()).toThrow();
  expect(reportsIn('cdk.out')).toEqual(['.html', '.json', '.junit.xml', '.md', '.sarif', '.txt'].map((ending) => `iam-guardrails-report${ending}`));
  expect(json().findings[0]).toMatchObject({ constructPath: 'Stack/Policy/Resource', rule: 'NoAdminManagedPolicy' });
});

test('none is written without being asked for', () => {
  const { app } = appWith(['s3:GetObject']);
  Guardrails.enforce(app);
  app.synth();
  expect(reportsIn('cdk.out')).toEqual([]);
});

test('the hard gate, which stops synthesis before there are templates, writes them too', () => {
  const { app } = appWith(['*']);
  Guardrails.enforce(app, { hardGate: true, reports: [ReportFormat.JSON] });
  expect(() => app.synth()).toThrow();
  expect(json().summary.errors).toBeGreaterThan(0);
});

test('what is acknowledged is reported with its reason, and is no error', () => {
  const { app, policy } = appWith(['*']);
  ['NoAdminManagedPolicy[AmountsTo=AdministratorAccess]', 'NoAdminStatement[Action=*;Resource=*]'].forEach((id) => (
    Validations.of(policy).acknowledge({ id: `IamGuardrails::IamGuardrails-${id}`, reason: 'reviewed by the owners' })
  ));
  Guardrails.enforce(app, { reports: [ReportFormat.JSON] });
  app.synth();
  expect(json()).toMatchObject({ summary: { errors: 0, acknowledged: 2 }, accepted: [{ reason: 'reviewed by the owners' }, {}] });
});

test('a scope has reports of its own', () => {
  const { app, stack } = appWith(['s3:GetObject']);
  new Role(new Stack(app, 'Other'), 'Role', { assumedBy: new AccountRootPrincipal() });
  Guardrails.enforce(stack, { reports: [ReportFormat.JSON] });
  app.synth();
  expect(reportsIn('cdk.out')).toEqual(['iam-guardrails-report-Stack.json']);
});

test('an earlier report tells what is new', () => {
  const first = appWith(['s3:GetObject']);
  Guardrails.enforce(first.app, { reports: [ReportFormat.JSON] });
  first.app.synth();
  writeFileSync('earlier.json', JSON.stringify(json()));
  const { app } = appWith(['*']);
  Guardrails.enforce(app, { reports: [ReportFormat.JSON], previousReport: 'earlier.json' });
  expect(() => app.synth()).toThrow();
  expect(json().trend).toEqual({ added: json().findings.length, resolved: [] });
});

test('an earlier report that is none fails synthesis, and no report is written', () => {
  writeFileSync('earlier.json', '{}');
  const { app } = appWith(['s3:GetObject']);
  Guardrails.enforce(app, { reports: ALL, previousReport: 'earlier.json' });
  expect(() => app.synth()).toThrow();
  expect(reportsIn('cdk.out')).toEqual([]);
});
