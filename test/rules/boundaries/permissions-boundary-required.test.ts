import { permissionsBoundaryRequired } from '../../../src/rules/boundaries/permissions-boundary-required';
import { roleExample } from '../../../src/rules/example-templates';
import { Finding } from '../../../src/rules/finding';
import { RuleOptions } from '../../../src/rules/rule';
import { findings } from '../judging';

const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
const OTHER = 'arn:aws:iam::111122223333:policy/other';
const ref = (name: string) => ({ Ref: name });

const sections = {
  Parameters: { Stage: { Type: 'String' }, BoundaryArn: { Type: 'String' } },
  Conditions: { IsProduction: { 'Fn::Equals': [ref('Stage'), 'production'] } },
};
const inProduction = (value: unknown, otherwise: unknown) => ({ 'Fn::If': ['IsProduction', value, otherwise] });

const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };
const managedPolicy = (...statements: unknown[]) => ({
  Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: statements } },
});

/** A role with the boundary; `Boundary` is a policy of the template. */
function judged(boundary: unknown, options: Partial<RuleOptions> = {}, policy = managedPolicy({ ...allowAll, Action: 's3:*' })): Finding[] {
  return findings(permissionsBoundaryRequired, { ...roleExample('', { PermissionsBoundary: boundary }).resources, Boundary: policy }, sections, options);
}

describe('who needs a boundary', () => {
  test('is every role and every user', () => {
    const found = findings(permissionsBoundaryRequired, { ...roleExample('', {}).resources, User: { Type: 'AWS::IAM::User' } });
    expect(found.map(({ logicalId, message }) => [logicalId, message])).toEqual([
      ['Role', 'the role has no permissions boundary'], ['User', 'the user has no permissions boundary'],
    ]);
  });

  test('is no group, no permission set and no role that a service owns', () => {
    expect(findings(permissionsBoundaryRequired, {
      Group: { Type: 'AWS::IAM::Group' },
      PermissionSet: { Type: 'AWS::SSO::PermissionSet', Properties: { Name: 'admin' } },
      ServiceRole: { Type: 'AWS::IAM::ServiceLinkedRole', Properties: { AWSServiceName: 'ecs.amazonaws.com' } },
    })).toEqual([]);
  });

  test('is a user with a boundary no more', () => {
    expect(findings(permissionsBoundaryRequired, { User: { Type: 'AWS::IAM::User', Properties: { PermissionsBoundary: BOUNDARY } } })).toEqual([]);
  });
});

describe('without an approved boundary', () => {
  test.each([
    ['a policy of another template', BOUNDARY],
    ['a policy of the template', ref('Boundary')],
    ['a parameter', ref('BoundaryArn')],
    ['an import', { 'Fn::ImportValue': 'boundary' }],
    ['one of two policies', inProduction(BOUNDARY, OTHER)],
    ['an AWS-managed policy that bounds something', 'arn:aws:iam::aws:policy/PowerUserAccess'],
    ['a policy with the name of AWS\'s own', 'arn:aws:iam::111122223333:policy/AdministratorAccess'],
  ])('any boundary will do: %s', (_name, boundary) => {
    expect(judged(boundary)).toEqual([]);
  });

  test.each([
    ['no value', ref('AWS::NoValue'), 'the role has no permissions boundary'],
    ['a value in one environment only', inProduction(ref('AWS::NoValue'), BOUNDARY), 'the role has no permissions boundary in one of the forms that the template can take'],
    ['AdministratorAccess in China', 'arn:aws-cn:iam::aws:policy/AdministratorAccess',
      'the role has the permissions boundary arn:aws-cn:iam::aws:policy/AdministratorAccess, which bounds nothing'],
    ['AdministratorAccess in the partition that is deployed to', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' },
      'the role has the permissions boundary arn:<AWS::Partition>:iam::aws:policy/AdministratorAccess, which bounds nothing'],
    ['AdministratorAccess in one environment', inProduction(BOUNDARY, 'arn:aws:iam::aws:policy/AdministratorAccess'),
      'the role has the permissions boundary arn:aws:iam::aws:policy/AdministratorAccess, which bounds nothing'],
  ])('none is found: %s', (_name, boundary, message) => {
    expect(judged(boundary)).toMatchObject([{ severity: 'error', location: 'Resources.Role.Properties.PermissionsBoundary', message }]);
  });
});

describe('a policy of the app that allows everything', () => {
  test('bounds nothing', () => {
    expect(judged(ref('Boundary'), {}, managedPolicy(allowAll))).toMatchObject([
      { key: 'Boundary=<Boundary>', message: 'the role has the permissions boundary <Boundary>, which bounds nothing' },
    ]);
    expect(judged(ref('Boundary'), {}, managedPolicy({ ...allowAll, Action: 's3:*' }, allowAll))).toHaveLength(1);
  });

  test('and denies something bounds', () => {
    expect(judged(ref('Boundary'), {}, managedPolicy(allowAll, { Effect: 'Deny', Action: 'iam:*', Resource: '*' }))).toEqual([]);
  });

  test('under a condition bounds', () => {
    expect(judged(ref('Boundary'), {}, managedPolicy({ ...allowAll, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }))).toEqual([]);
  });
});

describe('with an approved boundary', () => {
  const onlyTheOne: Partial<RuleOptions> = { isApprovedBoundary: ({ arn }) => arn === BOUNDARY };

  test('that one is fine', () => {
    expect(judged(BOUNDARY, onlyTheOne)).toEqual([]);
  });

  test.each([
    ['another policy', OTHER, OTHER],
    ['a policy of the template', ref('Boundary'), '<Boundary>'],
    ['another policy in one environment', inProduction(BOUNDARY, OTHER), OTHER],
  ])('%s is not', (_name, boundary, text) => {
    expect(judged(boundary, onlyTheOne)).toMatchObject([
      { severity: 'error', message: `the role has the permissions boundary ${text}, not the one that is enforced` },
    ]);
  });

  test.each([
    ['a parameter', ref('BoundaryArn'), '<BoundaryArn>'],
    ['an import', { 'Fn::ImportValue': 'boundary' }, '<ImportValue.boundary>'],
    ['a name that holds a parameter', { 'Fn::Sub': 'arn:aws:iam::111122223333:policy/${BoundaryArn}' }, 'arn:aws:iam::111122223333:policy/<BoundaryArn>'],
  ])('%s may be it: a warning', (_name, boundary, text) => {
    expect(judged(boundary, onlyTheOne)).toMatchObject([{ severity: 'warning', key: `Boundary=${text.replace('::', ':')}` }]);
  });

  test('another policy is an error also where a parameter is the other choice', () => {
    expect(judged(inProduction(ref('BoundaryArn'), OTHER), onlyTheOne)).toMatchObject([{ severity: 'error', key: `Boundary=${OTHER.replace('::', ':')}` }]);
  });

  test('one that bounds nothing is not, even if approved', () => {
    expect(judged(ref('Boundary'), { isApprovedBoundary: () => true }, managedPolicy(allowAll))).toMatchObject([{ severity: 'error' }]);
  });

  test('none at all is not', () => {
    expect(judged(undefined, onlyTheOne)).toMatchObject([{ severity: 'error', message: 'the role has no permissions boundary' }]);
  });

  test('it may differ from template to template', () => {
    const files: string[] = [];
    judged(BOUNDARY, { isApprovedBoundary: (_boundary, { file }) => files.push(file) > 0 });
    expect(files).toEqual(['app.template.json']);
  });
});
