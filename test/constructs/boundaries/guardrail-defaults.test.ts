import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import {
  App, Aspects, AspectPriority, Aws, CfnCondition, CfnParameter, CfnResource, CustomResourceProvider, CustomResourceProviderRuntime,
  determineLatestNodeRuntimeName, Duration, Fn, NestedStack, Stack, Stage, Tags,
} from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { IConstruct } from 'constructs';
import { checkGuardrails, Guardrails, RulePack } from '../../../src';
import { BoundaryPolicy } from '../../../src/constructs/boundaries/boundary-policy';
import { BoundaryPreset } from '../../../src/constructs/boundaries/boundary-preset';
import { GuardrailDefaults, GuardrailDefaultsProps } from '../../../src/constructs/boundaries/guardrail-defaults';
import { appWith, BOUNDARY, OTHER_BOUNDARY, plainRole, rawRole, synthError, trust, writtenProperty } from '../../support/apps';

const OWNER = { Key: 'owner', Value: 'payments' };
const INCLUDED = join(__dirname, '../../enforce/included-template.json');

function boundaryIn(app: IConstruct, arn = BOUNDARY): iam.IManagedPolicy {
  return iam.ManagedPolicy.fromManagedPolicyArn(app as Stack, 'ImportedBoundary', arn);
}

function applyAll(scope: IConstruct, props: GuardrailDefaultsProps = {}): GuardrailDefaults {
  const defaults = GuardrailDefaults.of(scope);
  defaults.apply({
    permissionsBoundary: boundaryIn(scope), path: '/workload/', maxSessionDuration: Duration.hours(1), tags: { owner: 'payments' }, ...props,
  });
  return defaults;
}

/** Boundary, path, session and tags of each role of a stack. */
function rolesIn(stack: Stack): unknown[][] {
  const [boundaries, paths, sessions, tags] = ['PermissionsBoundary', 'Path', 'MaxSessionDuration', 'Tags'].map((name) => writtenProperty(stack, 'AWS::IAM::Role', name));
  return boundaries.map((boundary, index) => [boundary, paths[index], sessions[index], tags[index]]);
}

const ALL = [BOUNDARY, '/workload/', 3600, [OWNER]];
const LONG = { maxSessionDuration: Duration.hours(12) };

describe.each([
  ['an L2 role', (stack: Stack) => { plainRole(stack, 'Role', LONG); }],
  ['an L1 role', (stack: Stack) => { new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: trust(), maxSessionDuration: 43200 }); }],
  ['a raw role', (stack: Stack) => { rawRole(stack, 'Role', { MaxSessionDuration: 43200 }); }],
  ['a role of an included template', (stack: Stack) => { new CfnInclude(stack, 'Include', { templateFile: INCLUDED }); }],
])('%s gets all defaults', (_name, add) => {
  test.each([true, false])('with aspect stabilization %s', (stabilization) => {
    const app = appWith({ '@aws-cdk/core:aspectStabilization': stabilization });
    const stack = new Stack(app, 'Stack');
    add(stack);
    applyAll(app);
    app.synth();
    expect(rolesIn(stack)).toEqual([ALL]);
  });
});

test('a role of a custom-resource provider gets them', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const codeDirectory = mkdtempSync(join(tmpdir(), 'provider-'));
  writeFileSync(join(codeDirectory, 'index.js'), 'exports.handler = async () => ({});');
  CustomResourceProvider.getOrCreate(stack, 'Custom::Own', { codeDirectory, runtime: determineLatestNodeRuntimeName(stack) as CustomResourceProviderRuntime });
  applyAll(app);
  app.synth();
  expect(rolesIn(stack)).toEqual([[BOUNDARY, '/workload/', undefined, [OWNER]]]);
});

test.each([true, false])('nested stacks, and Stages made before and after, are reached, with aspect stabilization %s', (stabilization) => {
  const app = appWith({ '@aws-cdk/core:aspectStabilization': stabilization });
  const before = new Stage(app, 'Before');
  const defaults = applyAll(app);
  const scopes = [app, before, new Stage(app, 'After'), new Stage(before, 'Inner')];
  const stacks = scopes.map((scope) => new Stack(scope, 'Stack'));
  stacks.push(new NestedStack(stacks[0], 'Nested'));
  stacks.forEach((stack) => plainRole(stack, 'Role', LONG));
  app.synth();
  expect(stacks.map(rolesIn)).toEqual(stacks.map(() => [ALL]));
  expect(defaults.changes.filter(({ property }) => property === 'Path').map(({ constructPath }) => constructPath)).toEqual([
    'After/Stack/Role/Resource', 'Before/Inner/Stack/Role/Resource', 'Before/Stack/Role/Resource', 'Stack/Nested/Role/Resource', 'Stack/Role/Resource',
  ]);
});

