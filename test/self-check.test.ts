/** What the library itself puts into an app passes the checks that it is there to run, and cdk-nag's. */
import { App, Duration, Stack, Stage, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, Guardrails, RulePack } from '../src';

const BOUNDARY = 'arn:aws:iam::111122223333:policy/workload-boundary';

/** An app under everything that the library enforces. */
function guardedApp(): App {
  const app = new App();
  const place = new Stack(app, 'Place');
  Guardrails.enforce(app, {
    pack: RulePack.STRICT,
    permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(place, 'Boundary', BOUNDARY),
    maxSessionDuration: Duration.hours(1),
    hardGate: true,
  });
  for (const scope of [app, new Stage(app, 'Production')]) {
    const stack = new Stack(scope, 'Reports');
    const role = new Role(stack, 'Worker', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), maxSessionDuration: Duration.hours(12) });
    role.addToPrincipalPolicy(Bucket.fromBucketName(stack, 'Bucket', 'reports').grantRead(role).principalStatements[0]);
  }
  return app;
}

test('an app that the library has guarded passes the strict pack', () => {
  const app = guardedApp();
  expect(checkGuardrails(app, { pack: RulePack.STRICT }).errors).toEqual([]);
  expect(() => app.synth()).not.toThrow();
});

test('what the library adds to an app gives AwsSolutionsChecks nothing to report', () => {
  const bare = new App();
  const guarded = new App();
  for (const app of [bare, guarded]) {
    const stack = new Stack(app, 'Reports');
    new Role(stack, 'Worker', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  }
  Guardrails.enforce(guarded, { permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(new Stack(guarded, 'Place'), 'Boundary', BOUNDARY), hardGate: true });
  Validations.of(guarded).addPlugins(new AwsSolutionsChecks(guarded));
  expect(() => guarded.synth()).not.toThrow();
  expect(new AwsSolutionsChecks().validateScope(guarded).violations).toEqual(new AwsSolutionsChecks().validateScope(bare).violations);
});
