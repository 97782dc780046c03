import { AccessModel, ModelPrincipal } from '../../src/model/access-model';
import { InputError } from '../../src/model/errors';
import { TemplateInput } from '../../src/model/scope';
import { readTemplates, textIn } from '../../src/model/template-reader';

type Properties = Record<string, unknown>;
const TRUST = { Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' } };
const DOCUMENT = { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } };
const PROD = { account: '111111111111', region: 'eu-west-1' };
const DEV = { account: '222222222222', region: 'eu-west-1' };

const of = (type: string, properties?: Properties, more: object = {}) => ({ Type: type, Properties: properties, ...more });
const role = (properties: Properties = {}) => of('AWS::IAM::Role', { AssumeRolePolicyDocument: TRUST, ...properties });
const policy = (properties: Properties = {}, type = 'AWS::IAM::ManagedPolicy') => of(type, { PolicyDocument: DOCUMENT, ...properties });
const template = (resources: object, info: Partial<TemplateInput> = {}, sections: object = {}): TemplateInput => (
  { file: 't.json', body: { ...sections, Resources: resources }, ...info }
);
const read = (resources: object, sections: object = {}) => readTemplates([template(resources, {}, sections)]);

function principal(model: AccessModel, key: string): ModelPrincipal {
  return model.principals.find(({ resource }) => resource.key.endsWith(`#${key}`))!;
}

/** What reaches a principal: the resources that its policies stand in. */
const reach = (model: AccessModel, key: string) => principal(model, key).policies.map(({ resource }) => resource.key.replace('t.json#', ''));

describe('principals', () => {
  test('roles, users, groups and permission sets are principals, and have their names', () => {
    const model = read({
      R: role({ RoleName: 'r' }),
      U: of('AWS::IAM::User', { UserName: 'u' }),
      G: of('AWS::IAM::Group', { GroupName: 'g' }),
      S: of('AWS::SSO::PermissionSet', { Name: 's' }),
      Q: of('AWS::SQS::Queue'),
    });
    expect(model.principals.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['role r', 'user u', 'group g', 'permissionSet s']);
    expect(model.resources).toHaveLength(5);
  });

  test('a resource knows its template, its construct and its type', () => {
    const [resource] = readTemplates([template({ R: { ...role(), Metadata: { 'aws:cdk:path': 'Stack/R/Resource' } } }, PROD)]).resources;
    expect(resource).toEqual({
      key: 't.json#R', logicalId: 'R', type: 'AWS::IAM::Role', constructPath: 'Stack/R/Resource', template: { file: 't.json', ...PROD },
    });
  });

  test('a role has its trust policy', () => {
    const { trust } = principal(read({ R: role() }), 'R');
    expect(trust).toMatchObject({ kind: 'trust', location: 'Properties.AssumeRolePolicyDocument', document: { issues: [], statements: [{ effect: 'Allow' }] } });
  });

  test('a session lasts as long as the template says, in any of its forms', () => {
    const Parameters = { P: { Type: 'Number' } };
    const session = (raw: unknown) => principal(read({ R: role({ MaxSessionDuration: raw }) }, { Parameters }), 'R').maxSessionSeconds.map((item) => (typeof item === 'number' ? item : `${item}`));
    expect(session(7200)).toEqual([7200]);
    expect(session('3600')).toEqual([3600]);
    expect(session({ Ref: 'P' })).toEqual(['<P>']);
    expect(session(undefined)).toEqual([]);
  });

  test('the accounts that the app is deployed to are known', () => {
    const model = readTemplates([template({}, PROD), template({}, { file: 'u.json', ...DEV }), template({}, { file: 'v.json' })]);
    expect([...model.accounts]).toEqual([PROD.account, DEV.account]);
    expect(model.templates).toEqual([{ file: 't.json', ...PROD }, { file: 'u.json', ...DEV }, { file: 'v.json' }]);
  });
});