test('what is beside the scope is left alone', () => {
  const app = new App();
  const [inside, beside] = [new Stack(app, 'Inside'), new Stack(app, 'Beside')];
  [inside, beside].forEach((stack) => plainRole(stack));
  applyAll(inside);
  app.synth();
  expect([inside, beside].map(rolesIn)).toEqual([[[BOUNDARY, '/workload/', undefined, [OWNER]]], [[undefined, undefined, undefined, undefined]]]);
});

describe('the path', () => {
  test('goes on roles, users, groups, managed policies and instance profiles', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const role = plainRole(stack);
    new iam.User(stack, 'User');
    new iam.Group(stack, 'Group');
    new iam.ManagedPolicy(stack, 'Policy', { statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::data/*'] })] });
    new iam.InstanceProfile(stack, 'Profile', { role });
    GuardrailDefaults.of(app).apply({ path: '/workload/' });
    app.synth();
    const types = ['Role', 'User', 'Group', 'ManagedPolicy', 'InstanceProfile'].map((name) => `AWS::IAM::${name}`);
    expect(types.flatMap((type) => writtenProperty(stack, type, 'Path'))).toEqual(types.map(() => '/workload/'));
  });

  test('that is there already stays, and is reported', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    rawRole(stack, 'Other', { Path: '/platform/' });
    rawRole(stack, 'Same', { Path: '/workload/' });
    rawRole(stack, 'Unknown', { Path: new CfnParameter(stack, 'Path').valueAsString });
    const defaults = GuardrailDefaults.of(app);
    defaults.apply({ path: '/workload/' });
    app.synth();
    expect(writtenProperty(stack, 'AWS::IAM::Role', 'Path')).toEqual(['/platform/', '/workload/', { Ref: 'Path' }]);
    Annotations.fromStack(stack).hasWarning('/Stack/Other', Match.stringLikeRegexp('has the path "/platform/", not "/workload/"; it is left as it is'));
    Annotations.fromStack(stack).hasWarning('/Stack/Unknown', Match.stringLikeRegexp('has the path {"Ref":"Path"}'));
    Annotations.fromStack(stack).hasNoWarning('/Stack/Same', Match.anyValue());
    expect(defaults.changes).toEqual([]);
  });

  test('of a boundary stays: its ARN is what it is known by', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new BoundaryPolicy(stack, 'Boundary', { preset: BoundaryPreset.workload() });
    const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
    new CfnResource(stack, 'Raw', { type: 'AWS::IAM::ManagedPolicy', properties: { ManagedPolicyName: 'workload-boundary', PolicyDocument } });
    const own = new iam.ManagedPolicy(stack, 'Own', { managedPolicyName: 'own', statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] });
    GuardrailDefaults.of(stack).apply({ path: '/workload/', permissionsBoundary: boundaryIn(app) });
    GuardrailDefaults.of(own).apply({ path: '/own/', permissionsBoundary: own });
    app.synth();
    expect(writtenProperty(stack, 'AWS::IAM::ManagedPolicy', 'Path')).toEqual(['/', undefined, '/']);
  });

  test.each([
    '/', 'workload', '/workload', 'workload/', '//', '/a//b/', '/a b/', '/*/', '', '/aws-service-role/', '/aws-reserved/x/', `/${'x'.repeat(511)}/`,
  ])('%j is refused', (path) => {
    expect(() => GuardrailDefaults.of(new App()).apply({ path })).toThrow(`path: found "${path}", expected a path below / that AWS does not reserve, with a slash at both ends`);
  });

  test('may have several parts, and 512 characters', () => {
    ['/a/b-c/d_e/', `/${'x'.repeat(510)}/`].forEach((path) => expect(() => GuardrailDefaults.of(new App()).apply({ path })).not.toThrow());
  });
});

describe('tags', () => {
  function tagged(add: (stack: Stack) => void, type = 'AWS::IAM::Role', tags: Record<string, string> = { owner: 'payments' }): unknown {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    add(stack);
    GuardrailDefaults.of(app).apply({ tags });
    app.synth();
    return writtenProperty(stack, type, 'Tags')[0];
  }

  test('go on every resource that takes them', () => {
    expect(tagged((stack) => { new sqs.Queue(stack, 'Queue'); }, 'AWS::SQS::Queue')).toEqual([OWNER]);
    expect(tagged((stack) => { new CfnResource(stack, 'User', { type: 'AWS::IAM::User' }); }, 'AWS::IAM::User')).toEqual([OWNER]);
  });

  test.each([
    ['of an L2 role', (stack: Stack) => { Tags.of(plainRole(stack)).add('owner', 'platform'); }],
    ['of a stack', (stack: Stack) => { plainRole(stack); Tags.of(stack).add('owner', 'platform'); }],
    ['of an L1 role', (stack: Stack) => { new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: trust(), tags: [{ key: 'owner', value: 'platform' }] }); }],
    ['of a raw role', (stack: Stack) => { rawRole(stack, 'Role', { Tags: [{ Key: 'owner', Value: 'platform' }] }); }],
  ])('%s with the same key stay', (_name, add) => {
    expect(tagged(add)).toEqual([{ Key: 'owner', Value: 'platform' }]);
  });

  test('join others', () => {
    const others = [{ Key: 'a', Value: '1' }];
    expect(tagged((stack) => { rawRole(stack, 'Role', { Tags: others }); }, undefined, { owner: 'payments', stage: 'prod' }))
      .toEqual([...others, OWNER, { Key: 'stage', Value: 'prod' }]);
  });

  test('that are known only when they are deployed stay, with a warning', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new CfnCondition(stack, 'Prod', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    const conditional = { 'Fn::If': ['Prod', [], []] };
    rawRole(stack, 'Role', { Tags: conditional });
    GuardrailDefaults.of(app).apply({ tags: { owner: 'payments' } });
    app.synth();
    expect(writtenProperty(stack, 'AWS::IAM::Role', 'Tags')).toEqual([conditional]);
    Annotations.fromStack(stack).hasWarning('/Stack/Role', Match.stringLikeRegexp('does not get the tag "owner"'));
  });

  test('leave stacks alone', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    plainRole(stack);
    GuardrailDefaults.of(app).apply({ tags: { owner: 'payments' } });
    expect(app.synth().getStackByName('Stack').tags).toEqual({});
    expect(stack.tags.tagValues()).toEqual({});
  });

  test.each([
    [{ 'aws:owner': 'x' }, 'tags: found "aws:owner", expected the key of a tag, known now, without aws: at its start'],
    [{ '': 'x' }, 'tags: found ""'],
    [{ ['x'.repeat(129)]: 'x' }, 'expected the key of a tag'],
    [{ [Aws.STACK_NAME]: 'x' }, 'expected the key of a tag, known now'],
    [{ owner: 'x'.repeat(257) }, 'expected at most 256 letters'],
    [{ owner: 'a;b' }, 'tags["owner"]: found "a;b"'],
  ])('%j are refused', (tags, message) => {
    expect(() => GuardrailDefaults.of(new App()).apply({ tags: tags as Record<string, string> })).toThrow(message);
  });
});

