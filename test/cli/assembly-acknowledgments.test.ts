import { App, Stack, Validations } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { runCli, useFolder } from './cli';

useFolder();

const ADMIN = 'IamGuardrails-NoAdminStatement[Action=*;Resource=*]';
const AMOUNTS = 'IamGuardrails-NoAdminManagedPolicy[AmountsTo=AdministratorAccess]';

function adminApp(): { readonly app: App; readonly first: ManagedPolicy; readonly second: ManagedPolicy } {
  const app = new App({ outdir: 'cdk.out', context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, 'Stack');
  const [first, second] = ['First', 'Second'].map((id) => new ManagedPolicy(stack, id, {
    statements: [new PolicyStatement({ effect: Effect.ALLOW, actions: ['*'], resources: ['*'] })],
  }));
  return { app, first, second };
}

const acknowledge = (construct: ManagedPolicy | Stack, id: string) => Validations.of(construct).acknowledge({ id, reason: 'reviewed' });

function idsAtPolicies(): string[] {
  const { findings } = JSON.parse(runCli(['check', 'cdk.out', '--format', 'json']).stdout);
  return findings.map(({ id, constructPath }: { id: string; constructPath: string }) => `${constructPath} ${id}`);
}

test.each([['qualified', 'IamGuardrails::'], ['bare', '']])('a finding that its app acknowledges, in the %s form, is not reported again', (_form, prefix) => {
  const { app, first } = adminApp();
  acknowledge(first, `${prefix}${ADMIN}`);
  app.synth();
  expect(idsAtPolicies()).toEqual([`Stack/First/Resource ${AMOUNTS}`, `Stack/Second/Resource ${AMOUNTS}`, `Stack/Second/Resource ${ADMIN}`]);
});

test('an acknowledgment on a stack is for all that is in it, and clean is clean', () => {
  const { app, first } = adminApp();
  [ADMIN, AMOUNTS].forEach((id) => acknowledge(Stack.of(first), id));
  app.synth();
  const { exitCode, stdout } = runCli(['check', 'cdk.out']);
  expect(stdout).toContain('no findings, 4 acknowledged in 1 template');
  expect(exitCode).toBe(0);
});

test('the summary for machines counts what is acknowledged', () => {
  const { app, second } = adminApp();
  acknowledge(second, ADMIN);
  app.synth();
  expect(JSON.parse(runCli(['check', 'cdk.out', '--format', 'json']).stdout).summary).toEqual({ templates: 1, errors: 3, warnings: 0, acknowledged: 1 });
});

test('a template by itself has no acknowledgments', () => {
  const { app, first } = adminApp();
  acknowledge(first, ADMIN);
  app.synth();
  const { findings } = JSON.parse(runCli(['check', 'cdk.out/Stack.template.json', '--format', 'json']).stdout);
  expect(findings).toHaveLength(4);
});
