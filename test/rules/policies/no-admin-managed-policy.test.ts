import { ref, trusting, trustsLambda } from '../../../src/rules/example-templates';
import { noAdminManagedPolicy } from '../../../src/rules/policies/no-admin-managed-policy';
import { findings } from '../judging';

type Properties = Record<string, unknown>;

const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
const deny = (...Action: string[]) => ({ Effect: 'Deny', Action, Resource: '*' });
const ALL = allow('*');
/** By the first letters of services; of those with an i, by the first letters of actions, so that neither has all of IAM. */
const half = (letters: string) => allow(...[...letters].flatMap((letter) => [...(letter === 'i' ? [] : [`${letter}*:*`]), `i*:${letter}*`]));
const FIRST_HALF = half('abcdefghijklm');
const SECOND_HALF = half('nopqrstuvwxyz');
const READING = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };

const role = (properties: Properties = {}) => ({ Type: 'AWS::IAM::Role', Properties: { ...trusting(trustsLambda), ...properties } });
const managed = (statements: object[], properties: Properties = {}) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: statements }, ...properties } });
const attached = (statements: object[], properties: Properties) => ({ Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', PolicyDocument: { Statement: statements }, ...properties } });
const inline = (...documents: object[][]) => ({ Policies: documents.map((Statement, index) => ({ PolicyName: `p${index}`, PolicyDocument: { Statement } })) });

const found = (resources: Properties, sections: Properties = {}) => findings(noAdminManagedPolicy, resources, sections).map(({ logicalId, key }) => `${logicalId} ${key}`);

describe('an AWS-managed policy', () => {
  const AWS_MANAGED = 'arn:aws:iam::aws:policy/AdministratorAccess';

  test.each<[string, unknown, string]>([
    ['by its ARN', AWS_MANAGED, 'AdministratorAccess'],
    ['in the partition of the deployment', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/PowerUserAccess' }, 'PowerUserAccess'],
    ['in the partition, joined', { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/IAMFullAccess']] }, 'IAMFullAccess'],
    ['in China', 'arn:aws-cn:iam::aws:policy/AdministratorAccess', 'AdministratorAccess'],
  ])('is found %s', (_how, arn, name) => {
    expect(found({ Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', arn] }) })).toEqual([`Role Policy=${name}`]);
  });

  test.each([
    ['arn:aws:iam::aws:policy/job-function/Billing'],
    ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
    ['arn:aws:iam::aws:policy/AdministratorAccess-Amplify'],
    ['arn:aws:iam::111122223333:policy/AdministratorAccess'],
  ])('is not %s', (arn) => {
    expect(found({ Role: role({ ManagedPolicyArns: [arn] }) })).toEqual([]);
  });

  test.each<[string, Properties]>([
    ['a user', { It: { Type: 'AWS::IAM::User', Properties: { ManagedPolicyArns: [AWS_MANAGED] } } }],
    ['a permission set', { It: { Type: 'AWS::SSO::PermissionSet', Properties: { Name: 's', ManagedPolicies: [AWS_MANAGED] } } }],
    ['a group, and not again at each of its users', {
      It: { Type: 'AWS::IAM::Group', Properties: { ManagedPolicyArns: [AWS_MANAGED] } },
      User: { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'It' }] } },
    }],
  ])('is found at %s', (_what, resources) => {
    expect(found(resources)).toEqual(['It Policy=AdministratorAccess']);
  });

  test('says where it is attached, and what it grants', () => {
    expect(findings(noAdminManagedPolicy, { Role: role({ ManagedPolicyArns: [AWS_MANAGED] }) })).toMatchObject([{
      severity: 'error', location: 'Resources.Role.Properties.ManagedPolicyArns[0]', message: 'has AdministratorAccess attached: it grants every action on every resource',
    }]);
  });

  test('is found where one form of the template attaches it', () => {
    const sections = { Parameters: { Stage: { Type: 'String' } }, Conditions: { IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] } } };
    const resources = { Role: role({ ManagedPolicyArns: { 'Fn::If': ['IsDev', [AWS_MANAGED], []] } }) };
    expect(found(resources, sections)).toEqual(['Role Policy=AdministratorAccess']);
  });

  test('that a parameter names is a warning, and an error by its default', () => {
    const parameter = (declaration: object) => ({ Parameters: { PolicyArn: { Type: 'String', ...declaration } } });
    const resources = { Role: role({ ManagedPolicyArns: [ref('PolicyArn')] }) };
    expect(findings(noAdminManagedPolicy, resources, parameter({})))
      .toMatchObject([{ severity: 'warning', message: 'has the policy PolicyArn attached, known only when it is deployed' }]);
    expect(findings(noAdminManagedPolicy, resources, parameter({ Default: AWS_MANAGED }))).toContainEqual(expect.objectContaining({ severity: 'error' }));
    expect(found(resources, parameter({ AllowedValues: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }))).toEqual([]);
  });
});

describe('policies that AWS manages', () => {
  const ARN = 'arn:aws:iam::aws:policy/';

  test('are judged by what they say today, together with those of the app', () => {
    const PERIMETER = { Effect: 'Allow', Action: ['organizations:*', 'account:*'], Resource: '*' };
    const resources = { Role: role({ ...inline([PERIMETER]), ManagedPolicyArns: [`${ARN}PowerUserAccess`, `${ARN}IAMFullAccess`] }) };
    expect(found(resources)).toEqual(['Role Policy=IAMFullAccess', 'Role Policy=PowerUserAccess', 'Role TogetherAmountTo=AdministratorAccess']);
  });

  test('are named in the proof of what policies amount to together', () => {
    const resources = { Role: role({ ...inline([{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]), ManagedPolicyArns: [`${ARN}AmazonS3FullAccess`] }) };
    expect(findings(noAdminManagedPolicy, resources)).toMatchObject([{ key: 'AmountsTo=IAMFullAccess' }, {
      key: 'TogetherAmountTo=AdministratorAccess', witness: 'Role.Properties.Policies[0].PolicyDocument + AmazonS3FullAccess',
    }]);
  });

  test('that deny take away what others grant', () => {
    expect(found({ Role: role({ ...inline([FIRST_HALF], [SECOND_HALF]), ManagedPolicyArns: [`${ARN}AWSDenyAll`] }) })).toEqual([]);
  });
});

describe('a managed policy of the app', () => {
  test.each<[string, object[], string]>([
    ['everything', [ALL], 'AdministratorAccess'],
    ['everything in two statements', [FIRST_HALF, SECOND_HALF], 'AdministratorAccess'],
    ['all but IAM, Organizations and accounts', [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }], 'PowerUserAccess'],
    ['all, less IAM, Organizations and accounts', [ALL, deny('iam:*', 'organizations:*', 'account:*')], 'PowerUserAccess'],
    ['all of IAM', [READING, allow('IAM:*')], 'IAMFullAccess'],
    ['all of IAM in the partition', [{ ...allow('iam:*'), Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:*:*:*:*' } }], 'IAMFullAccess'],
  ])('amounts to one of them with %s', (_what, statements, name) => {
    expect(found({ Policy: managed(statements) })).toEqual([`Policy AmountsTo=${name}`]);
  });

  test('is most powerful by its most powerful statement', () => {
    expect(found({ Policy: managed([allow('iam:*'), ALL]) })).toEqual(['Policy AmountsTo=AdministratorAccess']);
  });

  test.each<[string, object[]]>([
    ['half of the services', [FIRST_HALF]],
    ['all of IAM, less what a denial takes away', [allow('iam:*'), deny('iam:Create*')]],
    ['all of IAM on one path', [{ ...allow('iam:*'), Resource: 'arn:aws:iam::111122223333:role/orders/*' }]],
    ['all of IAM under a condition', [{ ...allow('iam:*'), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }]],
    ['all of a service that is not IAM', [allow('s3:*')]],
    ['a denial of everything', [deny('*')]],
    ['all, less what a denial takes away from each of the three', [ALL, deny('iam:CreateUser', 'ec2:RunInstances')]],
  ])('does not amount to one of them with %s', (_what, statements) => {
    expect(found({ Policy: managed(statements) })).toEqual([]);
  });

  test('amounts to one of them whatever a denial under a condition, or on some resources, takes away', () => {
    const underCondition = { ...deny('iam:*'), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } };
    const onSome = { ...deny('iam:*'), Resource: 'arn:aws:iam::111122223333:role/admin' };
    expect(found({ Policy: managed([ALL, underCondition, onSome]) })).toEqual(['Policy AmountsTo=AdministratorAccess']);
  });

  test('is found once, not at each principal that has it', () => {
    const resources = { Policy: managed([allow('iam:*')]), A: role({ ManagedPolicyArns: [ref('Policy')] }), B: role({ ManagedPolicyArns: [ref('Policy')], ...inline([READING]) }) };
    expect(found(resources)).toEqual(['Policy AmountsTo=IAMFullAccess']);
  });

  test('is fine as a boundary, which grants nothing', () => {
    expect(found({ Boundary: managed([ALL]), Role: role({ PermissionsBoundary: ref('Boundary') }) })).toEqual([]);
  });
});

describe('an inline policy', () => {
  test('that amounts to one of them is found', () => {
    expect(found({ Role: role(inline([allow('iam:*')])) })).toEqual(['Role AmountsTo=IAMFullAccess']);
  });

  test('with one statement for everything is for NoAdminStatement to judge', () => {
    expect(found({ Role: role(inline([ALL])) })).toEqual([]);
  });
});

describe('several policies of one principal', () => {
  const HALVES = inline([FIRST_HALF], [SECOND_HALF]);

  test('are judged together', () => {
    expect(findings(noAdminManagedPolicy, { Role: role(HALVES) })).toMatchObject([{
      severity: 'error', key: 'TogetherAmountTo=AdministratorAccess',
      message: 'has policies that together amount to AdministratorAccess: they grant every action on every resource',
      witness: 'Role.Properties.Policies[0].PolicyDocument + Role.Properties.Policies[1].PolicyDocument',
    }]);
  });

  test('are judged together wherever they stand', () => {
    const resources = {
      Role: role({ ...inline([READING]), ManagedPolicyArns: [ref('First')] }),
      First: managed([FIRST_HALF]),
      Second: attached([SECOND_HALF], { Roles: [ref('Role')] }),
    };
    expect(found(resources)).toEqual(['Role TogetherAmountTo=AdministratorAccess']);
  });

  test('are judged together through the groups of a user', () => {
    const resources = {
      One: { Type: 'AWS::IAM::Group', Properties: inline([FIRST_HALF]) },
      Other: { Type: 'AWS::IAM::Group', Properties: inline([SECOND_HALF]) },
      User: { Type: 'AWS::IAM::User', Properties: { Groups: [ref('One')] } },
      Addition: { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: ref('Other'), Users: [ref('User')] } },
    };
    expect(found(resources)).toEqual(['User TogetherAmountTo=AdministratorAccess']);
  });

  test('that a group has are found at the group, and not again at its users', () => {
    const resources = {
      Group: { Type: 'AWS::IAM::Group', Properties: HALVES },
      User: { Type: 'AWS::IAM::User', Properties: { Groups: [ref('Group')] } },
    };
    expect(found(resources)).toEqual(['Group TogetherAmountTo=AdministratorAccess']);
  });

  test('with a denial in one of them do not amount to what it takes away', () => {
    expect(found({ Role: role(inline([FIRST_HALF], [SECOND_HALF], [deny('iam:*', 'organizations:*', 'account:*')])) })).toEqual(['Role TogetherAmountTo=PowerUserAccess']);
    expect(found({ Role: role(inline([FIRST_HALF], [SECOND_HALF], [deny('iam:Create*', 'ec2:*')])) })).toEqual([]);
  });

  test('are found beside one that amounts to less, for together they grant more', () => {
    expect(found({ Role: role(inline([allow('iam:*')], [FIRST_HALF], [SECOND_HALF])) }))
      .toEqual(['Role AmountsTo=IAMFullAccess', 'Role TogetherAmountTo=AdministratorAccess']);
  });

  test('are not found beside one that amounts to as much', () => {
    expect(found({ Role: role(inline([FIRST_HALF, SECOND_HALF], [READING])) })).toEqual(['Role AmountsTo=AdministratorAccess']);
    expect(found({ Role: role(inline([ALL], [FIRST_HALF], [SECOND_HALF])) })).toEqual([]);
  });

  test('of two principals are not added up', () => {
    expect(found({ A: role(inline([FIRST_HALF], [READING])), B: role(inline([SECOND_HALF], [READING])) })).toEqual([]);
  });
});