describe('inline policies', () => {
  test('are read with the tokens in them', () => {
    const Statement = { Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::GetAtt': ['B', 'Arn'] } };
    const [inline] = principal(read({ R: role({ Policies: [{ PolicyName: 'p', PolicyDocument: { Statement } }] }), B: of('AWS::S3::Bucket') }), 'R').policies;
    expect(inline).toMatchObject({ kind: 'identity', name: 'p', location: 'Properties.Policies[0].PolicyDocument', document: { issues: [] } });
    expect(inline.document.statements[0].resource!.patterns.map(String)).toEqual(['<B.Arn>']);
    expect(inline.principals.map(({ resource }) => resource.logicalId)).toEqual(['R']);
  });

  test.each<[string, unknown]>([
    ['the policy', [{ 'Fn::If': ['C', { PolicyName: 'p', PolicyDocument: DOCUMENT }, { Ref: 'AWS::NoValue' }] }]],
    ['the list', { 'Fn::If': ['C', [{ PolicyName: 'p', PolicyDocument: DOCUMENT }], { Ref: 'AWS::NoValue' }] }],
  ])('under a condition on %s are conditional', (_what, Policies) => {
    const sections = { Parameters: { P: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } } };
    expect(principal(read({ R: role({ Policies }) }, sections), 'R').policies).toMatchObject([{ document: { statements: [{ conditional: true }] } }]);
  });

  test('of a permission set may be JSON text', () => {
    const model = read({ S: of('AWS::SSO::PermissionSet', { Name: 's', InlinePolicy: JSON.stringify(DOCUMENT) }) });
    expect(model.policies).toMatchObject([{ kind: 'identity', location: 'Properties.InlinePolicy', document: { statements: [{ effect: 'Allow' }] } }]);
  });

  test('that a macro makes are said to be unread', () => {
    const model = read({ R: role({ Policies: [{ 'Fn::Transform': { Name: 'M' } }] }) });
    expect(model.unread).toEqual([expect.objectContaining({ location: 'Properties.Policies[0]', what: 'Fn::Transform' })]);
  });
});

