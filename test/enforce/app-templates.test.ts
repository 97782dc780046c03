import { join } from 'path';
import { App, CfnResource, CfnStack, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { accountOf, ConstructIndex, readPrepared, readWritten, stacksBelow, templateFile } from '../../src/enforce/app-templates';
import { ACCOUNT, Fragment, plainRole, rawRole } from '../support/apps';

function template(stack: Stack) {
  return { stack, file: templateFile(stack) };
}

test('the stacks below a scope are those of its Stages too, without nested ones', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new NestedStack(stack, 'Nested');
  const staged = new Stack(new Stage(app, 'Prod'), 'Stack');
  const inStack = new Stack(stack, 'Inside');
  expect(stacksBelow(app).map((item) => item.stack.node.path).sort()).toEqual([stack, inStack, staged].map((item) => item.node.path).sort());
  expect(stacksBelow(staged).map((item) => item.stack)).toEqual([staged]);
});

test('what is written and what is prepared are the same, nested stacks included', () => {
  const app = new App();
  const stack = new Stack(new Stage(app, 'Prod', { env: { account: ACCOUNT, region: 'eu-west-1' } }), 'Stack');
  plainRole(stack);
  plainRole(new NestedStack(new NestedStack(stack, 'Outer'), 'Inner'));
  app.synth();
  const [written, prepared] = [readWritten(template(stack)), readPrepared(template(stack))];
  expect(written).toEqual(prepared);
  expect(written).toMatchObject({ account: ACCOUNT, region: 'eu-west-1' });
  const [outer] = written!.nested!.values();
  const [inner] = outer.nested!.values();
  expect(Object.values(inner.body.Resources as object)).toMatchObject([{ Type: 'AWS::IAM::Role' }]);
});

test('a stack without a resource has an empty section of them', () => {
  const app = new App();
  expect(readPrepared(template(new Stack(app, 'Stack'))).body).toMatchObject({ Resources: {} });
});

test('what is not written yet is nothing', () => {
  expect(readWritten(template(new Stack(new App(), 'Stack')))).toBeUndefined();
});

test('a nested stack that is no construct is left to the reader of templates', () => {
  const stack = new Stack(new App(), 'Stack');
  new CfnStack(stack, 'Nested', { templateUrl: 'https://example.com/template.json' });
  expect(readPrepared(template(stack)).nested!.size).toBe(0);
});

test('an account that is not known is none', () => {
  const app = new App();
  expect(accountOf(new Stack(app, 'Agnostic'))).toBeUndefined();
  expect(accountOf(new Stack(app, 'Known', { env: { account: ACCOUNT } }))).toBe(ACCOUNT);
});

describe('the construct of a resource', () => {
  function find(stack: Stack, logicalId: string) {
    return new ConstructIndex(stack.node.root).construct(templateFile(stack), logicalId)?.node.path;
  }

  test('is found by file and logical id, in Stages and nested stacks', () => {
    const app = new App();
    const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
    const nested = new NestedStack(stack, 'Nested');
    [stack, nested].forEach((item) => rawRole(item, 'Role').overrideLogicalId('Same'));
    expect([find(stack, 'Same'), find(nested, 'Same')]).toEqual(['Prod/Stack/Role', 'Prod/Stack/Nested/Role']);
  });

  test('is found in an included template', () => {
    const stack = new Stack(new App(), 'Stack');
    new CfnInclude(stack, 'Include', { templateFile: join(__dirname, 'included-template.json') });
    expect(find(stack, 'Included')).toBe('Stack/Include/Included');
  });

  test('is the stack where the resource is one of no construct', () => {
    const stack = new Stack(new App(), 'Stack');
    new Fragment(stack, 'Fragment', { Included: { Type: 'AWS::IAM::Role' } });
    expect(find(stack, 'Included')).toBe('Stack');
    expect(find(stack, '')).toBe('Stack');
  });

  test('is nothing in a file of no stack', () => {
    const stack = new Stack(new App(), 'Stack');
    new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role' });
    expect(new ConstructIndex(stack).construct('elsewhere.json', 'Role')).toBeUndefined();
  });
});
