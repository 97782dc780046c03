import { AllowedActions } from '../../src/analysis/allowed-actions';
import { estateOf, ModelEstate } from '../../src/model/estate';
import { TemplateInput } from '../../src/model/scope';
import { readTemplates } from '../../src/model/template-reader';

type Properties = Record<string, unknown>;

const TRUST = { Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } };
const role = (properties: Properties = {}) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST, ...properties } });
const managed = (properties: Properties = {}) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:eu-west-1:111122223333:b/*' }] }, ...properties },
});
const ref = (name: string) => ({ Ref: name });

function estate(resources: Properties, place: Partial<TemplateInput> = { account: '444455556666', region: 'eu-central-1' }): ModelEstate {
  return estateOf(readTemplates([{ file: 'app.template.json', ...place, body: { Resources: resources } }]));
}

const principal = (resources: Properties, place?: Partial<TemplateInput>) => estate(resources, place).principals[0];

describe('a principal', () => {
  test('has the ARN that its name and path give it', () => {
    expect(principal({ Role: role({ RoleName: 'worker', Path: '/app/' }) }).arn).toBe('arn:aws:iam::444455556666:role/app/worker');
    expect(principal({ User: { Type: 'AWS::IAM::User', Properties: { UserName: 'ann' } } }).arn).toBe('arn:aws:iam::444455556666:user/ann');
  });

  test('has a name of its own where the template gives it none', () => {
    const [one, other] = estate({ One: role(), Other: role() }).principals;
    expect(one.arn).toMatch(/^arn:aws:iam::444455556666:role\/.+-One-.+$/);
    expect(one.arn).not.toBe(other.arn);
  });

  test('is taken to be in the account that the policies of the app name, where nothing else is known', () => {
    expect(principal({ Role: role({ RoleName: 'worker' }), Policy: managed() }, {}).arn).toBe('arn:aws:iam::111122223333:role/worker');
  });

  test('is taken to be in the account in which a policy of the app names it', () => {
    const assuming = role({
      RoleName: 'dev', Policies: [{
        PolicyName: 'p', PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::777788889999:role/worker' },
          ],
        },
      }],
    });
    const { principals } = estate({ Dev: assuming, Worker: role({ RoleName: 'worker' }), Policy: managed(), Other: managed() }, {});
    expect(principals.slice(0, 2).map(({ arn, account }) => [arn, account])).toEqual([
      ['arn:aws:iam::111122223333:role/dev', '111122223333'], ['arn:aws:iam::777788889999:role/worker', '777788889999'],
    ]);
  });

  test('has the documents of the policies that AWS manages, of groups too', () => {
    const resources = {
      User: { Type: 'AWS::IAM::User', Properties: { Groups: [ref('Group')] } },
      Group: { Type: 'AWS::IAM::Group', Properties: { ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/IAMFullAccess' }] } },
    };
    const { policies, groups } = principal(resources);
    expect(policies.map(({ name }) => name)).toEqual(['AWS-managed IAMFullAccess']);
    expect(policies[0].document.statements[0].action.patterns).toContain('iam:*');
    expect(groups).toEqual(['app.template.json#Group']);
  });

  test('names the customer-managed policies that are attached to it', () => {
    const { policies, managedPolicyArns } = principal({ Role: role({ ManagedPolicyArns: [ref('Policy')] }), Policy: managed({ ManagedPolicyName: 'work' }) });
    expect(policies.map(({ name }) => name)).toEqual(['Policy']);
    expect(managedPolicyArns).toEqual(['arn:aws:iam::444455556666:policy/work']);
  });
});

describe('a boundary', () => {
  test('of the app or of AWS has its document', () => {
    const { boundary, boundaryArn } = principal({ Role: role({ PermissionsBoundary: ref('Policy') }), Policy: managed({ ManagedPolicyName: 'limit' }) });
    expect(boundary?.name).toBe('Policy');
    expect(boundaryArn).toBe('arn:aws:iam::444455556666:policy/limit');
    expect(principal({ Role: role({ PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }) }).boundary?.name).toBe('AWS-managed ReadOnlyAccess');
  });

  test('from elsewhere is there, unseen', () => {
    const { boundary, unseenBoundary } = principal({ Role: role({ PermissionsBoundary: 'arn:aws:iam::444455556666:policy/limit' }) });
    expect(boundary).toBeUndefined();
    expect(unseenBoundary).toBe('arn:aws:iam::444455556666:policy/limit');
  });

  test('that one form of the template leaves out is not counted on', () => {
    const parameter = { Parameters: { Bound: { Type: 'String', AllowedValues: ['yes', 'no'] } }, Conditions: { IsBound: { 'Fn::Equals': [ref('Bound'), 'yes'] } } };
    const body = { ...parameter, Resources: { Role: role({ PermissionsBoundary: { 'Fn::If': ['IsBound', ref('Policy'), ref('AWS::NoValue')] } }), Policy: managed() } };
    const [{ boundary, unseenBoundary }] = estateOf(readTemplates([{ file: 'app.template.json', body }])).principals;
    expect([boundary, unseenBoundary]).toEqual([undefined, undefined]);
  });
});

describe('a policy that no principal of the app has', () => {
  test('is held by somebody, a role or a user', () => {
    expect(estate({ Policy: managed() }).principals.map(({ kind, label, hypothetical }) => ({ kind, label, hypothetical }))).toEqual([
      { kind: 'role', label: 'whoever has Policy', hypothetical: true }, { kind: 'user', label: 'whoever has Policy', hypothetical: true },
    ]);
  });

  test('is held by the principal of elsewhere that it names', () => {
    expect(estate({ Policy: managed({ Roles: ['worker'] }) }).principals.map(({ arn }) => arn)).toEqual(['arn:aws:iam::444455556666:role/worker']);
  });
});

test('what principals are allowed is told once for all that are allowed the same: by their own policies, by those of AWS, and by those that nobody has yet', () => {
  const inline = (Action: string, Resource: string) => ({ Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', Action, Resource } } }] });
  const { allowed, principals } = estate({
    One: role(inline('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders')),
    Other: role(inline('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:invoices')),
    Attached: role({ ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }] }),
    Nobody: managed(),
  });
  expect([...allowed].map(({ lists }) => lists.map(({ patterns }) => patterns.join()))).toEqual([['sqs:SendMessage'], ['*'], ['s3:GetObject']]);
  expect(new Set(principals.map(({ policies }) => AllowedActions.of(policies)))).toEqual(allowed);
});

describe('a token stands for', () => {
  const RESOURCES = {
    Role: role({ RoleName: 'worker' }), Policy: managed({ ManagedPolicyName: 'work' }), Bucket: { Type: 'AWS::S3::Bucket' },
    Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'sum', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  };

  test.each<[string, unknown, string | undefined]>([
    ['the ARN of a role', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::444455556666:role/worker'],
    ['the name of a role', ref('Role'), 'worker'],
    ['the ARN of a policy', ref('Policy'), 'arn:aws:iam::444455556666:policy/work'],
    ['the ARN of a function', { 'Fn::GetAtt': ['Function', 'Arn'] }, 'arn:aws:lambda:eu-central-1:444455556666:function:sum'],
    ['the partition', ref('AWS::Partition'), 'aws'],
    ['nothing that is known, of a bucket', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, undefined],
    ['nothing that is known, of the id of a role', { 'Fn::GetAtt': ['Role', 'RoleId'] }, undefined],
  ])('%s', (_what, value, text) => {
    const user = { Type: 'AWS::IAM::User', Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', Action: 'a:B', Resource: value } } }] } };
    const { principals, standsFor } = estate({ User: user, ...RESOURCES });
    const [{ policies: [{ document: { statements: [{ resource }] } }] }] = principals;
    const [pattern] = resource!.patterns;
    expect(typeof pattern === 'string' ? pattern : standsFor!(pattern.parts[0] as never)).toBe(text);
  });
});

test('SCPs count that are attached to the root, or to all accounts of the app', () => {
  const scp = (...TargetIds: string[]) => ({
    Type: 'AWS::Organizations::Policy', Properties: { Name: 'p', Type: 'SERVICE_CONTROL_POLICY', TargetIds, Content: { Statement: [] } },
  });
  const { serviceControl } = estate({ Root: scp('r-ab12'), Account: scp('444455556666'), Unit: scp('ou-ab12-cdefghij'), Nobody: scp() });
  expect(serviceControl?.map(({ policies }) => policies.map(({ name }) => name))).toEqual([['FullAWSAccess', 'Root.Content', 'Account.Content']]);
  expect(estate({ Unit: scp('ou-ab12-cdefghij') }).serviceControl).toBeUndefined();
});
