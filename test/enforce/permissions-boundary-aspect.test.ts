import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import {
  App, Aspects, AspectPriority, CfnResource, CustomResourceProvider,
  CustomResourceProviderRuntime, determineLatestNodeRuntimeName, IAspect, Lazy, NestedStack, PermissionsBoundary, RemovalPolicy, Stack, Stage,
} from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { PermissionsBoundaryAspect, PermissionsBoundaryAspectProps } from '../../src';
import { appWith, BOUNDARY, OTHER_BOUNDARY, plainRole, rawRole, synthError, trust, writtenProperty } from '../support/apps';

const PRIORITIES = [0, AspectPriority.MUTATING, AspectPriority.DEFAULT, AspectPriority.READONLY, 5000];

function bounding(props: Partial<PermissionsBoundaryAspectProps> = {}) {
  return new PermissionsBoundaryAspect({ permissionsBoundaryArn: BOUNDARY, ...props });
}

function boundariesIn(stack: Stack): unknown[] {
  return ['AWS::IAM::Role', 'AWS::IAM::User'].flatMap((type) => writtenProperty(stack, type, 'PermissionsBoundary'));
}

function rolesIn(stack: Stack): unknown[] {
  return writtenProperty(stack, 'AWS::IAM::Role', 'PermissionsBoundary');
}

describe.each([
  ['an L2 role', (stack: Stack) => { plainRole(stack); }],
  ['an L1 role', (stack: Stack) => { new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: trust() }); }],
  ['a raw role', (stack: Stack) => { rawRole(stack); }],
  ['an L2 user', (stack: Stack) => { new iam.User(stack, 'User'); }],
  ['an L1 user', (stack: Stack) => { new iam.CfnUser(stack, 'User'); }],
  ['a raw user', (stack: Stack) => { new CfnResource(stack, 'User', { type: 'AWS::IAM::User' }); }],
  ['a role of an included template', (stack: Stack) => { new CfnInclude(stack, 'Include', { templateFile: join(__dirname, 'included-template.json') }); }],
  ['a role that an override makes of something else', (stack: Stack) => {
    new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role' }).addOverride('Properties', { AssumeRolePolicyDocument: trust() });
  }],
])('%s gets the boundary', (_name, add) => {
  test.each(PRIORITIES)('at priority %s', (priority) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    add(stack);
    Aspects.of(app).add(bounding(), { priority });
    app.synth();
    expect(boundariesIn(stack)).toEqual([BOUNDARY]);
  });
});

test('roles of custom resource providers get the boundary', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new s3.Bucket(stack, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
  const codeDirectory = mkdtempSync(join(tmpdir(), 'provider-'));
  writeFileSync(join(codeDirectory, 'index.js'), 'exports.handler = async () => ({});');
  CustomResourceProvider.getOrCreate(stack, 'Custom::Own', { codeDirectory, runtime: determineLatestNodeRuntimeName(stack) as CustomResourceProviderRuntime });
  Aspects.of(app).add(bounding());
  app.synth();
  expect(rolesIn(stack)).toEqual([BOUNDARY, BOUNDARY]);
});

