import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AccountRootPrincipal, Effect, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { GuardrailExceptions } from '../../src/enforce/exceptions/guardrail-exceptions';
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

/** In 30 days. */
const soon = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

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

test('what an exception accepts is reported in every form with its reason, owner, last day and ticket', () => {
  const { app } = appWith(['*']);
  const given = { construct: 'Stack/Policy', reason: 'the migration creates what there is', owner: 'data-team', ticket: 'SEC-12', expires: soon() };
  const exceptions = GuardrailExceptions.of(['NoAdminManagedPolicy', 'NoAdminStatement'].map((rule) => ({ ...given, rule, keyPattern: '*' })));
  Guardrails.enforce(app, { exceptions, reports: ALL });
  app.synth();
  expect(json()).toMatchObject({
    summary: { errors: 0, acknowledged: 2 },
    accepted: [given, given].map(({ construct, ...said }) => ({ ...said, constructPath: `${construct}/Resource` })),
    exceptions: [{ ...given, state: 'used', findings: 1 }, { ...given, state: 'used', findings: 1 }],
  });
  for (const file of reportsIn('cdk.out')) {
    const text = readFileSync(join('cdk.out', file), 'utf8').replaceAll('\\', '');
    [given.owner, given.expires, given.ticket].forEach((said) => expect(text).toContain(said));
  }
  const { runs: [{ results }] } = json('iam-guardrails-report.sarif');
  expect(results.map(({ suppressions }: { suppressions: unknown }) => suppressions)).toEqual([1, 2].map(() => [{
    kind: 'external', status: 'accepted', justification: `${given.reason} (owner data-team, expires ${given.expires}, ticket SEC-12)`,
  }]));
});

test('an exception that has expired is reported, and its finding is back', () => {
  jest.useFakeTimers({ now: new Date('2026-06-15T12:00:00Z') });
  const exceptions = GuardrailExceptions.of([{
    rule: 'NoAdminStatement', keyPattern: '*', construct: 'Stack/Policy', reason: 'the migration creates what there is', owner: 'data-team', expires: '2026-06-14',
  }]);
  const { app } = appWith(['*']);
  Guardrails.enforce(app, { exceptions, reports: [ReportFormat.JSON] });
  expect(() => app.synth()).toThrow();
  jest.useRealTimers();
  expect(json().exceptions).toMatchObject([{ state: 'expired', expires: '2026-06-14', findings: 1 }]);
  expect(json().findings.map(({ rule }: { rule: string }) => rule)).toContain('NoAdminStatement');
});

test('no report is written over another one', () => {
  const { app, stack } = appWith(['s3:GetObject']);
  Guardrails.enforce(app, { reports: [ReportFormat.JSON] });
  Guardrails.enforce(app, { reports: [ReportFormat.HTML] });
  Guardrails.enforce(stack, { reports: [ReportFormat.JSON] });
  expect(() => Guardrails.enforce(app, { reports: [ReportFormat.JSON] })).toThrow(
    'reports: found iam-guardrails-report.json twice, for the app and for the app, expected the reports of a scope in one call of Guardrails.enforce',
  );
  const [nested, dashed] = [new Stack(new Stack(app, 'A'), 'B'), new Stack(app, 'A-B')];
  Guardrails.enforce(nested, { reports: [ReportFormat.JSON] });
  expect(() => Guardrails.enforce(dashed, { reports: [ReportFormat.JSON] })).toThrow('found iam-guardrails-report-A-B.json twice, for A/B and for A-B');
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
