import { App, CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { synthesizedProperty } from '../../src/enforce/synthesized-property';
import { rawRole, trust } from '../support/apps';

const NAME = 'PermissionsBoundary';
const inStack = (make: (stack: Stack) => CfnResource) => synthesizedProperty(make(new Stack(new App(), 'Stack')), NAME);

test.each<[string, unknown, (stack: Stack) => CfnResource]>([
  ['of an L1 resource', 'given', (stack) => new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: trust(), permissionsBoundary: 'given' })],
  ['of a raw resource', 'given', (stack) => rawRole(stack, 'Role', { [NAME]: 'given' })],
  ['that is nowhere', undefined, (stack) => rawRole(stack)],
  ['that an override sets', 'set', (stack) => overridden(rawRole(stack, 'Role', { [NAME]: 'given' }), (role) => role.addPropertyOverride(NAME, 'set'))],
  ['that an override takes away', undefined, (stack) => overridden(rawRole(stack, 'Role', { [NAME]: 'given' }), (role) => role.addPropertyDeletionOverride(NAME))],
  ['beside another override', 'given', (stack) => overridden(rawRole(stack, 'Role', { [NAME]: 'given' }), (role) => role.addPropertyOverride('Path', '/x/'))],
  ['beside an override of another section', 'given', (stack) => overridden(rawRole(stack, 'Role', { [NAME]: 'given' }), (role) => role.addOverride('Metadata.x', 1))],
  ['that is a token', { Ref: 'AWS::AccountId' }, (stack) => rawRole(stack, 'Role', { [NAME]: stack.account })],
  ['that is lazy', 'late', (stack) => rawRole(stack, 'Role', { [NAME]: Lazy.string({ produce: () => 'late' }) })],
])('reads a property %s', (_name, expected, make) => {
  expect(inStack(make)).toEqual(expected);
});

test('resolves no other property', () => {
  const produce = jest.fn(() => ['arn:aws:iam::aws:policy/ReadOnlyAccess']);
  inStack((stack) => rawRole(stack, 'Role', { ManagedPolicyArns: Lazy.list({ produce }) }));
  expect(produce).not.toHaveBeenCalled();
});

function overridden(resource: CfnResource, override: (resource: CfnResource) => void): CfnResource {
  override(resource);
  return resource;
}