test('groups and policies get none', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const group = new iam.Group(stack, 'Group');
  group.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::data/*'] }));
  Aspects.of(app).add(bounding());
  app.synth();
  expect(['AWS::IAM::Group', 'AWS::IAM::Policy'].flatMap((type) => writtenProperty(stack, type, 'PermissionsBoundary'))).toEqual([undefined, undefined]);
});

describe.each([[true], [false]])('with aspect stabilization %s', (stabilization) => {
  const newApp = () => appWith({ '@aws-cdk/core:aspectStabilization': stabilization });

  test.each(PRIORITIES)('added to an app with priority %s it reaches Stages of any depth, made before and after', (priority) => {
    const app = newApp();
    const stacks = [new Stack(app, 'Before'), new Stack(new Stage(app, 'BeforeStage'), 'Stack')];
    Aspects.of(app).add(bounding(), { priority });
    const outer = new Stage(app, 'Outer');
    stacks.push(new Stack(new Stage(app, 'AfterStage'), 'Stack'), new Stack(outer, 'Stack'), new Stack(new Stage(outer, 'Inner'), 'Stack'));
    stacks.forEach((stack) => plainRole(stack));
    expect(synthError(app)).toBe('');
    expect(stacks.map(rolesIn)).toEqual(stacks.map(() => [BOUNDARY]));
  });

  test('added to a Stage it leaves the app alone', () => {
    const app = newApp();
    const stage = new Stage(app, 'Prod');
    const stacks = [new Stack(stage, 'Stack'), new Stack(app, 'Beside')];
    stacks.forEach((stack) => plainRole(stack));
    Aspects.of(stage).add(bounding());
    app.synth();
    expect(stacks.map(rolesIn)).toEqual([[BOUNDARY], [undefined]]);
  });

  test('added to an app and a Stage of it, it acts once', () => {
    const app = newApp();
    const stage = new Stage(app, 'Prod');
    const stack = new Stack(stage, 'Stack');
    plainRole(stack);
    let visits = 0;
    Aspects.of(stage).add({ visit: (node) => { visits += node === stack ? 1 : 0; } });
    const aspect = bounding();
    [app, stage].forEach((item) => Aspects.of(item).add(aspect));
    app.synth();
    expect(rolesIn(stack)).toEqual([BOUNDARY]);
    expect(visits).toBe(1);
  });

  test('nested stacks are reached', () => {
    const app = newApp();
    const nested = new NestedStack(new NestedStack(new Stack(app, 'Stack'), 'Outer'), 'Inner');
    plainRole(nested);
    Aspects.of(app).add(bounding());
    app.synth();
    expect(rolesIn(nested)).toEqual([BOUNDARY]);
  });

  test.each([AspectPriority.MUTATING, AspectPriority.DEFAULT, AspectPriority.READONLY])('a role that another Aspect adds below what it visits, with priority %s, is reached', (priority) => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    Aspects.of(app).add(bounding(), { priority: AspectPriority.MUTATING });
    Aspects.of(stack).add(adding(stack), { priority });
    app.synth();
    expect(rolesIn(stack)).toEqual([BOUNDARY]);
  });
});

/** Adds a role to a stack when it visits the stack. */
function adding(stack: Stack): IAspect {
  return {
    visit: (node) => {
      if (node === stack && !stack.node.tryFindChild('Late')) {
        rawRole(stack, 'Late');
      }
    },
  };
}

test('a role that another Aspect adds where it has been already is reached with aspect stabilization', () => {
  const app = appWith({ '@aws-cdk/core:aspectStabilization': true });
  const [first, second] = [new Stack(app, 'First'), new Stack(app, 'Second')];
  Aspects.of(app).add(bounding());
  Aspects.of(app).add({
    visit: (node) => {
      if (node === second && !first.node.tryFindChild('Late')) {
        rawRole(first, 'Late');
      }
    },
  });
  app.synth();
  expect(rolesIn(first)).toEqual([BOUNDARY]);
});

describe('a boundary that is there already', () => {
  const OTHER = iam.ManagedPolicy.fromManagedPolicyArn;

  describe.each([
    ['of an L2 role', (stack: Stack) => { plainRole(stack, 'Role', { permissionsBoundary: OTHER(stack, 'Other', OTHER_BOUNDARY) }); }],
    ['of an L1 role', (stack: Stack) => { new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: trust(), permissionsBoundary: OTHER_BOUNDARY }); }],
    ['of a raw role', (stack: Stack) => { rawRole(stack, 'Role', { PermissionsBoundary: OTHER_BOUNDARY }); }],
    ['of a user', (stack: Stack) => { new iam.CfnUser(stack, 'Role', { permissionsBoundary: OTHER_BOUNDARY }); }],
    ['by an override', (stack: Stack) => { rawRole(stack, 'Role').addPropertyOverride('PermissionsBoundary', OTHER_BOUNDARY); }],
    ['by a lazy value', (stack: Stack) => { rawRole(stack, 'Role', { PermissionsBoundary: Lazy.string({ produce: () => OTHER_BOUNDARY }) }); }],
  ])('%s', (_name, add) => {
    test('stays and is reported', () => {
      const app = new App();
      const stack = new Stack(app, 'Stack');
      add(stack);
      Aspects.of(app).add(bounding());
      app.synth();
      expect(boundariesIn(stack)).toEqual([OTHER_BOUNDARY]);
      Annotations.fromStack(stack).hasWarning(`/Stack/Role${rolePath(stack)}`, Match.stringLikeRegexp('other-boundary.*not.*workload-boundary.*overwriteExisting'));
    });

    test('is replaced where that is asked for, without a warning', () => {
      const app = new App();
      const stack = new Stack(app, 'Stack');
      add(stack);
      Aspects.of(app).add(bounding({ overwriteExisting: true }));
      app.synth();
      expect(boundariesIn(stack)).toEqual([BOUNDARY]);
      expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
    });
  });

  test('and is the same is left without a warning', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    rawRole(stack, 'Role', { PermissionsBoundary: BOUNDARY });
    Aspects.of(app).add(bounding());
    app.synth();
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });

  test('and was taken away by an override is put on', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    rawRole(stack, 'Role', { PermissionsBoundary: OTHER_BOUNDARY }).addPropertyDeletionOverride('PermissionsBoundary');
    Aspects.of(app).add(bounding());
    app.synth();
    expect(boundariesIn(stack)).toEqual([BOUNDARY]);
  });

  test('of the PermissionsBoundary of aws-iam stays', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    plainRole(stack);
    iam.PermissionsBoundary.of(stack).apply(OTHER(stack, 'Other', OTHER_BOUNDARY));
    Aspects.of(app).add(bounding(), { priority: AspectPriority.READONLY });
    app.synth();
    expect(boundariesIn(stack)).toEqual([OTHER_BOUNDARY]);
  });

  test('of a Stage by the PermissionsBoundary of the core stays, or gives way late enough', () => {
    const [kept, replaced] = [false, true].map((overwriteExisting) => {
      const app = new App();
      const stage = new Stage(app, 'Prod', { permissionsBoundary: PermissionsBoundary.fromArn(OTHER_BOUNDARY) });
      const stack = new Stack(stage, 'Stack');
      plainRole(stack);
      Aspects.of(app).add(bounding({ overwriteExisting }), { priority: AspectPriority.READONLY });
      app.synth();
      return boundariesIn(stack);
    });
    expect([kept, replaced]).toEqual([[OTHER_BOUNDARY], [BOUNDARY]]);
  });

  function rolePath(stack: Stack): string {
    return stack.node.tryFindChild('Role')!.node.tryFindChild('Resource') ? '/Resource' : '';
  }
});