describe('attached policies reach', () => {
  const principals = { R: role({ RoleName: 'the-role' }), U: of('AWS::IAM::User', { UserName: 'the-user' }), G: of('AWS::IAM::Group', { GroupName: 'the-group' }) };

  test.each([
    ['AWS::IAM::Policy', { PolicyName: 'p', Roles: [{ Ref: 'R' }], Users: [{ Ref: 'U' }], Groups: [{ Ref: 'G' }] }],
    ['AWS::IAM::ManagedPolicy', { Roles: [{ Ref: 'R' }], Users: ['the-user'], Groups: [{ 'Fn::Sub': '${G}' }] }],
  ])('the principals that an %s lists', (type, properties) => {
    const model = read({ ...principals, P: policy(properties, type) });
    expect(['R', 'U', 'G'].map((key) => reach(model, key))).toEqual([['P'], ['P'], ['P']]);
    expect(model.policies.find(({ resource }) => resource.logicalId === 'P')!.principals).toHaveLength(3);
  });

  test.each([
    ['AWS::IAM::RolePolicy', { RoleName: { Ref: 'R' } }, 'R'],
    ['AWS::IAM::UserPolicy', { UserName: 'the-user' }, 'U'],
    ['AWS::IAM::GroupPolicy', { GroupName: { Ref: 'G' } }, 'G'],
  ])('the principal that an %s names', (type, properties, key) => {
    expect(reach(read({ ...principals, P: policy({ PolicyName: 'p', ...properties }, type) }), key)).toEqual(['P']);
  });

  test.each<[string, unknown, Properties]>([
    ['a reference', { Ref: 'P' }, {}],
    ['an attribute', { 'Fn::GetAtt': ['P', 'PolicyArn'] }, {}],
    ['an ARN with the name in it', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/the-policy' }, { ManagedPolicyName: 'the-policy' }],
    ['an ARN with a path in it', 'arn:aws:iam::111111111111:policy/team/the-policy', { ManagedPolicyName: 'the-policy', Path: '/team/' }],
    ['an ARN with the same token in the name', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/${AWS::StackName}-p' }, { ManagedPolicyName: { 'Fn::Sub': '${AWS::StackName}-p' } }],
  ])('the role that lists them by %s', (_what, arn, properties) => {
    const model = read({ R: role({ ManagedPolicyArns: [arn] }), P: policy(properties) });
    expect(reach(model, 'R')).toEqual(['P']);
    expect(principal(model, 'R').attachments).toMatchObject([{ location: 'Properties.ManagedPolicyArns[0]', policy: { resource: { logicalId: 'P' } } }]);
  });

  test('a role once, although both sides say so', () => {
    expect(reach(read({ R: role({ ManagedPolicyArns: [{ Ref: 'P' }] }), P: policy({ Roles: [{ Ref: 'R' }] }) }), 'R')).toEqual(['P']);
  });

  test('no principal of another kind that has the same name', () => {
    const model = read({ R: role({ RoleName: 'x' }), U: of('AWS::IAM::User', { UserName: 'x' }), P: policy({ Users: ['x'] }) });
    expect([reach(model, 'R'), reach(model, 'U')]).toEqual([[], ['P']]);
  });

  test('the role whose name holds the same token', () => {
    const name = { 'Fn::Sub': '${AWS::StackName}-role' };
    expect(reach(read({ R: role({ RoleName: name }), P: policy({ Roles: [name] }) }), 'R')).toEqual(['P']);
  });

  test('the principals in any form of the list', () => {
    const sections = { Parameters: { E: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'E' }, 'x'] } } };
    const model = read({ A: role(), B: role(), P: policy({ Roles: [{ 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'B' }] }] }) }, sections);
    expect([reach(model, 'A'), reach(model, 'B')]).toEqual([['P'], ['P']]);
  });

  test('AWS-managed policies are attachments without a document of the app', () => {
    const model = read({ R: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }), P: policy({ ManagedPolicyName: 'AdministratorAccess' }) });
    expect(principal(model, 'R').attachments).toEqual([expect.objectContaining({ arn: 'arn:aws:iam::aws:policy/AdministratorAccess' })]);
    expect(reach(model, 'R')).toEqual([]);
  });

  test('permission sets reference policies by their names', () => {
    const model = read({
      S: of('AWS::SSO::PermissionSet', {
        Name: 's', ManagedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'], CustomerManagedPolicyReferences: [{ Name: 'mine', Path: '/' }, { Name: 'gone' }],
      }),
      P: policy({ ManagedPolicyName: 'mine' }),
    });
    expect(reach(model, 'S')).toEqual(['P']);
    expect(principal(model, 'S').attachments.map(({ arn, location }) => `${location} ${arn}`)).toEqual([
      'Properties.ManagedPolicies[0] arn:aws:iam::aws:policy/ReadOnlyAccess',
      'Properties.CustomerManagedPolicyReferences[0] mine',
      'Properties.CustomerManagedPolicyReferences[1] gone',
    ]);
  });
});

describe('groups', () => {
  const resources = {
    G: of('AWS::IAM::Group', { GroupName: 'g', ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }),
    P: policy({ Groups: [{ Ref: 'G' }] }),
  };

  test.each<[string, object]>([
    ['itself', { U: of('AWS::IAM::User', { Groups: [{ Ref: 'G' }] }) }],
    ['an addition', { U: of('AWS::IAM::User'), A: of('AWS::IAM::UserToGroupAddition', { GroupName: 'g', Users: [{ Ref: 'U' }] }) }],
    ['both', { U: of('AWS::IAM::User', { Groups: ['g'] }), A: of('AWS::IAM::UserToGroupAddition', { GroupName: { Ref: 'G' }, Users: [{ Ref: 'U' }] }) }],
  ])('a user that %s puts into a group has its policies and attachments, once', (_what, user) => {
    const model = read({ ...resources, ...user });
    expect(reach(model, 'U')).toEqual(['P']);
    expect(principal(model, 'U').groups.map(({ name }) => name)).toEqual(['g']);
    expect(principal(model, 'U').attachments).toHaveLength(1);
  });
});

