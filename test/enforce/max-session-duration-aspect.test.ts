import { join } from 'path';
import { App, Aspects, AspectPriority, CfnParameter, Duration, Lazy, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { MaxSessionDurationAspect } from '../../src';
import { appWith, plainRole, rawRole, synthError, trust, writtenProperty } from '../support/apps';

const capping = (hours = 2) => new MaxSessionDurationAspect({ maxSessionDuration: Duration.hours(hours) });

function durationsIn(stack: Stack): unknown[] {
  return writtenProperty(stack, 'AWS::IAM::Role', 'MaxSessionDuration');
}

test.each([
  ['an L2 role', (stack: Stack) => { plainRole(stack, 'Role', { maxSessionDuration: Duration.hours(12) }); }],
  ['an L1 role', (stack: Stack) => { new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: trust(), maxSessionDuration: 43200 }); }],
  ['a raw role', (stack: Stack) => { rawRole(stack, 'Role', { MaxSessionDuration: 43200 }); }],
  ['a raw role with the number as text', (stack: Stack) => { rawRole(stack, 'Role', { MaxSessionDuration: '43200' }); }],
  ['an overridden role', (stack: Stack) => { rawRole(stack, 'Role', { MaxSessionDuration: 3600 }).addPropertyOverride('MaxSessionDuration', 43200); }],
  ['a role with a lazy value', (stack: Stack) => { rawRole(stack, 'Role', { MaxSessionDuration: Lazy.number({ produce: () => 43200 }) }); }],
  ['a role of an included template', (stack: Stack) => { new CfnInclude(stack, 'Include', { templateFile: join(__dirname, 'included-template.json') }); }],
  ['a role in a nested stack', (stack: Stack) => { plainRole(stack, 'Role', { maxSessionDuration: Duration.hours(12) }); }],
])('caps %s', (name, add) => {
  const app = new App();
  const stack = name.includes('nested') ? new NestedStack(new Stack(app, 'Stack'), 'Nested') : new Stack(app, 'Stack');
  add(stack);
  Aspects.of(app).add(capping());
  app.synth();
  expect(durationsIn(stack)).toEqual([7200]);
});

test('leaves a shorter session, the same one, and that of a role which says none', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  plainRole(stack, 'Shorter', { maxSessionDuration: Duration.hours(1) });
  plainRole(stack, 'Same', { maxSessionDuration: Duration.hours(2) });
  plainRole(stack, 'Silent');
  Aspects.of(app).add(capping());
  app.synth();
  expect(durationsIn(stack)).toEqual([3600, 7200, undefined]);
});

test('leaves a duration that only the deployment knows, with a warning', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const parameter = new CfnParameter(stack, 'Duration', { type: 'Number' });
  rawRole(stack, 'Role', { MaxSessionDuration: parameter.valueAsNumber });
  Aspects.of(app).add(capping());
  app.synth();
  expect(durationsIn(stack)).toEqual([{ Ref: 'Duration' }]);
  Annotations.fromStack(stack).hasWarning('/Stack/Role', Match.stringLikeRegexp('known only when it is deployed; it is not capped'));
});

describe.each([[true], [false]])('with aspect stabilization %s', (stabilization) => {
  test.each([0, AspectPriority.MUTATING, AspectPriority.DEFAULT, AspectPriority.READONLY, 5000])('reaches Stages of any depth at priority %s', (priority) => {
    const app = appWith({ '@aws-cdk/core:aspectStabilization': stabilization });
    const before = new Stage(app, 'Before');
    Aspects.of(app).add(capping(), { priority });
    const stacks = [app, before, new Stage(app, 'After'), new Stage(before, 'Inner')].map((scope) => new Stack(scope, 'Stack'));
    stacks.forEach((stack) => plainRole(stack, 'Role', { maxSessionDuration: Duration.hours(12) }));
    expect(synthError(app)).toBe('');
    expect(stacks.map(durationsIn)).toEqual(stacks.map(() => [7200]));
  });
});

test.each([[Duration.minutes(59), 3540], [Duration.hours(13), 46_800]])('refuses %s', (maxSessionDuration, seconds) => {
  expect(() => new MaxSessionDurationAspect({ maxSessionDuration })).toThrow(`maxSessionDuration: found ${seconds} seconds, expected 3600 to 43200`);
});

test('takes the shortest and the longest session that IAM knows', () => {
  expect(() => [capping(1), capping(12)]).not.toThrow();
});