test('another boundary stays, with a warning', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  rawRole(stack, 'Role', { PermissionsBoundary: OTHER_BOUNDARY });
  const defaults = GuardrailDefaults.of(app);
  defaults.apply({ permissionsBoundary: boundaryIn(app) });
  app.synth();
  expect(rolesIn(stack)[0][0]).toBe(OTHER_BOUNDARY);
  Annotations.fromStack(stack).hasWarning('/Stack/Role', Match.stringLikeRegexp('other-boundary.*it is left as it is'));
  expect(defaults.changes).toEqual([]);
});

test('a boundary of the app itself is taken by reference', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  plainRole(stack);
  GuardrailDefaults.of(app).apply({ permissionsBoundary: new BoundaryPolicy(stack, 'Boundary', { preset: BoundaryPreset.workload() }) });
  app.synth();
  expect(rolesIn(stack)[0][0]).toEqual({ Ref: expect.stringMatching(/^Boundary/) });
});

test('roles that get them satisfy the strict pack', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const boundary = new BoundaryPolicy(stack, 'Boundary', { preset: BoundaryPreset.workload() });
  plainRole(stack, 'Role', LONG);
  applyAll(app, { permissionsBoundary: boundary });
  expect(checkGuardrails(app, { pack: RulePack.STRICT, permissionsBoundary: boundary }).errors).toEqual([]);
});

test.each([Duration.minutes(59), Duration.hours(13)])('the session duration %s is refused', (maxSessionDuration) => {
  expect(() => GuardrailDefaults.of(new App()).apply({ maxSessionDuration })).toThrow('maxSessionDuration');
});