describe('boundaries', () => {
  test('are found by reference, and none is an entry of its own', () => {
    const model = read({ R: role({ PermissionsBoundary: { Ref: 'B' } }), N: role(), B: policy() });
    expect(principal(model, 'R').boundaries).toMatchObject([{ policy: { resource: { logicalId: 'B' } } }]);
    expect(principal(model, 'N').boundaries).toEqual([undefined]);
  });

  test('have one entry a form', () => {
    const sections = { Parameters: { E: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'E' }, 'x'] } } };
    const model = read({ R: role({ PermissionsBoundary: { 'Fn::If': ['C', 'arn:aws:iam::aws:policy/X', { Ref: 'AWS::NoValue' }] } }) }, sections);
    expect(principal(model, 'R').boundaries).toEqual([{ arn: 'arn:aws:iam::aws:policy/X' }, undefined]);
  });

  test('of permission sets are an ARN or the name of a policy', () => {
    const set = (PermissionsBoundary: object) => of('AWS::SSO::PermissionSet', { Name: 's', PermissionsBoundary });
    const model = read({
      A: set({ ManagedPolicyArn: 'arn:aws:iam::aws:policy/X' }), B: set({ CustomerManagedPolicyReference: { Name: 'mine' } }), P: policy({ ManagedPolicyName: 'mine' }),
    });
    expect(principal(model, 'A').boundaries).toEqual([{ arn: 'arn:aws:iam::aws:policy/X' }]);
    expect(principal(model, 'B').boundaries).toMatchObject([{ policy: { resource: { logicalId: 'P' } } }]);
  });

  test.each<[string, Properties, string]>([
    ['only bounds is a boundary', {}, 'boundary'],
    ['also grants is an identity policy', { Roles: [{ Ref: 'R' }] }, 'identity'],
    ['also grants to a role from elsewhere is an identity policy', { Roles: ['from-elsewhere'] }, 'identity'],
  ])('a policy that %s', (_what, properties, kind) => {
    const model = read({ R: role({ PermissionsBoundary: { Ref: 'B' } }), B: policy(properties) });
    expect(model.policies.find(({ resource }) => resource.logicalId === 'B')!.kind).toBe(kind);
  });
});

describe('a policy that says it is made to be a boundary', () => {
  const declared = (properties: Properties = {}) => ({ ...policy(properties), Metadata: { 'cdk-iam-guardrails:permissions-boundary': true } });

  test.each<[string, Properties, string]>([
    ['is one when nobody of the app is bounded by it', {}, 'boundary'],
    ['is an identity policy all the same when it is attached', { Roles: [{ Ref: 'R' }] }, 'identity'],
    ['is an identity policy all the same when it is attached to a role from elsewhere', { Roles: ['from-elsewhere'] }, 'identity'],
  ])('%s', (_what, properties, kind) => {
    const model = read({ R: role(), B: declared(properties) });
    expect(model.policies.find(({ resource }) => resource.logicalId === 'B')!.kind).toBe(kind);
  });

  test('is an identity policy all the same when a role has it among its managed policies', () => {
    const model = read({ R: role({ ManagedPolicyArns: [{ Ref: 'B' }] }), B: declared() });
    expect(model.policies.find(({ resource }) => resource.logicalId === 'B')!.kind).toBe('identity');
  });
});