test('properties that other Aspects have yet to change keep their change', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const attached = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
  const role = rawRole(stack, 'Role', { ManagedPolicyArns: Lazy.list({ produce: () => [...attached] }) });
  Aspects.of(app).add(bounding(), { priority: AspectPriority.MUTATING });
  Aspects.of(app).add({ visit: (node) => { if (node === role) { attached.push('arn:aws:iam::aws:policy/SecurityAudit'); } } });
  app.synth();
  expect(writtenProperty(stack, 'AWS::IAM::Role', 'ManagedPolicyArns')).toEqual([attached]);
});

test('takes a boundary of the same stack, and of another one', () => {
  const app = new App();
  const shared = new Stack(app, 'Shared');
  const policy = new iam.ManagedPolicy(shared, 'Boundary', {
    statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::data/*'] })],
  });
  const stack = new Stack(app, 'Stack');
  [shared, stack].forEach((item) => plainRole(item));
  Aspects.of(app).add(bounding({ permissionsBoundaryArn: policy.managedPolicyArn }));
  app.synth();
  expect(rolesIn(shared)).toEqual([{ Ref: expect.stringMatching(/^Boundary/) }]);
  expect(rolesIn(stack)).toEqual([{ 'Fn::ImportValue': expect.stringMatching(/^Shared:ExportsOutputRefBoundary/) }]);
});

test('takes an ARN with pseudo parameters', () => {
  const app = new App();
  const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
  plainRole(stack);
  Aspects.of(app).add(bounding({ permissionsBoundaryArn: `arn:${stack.partition}:iam::${stack.account}:policy/workload-boundary` }));
  app.synth();
  expect(rolesIn(stack)).toEqual([{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':policy/workload-boundary']] }]);
});

test.each([
  ['', 'found an empty string'],
  ['workload-boundary', 'found "workload-boundary", expected arn:'],
  ['arn:aws:iam::111122223333:role/workload', 'expected arn:<partition>:iam::<account>:policy/<name>'],
])('refuses %j', (permissionsBoundaryArn, message) => {
  expect(() => bounding({ permissionsBoundaryArn })).toThrow(message);
});

