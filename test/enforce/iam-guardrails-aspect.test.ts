import { App, Aspects, AspectPriority, CfnResource, Duration, IAspect, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IamGuardrailsAspect } from '../../src';
import { ADMIN, adminRole, appWith, occurrences, plainRole, rawRole, synthError } from '../support/apps';

const PRIORITIES = [0, 1, AspectPriority.MUTATING, AspectPriority.DEFAULT, AspectPriority.READONLY, 5000];

function mends(role: iam.Role): IAspect {
  return {
    visit: (node) => {
      if (node === role.node.defaultChild) {
        (node as CfnResource).addPropertyDeletionOverride('Policies');
      }
    },
  };
}

describe.each([[true], [false]])('with aspect stabilization %s', (stabilization) => {
  function aspected(priority?: number) {
    const app = appWith({ '@aws-cdk/core:aspectStabilization': stabilization });
    Aspects.of(app).add(new IamGuardrailsAspect(), priority === undefined ? undefined : { priority });
    return app;
  }

  test.each(PRIORITIES)('added with priority %s it fails for a violation', (priority) => {
    const app = aspected(priority);
    adminRole(new Stack(app, 'Stack'));
    expect(synthError(app)).toContain('at Stack/Admin/Resource');
  });

  test.each(PRIORITIES)('added with priority %s it judges what later Aspects leave', (priority) => {
    const app = aspected(priority);
    const stack = new Stack(app, 'Stack');
    Aspects.of(app).add(mends(adminRole(stack)), { priority: 9000 });
    expect(synthError(app)).toBe('');
  });

  test('it sees a role that an Aspect adds late', () => {
    const app = aspected(AspectPriority.MUTATING);
    const stack = new Stack(app, 'Stack');
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === stack && !stack.node.tryFindChild('Late')) {
          rawRole(stack, 'Late', { Policies: [{ PolicyName: 'x', PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }] });
        }
      },
    }, { priority: AspectPriority.READONLY });
    expect(synthError(app)).toContain('at Stack/Late');
  });

  test('it reaches Stages of Stages', () => {
    const app = aspected();
    adminRole(new Stack(new Stage(new Stage(app, 'Prod'), 'Europe'), 'Stack'));
    expect(synthError(app)).toContain('at Prod/Europe/Stack/Admin/Resource');
  });
});

test('on a stack it judges that stack alone', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  adminRole(new Stack(app, 'Beside'));
  Aspects.of(stack).add(new IamGuardrailsAspect());
  expect(synthError(app)).toBe('');
  adminRole(stack);
  expect(synthError(app, { force: true })).toContain('at Stack/Admin/Resource');
});

test('on a stack in a Stage it fails the synthesis of the Stage alone and of the app', () => {
  const app = new App();
  const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
  adminRole(stack);
  Aspects.of(stack).add(new IamGuardrailsAspect());
  expect(() => Template.fromStack(stack)).toThrow(/at Prod\/Stack\/Admin\/Resource/);
  expect(synthError(app)).toContain('at Prod/Stack/Admin/Resource');
});

test('one Aspect object on several scopes judges each of them', () => {
  const app = new App();
  const aspect = new IamGuardrailsAspect();
  const stacks = ['One', 'Two'].map((id) => new Stack(app, id));
  stacks.forEach((stack) => {
    adminRole(stack);
    Aspects.of(stack).add(aspect);
  });
  const error = synthError(app);
  expect([occurrences(error, 'at One/Admin/Resource'), occurrences(error, 'at Two/Admin/Resource')]).toEqual([1, 1]);
});

test('says each finding once, with its rule, reason and fix', () => {
  const app = new App();
  Aspects.of(app).add(new IamGuardrailsAspect());
  adminRole(new Stack(app, 'Stack'));
  const error = synthError(app);
  expect(occurrences(error, ADMIN)).toBe(1);
  expect(error).toContain('grants every action on every resource');
  expect(error).toContain('fix: Name the actions');
});

test('changes nothing', () => {
  const [plain, judged] = [false, true].map((isJudged) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    plainRole(stack);
    if (isJudged) {
      Aspects.of(app).add(new IamGuardrailsAspect());
    }
    return app.synth().getStackByName('Stack').template;
  });
  expect(judged).toEqual(plain);
});

test('refuses a session of half an hour', () => {
  expect(() => new IamGuardrailsAspect({ maxSessionDuration: Duration.minutes(30) })).toThrow(/found 1800 seconds, expected 3600 to 43200/);
});
