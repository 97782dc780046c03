import { App, Aspects, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { GuardrailAssertions } from '../../src/enforce/guardrail-assertions';
import { Guardrails } from '../../src/enforce/guardrails';
import { PermissionsBoundaryAspect } from '../../src/enforce/permissions-boundary-aspect';

const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');
const statement = (actions: string[], resources = ['*'], more: Partial<iam.PolicyStatementProps> = {}) => new iam.PolicyStatement({ actions, resources, ...more });

function stackOf(app = new App(), id = 'Reports'): Stack {
  return new Stack(app, id);
}

function roleIn(stack: Stack, id: string, ...statements: iam.PolicyStatement[]): iam.Role {
  const role = new iam.Role(stack, id, { assumedBy: LAMBDA });
  statements.forEach((one) => role.addToPolicy(one));
  return role;
}

const worker = (stack: Stack) => GuardrailAssertions.fromStack(stack).role('Worker');

describe('whom they are about', () => {
  test('a role or user is found by logical id, construct path or name', () => {
    const stack = stackOf();
    const role = roleIn(stack, 'Worker', statement(['s3:GetObject']));
    new iam.User(stack, 'Alice', { userName: 'alice' });
    const assertions = GuardrailAssertions.fromStack(stack);
    for (const name of ['Worker', 'Reports/Worker', stack.resolve((role.node.defaultChild as iam.CfnRole).logicalId)]) {
      expect(() => assertions.role(name).can('s3:GetObject', 'arn:aws:s3:::b/k')).not.toThrow();
    }
    expect(() => assertions.user('alice').cannot('s3:GetObject')).not.toThrow();
  });

  test('none of that name is an error that lists those there are', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker');
    new iam.User(stack, 'Alice');
    expect(() => GuardrailAssertions.fromStack(stack).role('Alice')).toThrow(/found no role called "Alice", expected one of Worker\w+ \(Reports\/Worker\)/);
    expect(() => GuardrailAssertions.fromStack(stack).user('Worker')).toThrow(/found no user called "Worker", expected one of Alice/);
  });

  test('a role of a nested stack belongs to the stack, one of another stack does not', () => {
    const app = new App();
    const stack = stackOf(app);
    roleIn(new NestedStack(stack, 'Nested'), 'Worker', statement(['s3:GetObject']));
    roleIn(stackOf(app, 'Other'), 'Elsewhere');
    expect(() => worker(stack).can('s3:GetObject', 'arn:aws:s3:::b/k')).not.toThrow();
    expect(() => GuardrailAssertions.fromStack(stack).role('Elsewhere')).toThrow('found no role');
  });

  test('a stack in a Stage, and one whose guardrails fail, can be asserted', () => {
    const app = new App();
    const inStage = new Stack(new Stage(app, 'Prod'), 'Reports');
    roleIn(inStage, 'Worker', statement(['*']));
    Guardrails.enforce(app);
    expect(() => worker(inStage).can('s3:GetObject', 'arn:aws:s3:::b/k')).not.toThrow();
  });

  test('what Aspects change counts', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker', statement(['s3:*']));
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', { statements: [statement(['s3:Get*'])] });
    Aspects.of(stack).add(new PermissionsBoundaryAspect({ permissionsBoundaryArn: boundary.managedPolicyArn }));
    expect(() => worker(stack).can('s3:GetObject', 'arn:aws:s3:::b/k').cannot('s3:PutObject')).not.toThrow();
  });
});