describe('other policies', () => {
  test('service and resource control policies are read, other types of Organizations are not', () => {
    const organization = (Type: string) => of('AWS::Organizations::Policy', { Type, Content: DOCUMENT });
    const model = read({ S: organization('SERVICE_CONTROL_POLICY'), R: organization('RESOURCE_CONTROL_POLICY'), T: organization('TAG_POLICY'), U: organization('valueOf') });
    expect(model.policies.map(({ kind, location }) => `${kind} ${location}`)).toEqual(['scp Properties.Content', 'rcp Properties.Content']);
  });

  test.each<[string, Properties, string]>([
    ['AWS::S3::BucketPolicy', { PolicyDocument: DOCUMENT }, 'Properties.PolicyDocument'],
    ['AWS::KMS::Key', { KeyPolicy: DOCUMENT }, 'Properties.KeyPolicy'],
    ['AWS::DynamoDB::Table', { ResourcePolicy: { PolicyDocument: DOCUMENT } }, 'Properties.ResourcePolicy.PolicyDocument'],
    ['AWS::Logs::ResourcePolicy', { PolicyDocument: JSON.stringify(DOCUMENT) }, 'Properties.PolicyDocument'],
    ['AWS::Events::EventBusPolicy', { Statement: DOCUMENT.Statement }, 'Properties.Statement'],
  ])('%s holds a resource policy', (type, properties, location) => {
    expect(read({ X: of(type, properties) }).policies).toMatchObject([{ kind: 'resource', location, document: { statements: [{ effect: 'Allow' }] } }]);
  });

  test('a resource without its policy holds none', () => {
    expect(read({ X: of('AWS::ECR::Repository', {}), Y: of('AWS::DynamoDB::Table', { ResourcePolicy: 'x' }), Z: of('toString') }).policies).toEqual([]);
  });
});

describe('across the templates of one app', () => {
  test('a policy reaches a role through an export', () => {
    const exporting = template({ R: role() }, { file: 'a.json' }, { Outputs: { O: { Value: { Ref: 'R' }, Export: { Name: 'role' } } } });
    const importing = template({ P: policy({ Roles: [{ 'Fn::ImportValue': 'role' }] }) }, { file: 'b.json' });
    expect(reach(readTemplates([importing, exporting]), 'R')).toEqual(['b.json#P']);
  });

  test('a policy reaches a role that another template names', () => {
    const model = readTemplates([template({ R: role({ RoleName: 'x' }) }, { file: 'a.json' }), template({ P: policy({ Roles: ['x'] }) }, { file: 'b.json' })]);
    expect(reach(model, 'R')).toEqual(['b.json#P']);
  });

  test('a name means the principal of its own account', () => {
    const stack = (file: string, info: object) => template({ R: role({ RoleName: 'x' }), P: policy({ Roles: ['x'] }) }, { file, ...info });
    const model = readTemplates([stack('prod.json', PROD), stack('dev.json', DEV)]);
    expect(model.principals.map(({ policies }) => policies.map(({ resource }) => resource.key))).toEqual([['prod.json#P'], ['dev.json#P']]);
  });

  test('a name in another account means nobody', () => {
    const model = readTemplates([template({ R: role({ RoleName: 'x' }) }, { file: 'a.json', ...PROD }), template({ P: policy({ Roles: ['x'] }) }, { file: 'b.json', ...DEV })]);
    expect(reach(model, 'R')).toEqual([]);
  });

  test('the account in the ARN of a policy tells which one is meant', () => {
    const user = template({ R: role({ ManagedPolicyArns: [`arn:aws:iam::${PROD.account}:policy/p`] }) }, { file: 'a.json' });
    const defining = (file: string, info: object) => template({ P: policy({ ManagedPolicyName: 'p' }) }, { file, ...info });
    expect(reach(readTemplates([user, defining('dev.json', DEV), defining('prod.json', PROD)]), 'R')).toEqual(['prod.json#P']);
  });

  test('a policy in a nested stack reaches the role that the parent passes', () => {
    const nested = template({ P: policy({ Roles: [{ Ref: 'Name' }] }) }, { file: 'child.json' }, { Parameters: { Name: { Type: 'String' } } });
    const parent = template({ R: role(), Child: of('AWS::CloudFormation::Stack', { Parameters: { Name: { Ref: 'R' } } }) }, { nested: new Map([['Child', nested]]) });
    expect(reach(readTemplates([parent]), 'R')).toEqual(['t.json>Child#P']);
  });
});