describe('of scopes in each other', () => {
  test('the nearest that sets a property decides', () => {
    const app = new App();
    const [stack, other] = [new Stack(app, 'Stack'), new Stack(new Stage(app, 'Stage'), 'Other')];
    [stack, other].forEach((scope) => plainRole(scope));
    GuardrailDefaults.of(stack).apply({ path: '/inner/' });
    GuardrailDefaults.of(app).apply({ path: '/outer/', tags: { owner: 'payments' } });
    GuardrailDefaults.of(other).apply({ tags: { owner: 'platform' } });
    app.synth();
    expect([stack, other].map((scope) => rolesIn(scope)[0].filter(Boolean))).toEqual([['/inner/', [OWNER]], ['/outer/', [{ Key: 'owner', Value: 'platform' }]]]);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('a later call adds to an earlier one of the same scope, and replaces what both set', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    plainRole(stack);
    GuardrailDefaults.of(app).apply({ path: '/first/', tags: { owner: 'payments' } });
    GuardrailDefaults.of(app).apply({ path: '/second/' });
    app.synth();
    expect(rolesIn(stack)[0].filter(Boolean)).toEqual(['/second/', [OWNER]]);
  });
});

describe('what was changed', () => {
  const build = () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    plainRole(stack, 'Role', LONG);
    return { app, stack, defaults: applyAll(app) };
  };
  const changes = [
    { constructPath: 'Stack/Role/Resource', property: 'MaxSessionDuration', before: 43200, after: 3600 },
    { constructPath: 'Stack/Role/Resource', property: 'Path', after: '/workload/' },
    { constructPath: 'Stack/Role/Resource', property: 'PermissionsBoundary', after: BOUNDARY },
    { constructPath: 'Stack/Role/Resource', property: 'Tags.owner', after: 'payments' },
  ];

  test('is listed with what it was', () => {
    const { app, defaults } = build();
    expect(defaults.changes).toEqual([]);
    app.synth();
    expect(defaults.changes).toEqual(changes);
  });

  test('is the same after a second synthesis, and so is the template', () => {
    const { app, stack, defaults } = build();
    app.synth();
    const first = rolesIn(stack);
    app.synth({ force: true });
    expect([rolesIn(stack), defaults.changes]).toEqual([first, changes]);
  });

  test('is in a file of the cloud assembly, for all scopes of the app', () => {
    const { app } = build();
    const other = new Stack(new Stage(app, 'Stage'), 'Other');
    plainRole(other);
    GuardrailDefaults.of(other).apply({ path: '/other/' });
    app.synth();
    const file = JSON.parse(readFileSync(join(app.outdir, 'guardrail-defaults.json'), 'utf8'));
    expect(file.changes.filter(({ property }: { property: string }) => property === 'Path')).toEqual([
      { constructPath: 'Stack/Role/Resource', property: 'Path', after: '/workload/' },
      { constructPath: 'Stage/Other/Plain/Resource', property: 'Path', after: '/other/' },
    ]);
  });
});

describe.each([true, false])('Aspects of others, with aspect stabilization %s', (stabilization) => {
  const build = () => {
    const app = appWith({ '@aws-cdk/core:aspectStabilization': stabilization });
    const stack = new Stack(app, 'Stack');
    const role = rawRole(stack, 'Role');
    applyAll(app);
    return { app, stack, role };
  };
  const boundaryFindings = (app: App) => checkGuardrails(app, { pack: RulePack.STRICT }).errors.filter((id) => id.includes('PermissionsBoundaryRequired'));

  test.each([0, AspectPriority.MUTATING, AspectPriority.DEFAULT])('that make roles, or take boundaries away, with priority %s come too early to matter', (priority) => {
    const { app, stack, role } = build();
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === stack && !stack.node.tryFindChild('Late')) {
          rawRole(stack, 'Late');
        }
        if (node === role) {
          role.addPropertyDeletionOverride('PermissionsBoundary');
        }
      },
    }, { priority });
    app.synth();
    expect(rolesIn(stack).map(([boundary, path]) => [boundary, path])).toEqual([[BOUNDARY, '/workload/'], [BOUNDARY, '/workload/']]);
    expect(boundaryFindings(app)).toEqual([]);
  });

  test('that take a boundary away later fail the synthesis, by the template', () => {
    const { app, stack, role } = build();
    Guardrails.enforce(app, { pack: RulePack.STRICT });
    Aspects.of(app).add({
      visit: (node) => {
        if (node === role) {
          role.addPropertyDeletionOverride('PermissionsBoundary');
        }
      },
    }, { priority: AspectPriority.READONLY });
    expect(synthError(app)).toContain('the role has no permissions boundary');
    expect(rolesIn(stack)[0][0]).toBeUndefined();
  });

  test(`that make a role later ${stabilization ? 'are followed' : 'fail the synthesis, by the template'}`, () => {
    const { app, stack } = build();
    Guardrails.enforce(app, { pack: RulePack.STRICT });
    Aspects.of(stack).add({
      visit: (node) => {
        if (node.node.id === 'Role' && !stack.node.tryFindChild('Late')) {
          rawRole(stack, 'Late');
        }
      },
    }, { priority: AspectPriority.READONLY });
    expect(synthError(app).includes('the role has no permissions boundary')).toBe(!stabilization);
    expect(rolesIn(stack).map(([boundary]) => boundary)).toEqual([BOUNDARY, stabilization ? BOUNDARY : undefined]);
  });
});