describe('can', () => {
  test('holds for what a policy allows on the resource, by a token or an ARN', () => {
    const stack = stackOf();
    const [one, other] = ['One', 'Other'].map((id) => new s3.Bucket(stack, id));
    one.grantRead(roleIn(stack, 'Worker'));
    const role = worker(stack);
    role.can('s3:GetObject', one.arnForObjects('a.csv')).can('s3:GetObject', one.arnForObjects('*')).can('s3:ListBucket', one.bucketArn);
    expect(() => role.can('s3:GetObject', other.arnForObjects('a.csv'))).toThrow('expected that Worker can s3:GetObject, but denied');
    role.cannot('s3:GetObject', other.arnForObjects('*')).cannot('s3:ListBucket', other.bucketArn);
    expect(() => role.can('s3:GetObject', 'arn:aws:s3:::elsewhere/a.csv')).toThrow(/expected that Worker can s3:GetObject, but unknown: .*One.*Arn/);
  });

  test('needs the context that a condition asks for', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker', statement(['sns:Publish'], ['*'], { conditions: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }));
    worker(stack).can('sns:Publish', '*', { 'aws:SourceVpc': 'vpc-1' });
    expect(() => worker(stack).can('sns:Publish')).toThrow('depends on aws:SourceVpc');
    expect(() => worker(stack).can('sns:Publish', '*', { 'aws:SourceVpc': 'vpc-2' })).toThrow('denied');
  });

  test('holds on a pattern only if on all that it matches', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker', statement(['s3:GetObject'], ['arn:aws:s3:::b/*']), statement(['s3:*'], ['arn:aws:s3:::b/secret/*'], { effect: iam.Effect.DENY }));
    expect(() => worker(stack).can('s3:GetObject', 'arn:aws:s3:::b/*')).toThrow('unknown');
    worker(stack).can('s3:GetObject', 'arn:aws:s3:::b/public/*');
  });

  test('takes one action', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker');
    expect(() => worker(stack).can('s3:*')).toThrow('action: found "s3:*", expected one action such as s3:GetObject');
  });

  test('hears the policy of a key and of a bucket of the app', () => {
    const stack = stackOf();
    const role = roleIn(stack, 'Worker', statement(['s3:GetObject']));
    const key = new kms.Key(stack, 'Key');
    key.grantDecrypt(role);
    const bucket = new s3.Bucket(stack, 'Bucket');
    bucket.addToResourcePolicy(statement(['s3:*'], [bucket.arnForObjects('*')], { effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()] }));
    worker(stack).can('kms:Decrypt', key.keyArn);
    expect(() => worker(stack).can('s3:GetObject', bucket.arnForObjects('a'))).toThrow(/but denied: .* denies s3:GetObject/);
  });
});

describe('cannot', () => {
  const holds = (action: string, statements: iam.PolicyStatement[], resource?: string): boolean => {
    const stack = stackOf();
    roleIn(stack, 'Worker', ...statements);
    try {
      worker(stack).cannot(action, resource);
      return true;
    } catch {
      return false;
    }
  };

  test('holds where no policy allows the action on any resource', () => {
    expect(holds('iam:CreateUser', [statement(['s3:*'])])).toBe(true);
    expect(holds('iam:CreateUser', [])).toBe(true);
    expect(holds('iam:CreateUser', [statement(['iam:*'])])).toBe(false);
    expect(holds('iam:CreateUser', [statement(['iam:CreateUser'], ['arn:aws:iam::111122223333:user/dev-*'])])).toBe(false);
  });

  test('holds where all that is allowed is denied again', () => {
    const denied = (resource: string) => statement(['iam:CreateUser'], [resource], { effect: iam.Effect.DENY });
    expect(holds('iam:CreateUser', [statement(['iam:*']), denied('*')])).toBe(true);
    expect(holds('iam:CreateUser', [statement(['iam:*'], ['arn:aws:iam::111122223333:user/dev-*']), denied('arn:aws:iam::*:user/dev-*')])).toBe(true);
    expect(holds('iam:CreateUser', [statement(['iam:*']), denied('arn:aws:iam::*:user/dev-*')])).toBe(false);
  });

  test('a condition does not close it, unless it cannot hold in the context given', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker', statement(['iam:CreateUser'], ['*'], { conditions: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }));
    expect(() => worker(stack).cannot('iam:CreateUser')).toThrow('expected that Worker cannot iam:CreateUser, but unknown: whether iam:CreateUser');
    worker(stack).cannot('iam:CreateUser', '*', { 'aws:MultiFactorAuthPresent': false });
  });

  test('takes a pattern of actions', () => {
    expect(holds('iam:*', [statement(['s3:*'])])).toBe(true);
    expect(holds('iam:*', [statement(['iam:GetUser'])])).toBe(false);
    expect(() => holds('everything', [])).not.toThrow();
    expect(holds('everything', [])).toBe(false);
  });

  test('speaks of one resource, or of all that a pattern matches', () => {
    const reads = [statement(['s3:GetObject'], ['arn:aws:s3:::reports/*'])];
    expect(holds('s3:GetObject', reads, 'arn:aws:s3:::ledger/*')).toBe(true);
    expect(holds('s3:GetObject', reads, 'arn:aws:s3:::reports/2026/*')).toBe(false);
    expect(holds('s3:GetObject', reads, 'arn:aws:s3:::*')).toBe(false);
  });

  test('hears the policies of resources', () => {
    const stack = stackOf();
    const bucket = new s3.Bucket(stack, 'Bucket');
    const role = roleIn(stack, 'Worker');
    bucket.addToResourcePolicy(statement(['s3:GetObject'], [bucket.arnForObjects('*')], { principals: [new iam.ArnPrincipal(role.roleArn)] }));
    expect(() => worker(stack).cannot('s3:GetObject')).toThrow('but allowed: s3:GetObject');
    expect(() => worker(stack).cannot('s3:GetObject', bucket.arnForObjects('a'))).toThrow('but allowed: s3:GetObject');
    worker(stack).cannot('s3:PutObject');
  });

  test('fails where a policy that is not part of the app may allow it', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker').addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Elsewhere', 'arn:aws:iam::111122223333:policy/elsewhere'));
    expect(() => worker(stack).cannot('iam:CreateUser')).toThrow('arn:aws:iam::111122223333:policy/elsewhere');
  });

  test('takes a stack that does not say where it is deployed to be where the resource is', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker', statement(['sqs:SendMessage'], [stack.formatArn({ service: 'sqs', resource: 'jobs' })]));
    const queue = (name: string) => `arn:aws:sqs:eu-west-1:111122223333:${name}`;
    const role = worker(stack);
    role.can('sqs:SendMessage', queue('jobs')).cannot('sqs:SendMessage', queue('others'));
    expect(() => role.cannot('sqs:SendMessage', queue('jobs'))).toThrow('but allowed');
  });

  test('fails where the other account decides', () => {
    const stack = new Stack(new App(), 'Reports', { env: { account: '111122223333' } });
    roleIn(stack, 'Worker', statement(['sqs:SendMessage'], ['arn:aws:sqs:eu-west-1:444455556666:jobs']));
    expect(() => worker(stack).cannot('sqs:SendMessage')).toThrow('another account');
  });
});

describe('escalation', () => {
  const passes = statement(['iam:PassRole', 'lambda:CreateFunction']);

  test('an ordinary role cannot escalate', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker', statement(['s3:GetObject'], ['arn:aws:s3:::reports/*']));
    worker(stack).cannotEscalate();
  });

  test('a way to more permissions fails with the chain and the smallest change', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker', passes);
    expect(() => worker(stack).cannotEscalate()).toThrow(/expected that Worker cannot escalate, but Worker: iam:PassRole .*; to close it: limit iam:PassRole/);
  });

  test('an administrator has escalated already', () => {
    const stack = stackOf();
    roleIn(stack, 'Worker', statement(['*']));
    roleIn(stack, 'Target');
    const assertions = GuardrailAssertions.fromStack(stack);
    expect(() => assertions.role('Worker').cannotEscalate()).toThrow('expected that Worker cannot escalate, but it is an administrator');
    expect(() => assertions.role('Worker').cannotReach(assertions.role('Target'))).toThrow('it is an administrator');
  });

  test('another role is out of reach unless it can be assumed, passed or taken over', () => {
    const stack = stackOf();
    const target = roleIn(stack, 'Target', statement(['dynamodb:*']));
    const hired = new lambda.Function(stack, 'Hired', {
      role: target, runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x'),
    });
    roleIn(stack, 'Worker', statement(['lambda:InvokeFunction'], [hired.functionArn]));
    roleIn(stack, 'Deployer', statement(['lambda:UpdateFunctionCode'], [hired.functionArn]));
    const assumer = roleIn(stack, 'Assumer');
    target.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.ArnPrincipal(assumer.roleArn)] }));
    const assertions = GuardrailAssertions.fromStack(stack);
    const reach = (name: string) => () => assertions.role(name).cannotReach(assertions.role('Target'));
    expect(reach('Worker')).not.toThrow();
    expect(reach('Deployer')).toThrow(/expected that Deployer cannot reach Target, but Deployer: lambda:UpdateFunctionCode on /);
    expect(reach('Assumer')).toThrow(/expected that Assumer cannot reach Target, but Assumer: sts:AssumeRole on Target/);
  });

  test('the other one is of the same app', () => {
    const [one, other] = [stackOf(), stackOf()];
    [one, other].forEach((stack) => roleIn(stack, 'Worker'));
    expect(() => worker(one).cannotReach(worker(other))).toThrow('found a principal of other assertions, expected one of the same GuardrailAssertions');
  });
});