describe('content that nobody can see is said to be unread', () => {
  test.each<[string, object, object, string]>([
    ['a transform of the template', {}, { Transform: 'TeamMacro' }, 'Transform'],
    ['a loop over resources', { 'Fn::ForEach::Roles': ['X', ['a'], {}] }, {}, 'Resources.Fn::ForEach::Roles'],
    ['a macro in the properties', { R: of('AWS::IAM::Group', { 'Fn::Transform': { Name: 'M' } }) }, {}, 'Properties'],
    ['a nested stack', { C: of('AWS::CloudFormation::Stack') }, {}, 'Properties.TemplateURL'],
  ])('%s', (_what, resources, sections, location) => {
    expect(read(resources, sections).unread).toEqual([expect.objectContaining({ location })]);
  });
});

describe('malformed templates', () => {
  test.each<[string, unknown, string]>([
    ['Resources is a list', { Resources: [] }, 'Resources: found a list, expected an object'],
    ['Resources is empty', { Resources: null }, 'Resources: found nothing, expected an object'],
    ['Parameters is a text', { Resources: {}, Parameters: 'x' }, 'Parameters: found a string, expected an object'],
    ['a resource is a text', { Resources: { A: 'x' } }, 'Resources.A: found a string, expected an object with Type'],
    ['a resource has no Type', { Resources: { A: {} } }, 'Resources.A: found an object without Type, expected an object with Type'],
    ['a resource has an unknown condition', { Resources: { A: { ...role(), Condition: 'C' } } }, 'Resources.A: found the condition "C", expected one that stands in Conditions'],
  ])('where %s are an error that names the place', (_what, body, problem) => {
    expect(() => readTemplates([{ file: 'dir/t.json', body: body as Record<string, unknown> }])).toThrow(new InputError('dir/t.json', problem));
  });

  test.each<[string, unknown]>([['a list', []], ['a text', 'x'], ['null', null], ['a number', 5], ['absent', undefined]])(
    'properties that are %s leave the trust policy missing, and that is an issue', (_what, Properties) => {
      const model = read({ R: { Type: 'AWS::IAM::Role', Properties } });
      expect(principal(model, 'R').trust!.document.issues).toEqual([expect.objectContaining({ path: '', found: 'nothing' })]);
    },
  );

  test('a managed policy and an inline policy without a document have an issue', () => {
    const model = read({ P: of('AWS::IAM::ManagedPolicy'), G: of('AWS::IAM::Group', { Policies: [{ PolicyName: 'x' }] }) });
    expect(model.policies.map(({ document }) => document.issues.map(({ found }) => found))).toEqual([['nothing'], ['nothing']]);
  });

  test('an inline policy without a name, and policies that are no list, are read all the same', () => {
    const model = read({ A: role({ Policies: [{ PolicyDocument: DOCUMENT }] }), B: role({ Policies: { PolicyDocument: DOCUMENT } }) });
    expect([reach(model, 'A'), reach(model, 'B')]).toEqual([['A'], ['B']]);
  });

  test.each<[string, Properties]>([
    ['Policies', { Policies: [null, 'x', 5, []] }],
    ['Policies as text', { Policies: 'x' }],
    ['ManagedPolicyArns', { ManagedPolicyArns: [null, {}, 5, [[]]] }],
    ['ManagedPolicyArns as a number', { ManagedPolicyArns: 5 }],
    ['PermissionsBoundary', { PermissionsBoundary: [] }],
    ['RoleName', { RoleName: { a: 1 } }],
  ])('odd values of %s give the role nothing', (_what, properties) => {
    expect(principal(read({ R: role(properties) }), 'R')).toMatchObject({ policies: [], attachments: [], boundaries: [undefined] });
  });

  test('outputs of any kind do no harm', () => {
    const Outputs = { A: null, B: 'x', C: { Export: 'x' }, D: { Export: { Name: ['x'] } } };
    expect(read({ R: role({ RoleName: { 'Fn::ImportValue': 'x' } }) }, { Outputs }).principals[0].name?.toString()).toBe('<ImportValue.x>');
  });
});

test('a text in a template reads as it would in a resource', () => {
  expect(textIn({ file: 't.json', ...PROD }, { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/p' })?.toString())
    .toBe(`arn:<AWS::Partition>:iam::${PROD.account}:policy/p`);
});
