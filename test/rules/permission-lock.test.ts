import { beyondLock, compareLocks } from '../../src/analysis/lock/compare-locks';
import { PermissionLock } from '../../src/analysis/lock/permission-lock';
import { readTemplates } from '../../src/model/template-reader';
import { lockOf } from '../../src/rules/permission-lock';

type Resources = Record<string, unknown>;
type Statement = Record<string, unknown>;

const document = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (Action: unknown, Resource: unknown = '*', more: Statement = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const lambda = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
const role = (statements: readonly Statement[], more: Resources = {}, trust: readonly Statement[] = [lambda]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: document(trust), ...(statements.length > 0 && { Policies: [{ PolicyName: 'Work', PolicyDocument: document(statements) }] }), ...more,
  },
});

function lock(resources: Resources, sections: Resources = {}, file = '/tmp/cdk.out/Orders.template.json'): PermissionLock {
  return lockOf(readTemplates([{ file, body: { ...sections, Resources: resources } }])).lock;
}

const only = (resources: Resources, sections?: Resources) => Object.values(lock(resources, sections).principals)[0];
const gained = (now: PermissionLock, agreed: PermissionLock) => [...beyondLock(now, agreed)].flatMap(([id, excess]) => excess.map(({ words }) => `${id} ${words}`));

describe('what is written', () => {
  test('tokens are readable, without the hashes of logical ids, and variables are told from them', () => {
    const bucket = { 'Fn::GetAtt': ['Bucket1A2B3C4D', 'Arn'] };
    const { grants } = only({
      Bucket1A2B3C4D: { Type: 'AWS::S3::Bucket' }, Worker5E6F7A8B: role([
        allow('s3:getobject', { 'Fn::Join': ['', [bucket, '/', { Ref: 'Prefix' }, '/${aws:username}/*']] }),
        allow('sqs:SendMessage', { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs' }),
      ]),
    }, { Parameters: { Prefix: { Type: 'String' } } });
    expect(grants).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '${Orders/Bucket.Arn}/${?Orders/Prefix}/${!aws:username}/*' },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:${AWS::Partition}:sqs:${Orders/AWS::Region}:${Orders/AWS::AccountId}:jobs' },
    ]);
  });

  test('ids do not change when hashes and folders do, and namesakes are told apart', () => {
    const ids = (file: string, ...logicalIds: string[]) => (
      Object.keys(lock(Object.fromEntries(logicalIds.map((id) => [id, role([allow('s3:GetObject')])])), {}, file).principals)
    );
    expect(ids('/a/Orders.template.json', 'Worker11111111')).toEqual(['Orders/Worker']);
    expect(ids('b/Orders.yaml', 'Worker22222222')).toEqual(['Orders/Worker']);
    expect(ids('Orders.json', 'Worker11111111', 'Worker22222222')).toEqual(['Orders/Worker', 'Orders/Worker~2']);
  });

  test('statements are minimised, and what the boundary does not let through is left out', () => {
    expect(only({
      Worker: role([allow(['s3:GetObject', 's3:Get*']), allow('s3:GetObject'), allow('iam:CreateUser')], { PermissionsBoundary: { Ref: 'Boundary' } }),
      Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document([allow('s3:*')]) } },
    })).toMatchObject({ boundary: '${Orders/Boundary.Ref}', grants: [{ Action: 's3:Get*' }] });
  });

  test('policies that AWS manages are named, those of nobody in the app are principals of their own', () => {
    const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/ReadOnlyAccess']] };
    const { principals } = lock({
      Worker: role([], { ManagedPolicyArns: [arn] }),
      Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'P', PolicyDocument: document([allow('s3:GetObject')]), Roles: ['existing'] } },
    });
    expect(principals['Orders/Worker'].managedPolicies).toEqual(['arn:aws:iam::aws:policy/ReadOnlyAccess']);
    expect(principals['Orders/Policy']).toMatchObject({ kind: 'policy', holders: ['role/existing'] });
  });
});

describe('what is beyond a lock', () => {
  const orders = (...statements: Statement[]) => lock({ Worker: role(statements) });

  test('a new principal, by what it may do; one that may do nothing is not', () => {
    expect(gained(orders(allow('s3:GetObject')), lock({}))).toEqual([expect.stringMatching(/^Orders\/Worker may s3:GetObject on /)]);
    expect(gained(orders(), lock({}))).toEqual([]);
  });

  test('a key and a role to assume, with an example', () => {
    const before = orders(allow('s3:GetObject'));
    expect(gained(orders(allow('s3:GetObject'), allow('kms:Decrypt')), before)[0]).toContain('may kms:Decrypt on ');
    expect(gained(orders(allow('s3:GetObject'), allow('sts:AssumeRole', 'arn:aws:iam::444455556666:role/x')), before)[0]).toContain('may sts:AssumeRole on ');
  });

  test('nothing, when principals of other stacks were not looked at', () => {
    const [Orders, Shop] = ['Orders', 'Shop'].map((name) => ({ file: `${name}.template.json`, body: { Resources: { Worker: role([allow('s3:GetObject')]) } } }));
    const whole = lockOf(readTemplates([Orders, Shop])).lock;
    const part = lockOf(readTemplates([Shop])).lock;
    expect(gained(part, whole)).toEqual([]);
    expect(compareLocks(part, whole).map(({ id, presence }) => [id, presence])).toEqual([['Orders/Worker', 'removed'], ['Shop/Worker', 'both']]);
  });

  test('nothing, when the boundary is in a stack that was not looked at, or the service control policy', () => {
    const arn = 'arn:aws:iam::111122223333:policy/limits';
    const app = { file: 'Orders.template.json', account: '111122223333', body: { Resources: { Worker: role([allow('*')], { PermissionsBoundary: arn }) } } };
    const shared = {
      file: 'Shared.template.json', account: '111122223333', body: {
        Resources: {
          Limits: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'limits', PolicyDocument: document([allow('s3:*')]) } },
          Scp: { Type: 'AWS::Organizations::Policy', Properties: { Name: 'Scp', Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['r-abcd'], Content: document([{ ...allow('s3:DeleteBucket'), Effect: 'Deny' }]) } },
        },
      },
    };
    const whole = lockOf(readTemplates([app, shared])).lock;
    expect(gained(lockOf(readTemplates([app])).lock, whole).filter((words) => words.includes(' may '))).toEqual([]);
    expect(gained(lockOf(readTemplates([{ ...app, body: { Resources: { Worker: role([allow('*')]) } } }, shared])).lock, whole).length).toBeGreaterThan(0);
  });

  test('a boundary that the whole app no longer has, though its role still names it', () => {
    const worker = role([allow('s3:*')], { PermissionsBoundary: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/limits' } });
    const limits = { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'limits', PolicyDocument: document([allow('s3:GetObject')]) } };
    expect(gained(lock({ Worker: worker }), lock({ Worker: worker, Limits: limits }))).toEqual([expect.stringMatching(/ if the boundary .*policy\/limits lets it$/)]);
  });

  test('wildcards for actions that the catalogue does not have', () => {
    for (const action of ['newservice:*', 's3:Frobnicate*']) {
      expect(gained(orders(allow('s3:GetObject'), allow(action)), orders(allow('s3:GetObject')))).toEqual([expect.stringContaining(` may ${action.replace('*', 'Example')} on `)]);
      expect(gained(orders(allow(action)), orders(allow(action)))).toEqual([]);
    }
  });

  test('another import or dynamic reference, though it differs only in what looks like a hash', () => {
    const imported = (name: string) => orders(allow('s3:GetObject', { 'Fn::ImportValue': name }));
    expect(gained(imported('bucket-44445555'), imported('bucket-11112222'))).toHaveLength(1);
    expect(gained(imported('bucket-11112222'), imported('bucket-11112222'))).toEqual([]);
    const resolved = (account: string) => orders(allow('s3:GetObject', `{{resolve:ssm:/${account}/bucket}}`));
    expect(gained(resolved('444455556666'), resolved('111122226666'))).toHaveLength(1);
  });

  test('another parameter of Systems Manager, and another place or content of a map that nobody can look into', () => {
    const worker = (Resource: unknown, sections: Resources) => lock({ Worker: role([allow('s3:GetObject', Resource)]) }, sections);
    const stored = (name: string) => worker({ Ref: 'Arn' }, { Parameters: { Arn: { Type: 'AWS::SSM::Parameter::Value<String>', Default: name } } });
    expect(gained(stored('/secrets'), stored('/reports'))).toHaveLength(1);
    expect(gained(stored('/reports'), stored('/reports'))).toEqual([]);
    const rows = (bucket: string) => Object.fromEntries([...Array(60).keys()].map((row) => [`r${row}`, { reports: `arn:aws:s3:::${bucket}${row}/*`, secrets: `arn:aws:s3:::secrets${row}/*` }]));
    const mapped = (key: string, bucket = 'reports') => worker({ 'Fn::FindInMap': ['Buckets', { Ref: 'AWS::Region' }, key] }, { Mappings: { Buckets: rows(bucket) } });
    expect(gained(mapped('secrets'), mapped('reports'))).toHaveLength(1);
    expect(gained(mapped('reports', 'others'), mapped('reports'))).toHaveLength(1);
    expect(gained(mapped('reports'), mapped('reports'))).toEqual([]);
  });

  describe('memberships with those outside the app', () => {
    const group = { Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'Work', PolicyDocument: document([allow('s3:GetObject')]) }] } };
    const user = (Groups?: unknown) => ({ Type: 'AWS::IAM::User', Properties: { ...(Groups !== undefined && { Groups }) } });
    const addition = (GroupName: unknown, Users: unknown) => ({ Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName, Users } });
    const names = { Parameters: { Names: { Type: 'CommaDelimitedList' } } };

    test('a group that the app does not hold', () => {
      const unknown = ['Orders/Ann has the policies of group/Administrators, whose content is not known'];
      expect(gained(lock({ Ann: user(['Administrators']) }), lock({ Ann: user() }))).toEqual(unknown);
      expect(gained(lock({ Ann: user(['Administrators']) }), lock({}))).toEqual(unknown);
      expect(gained(lock({ Ann: user(), More: addition('Administrators', [{ Ref: 'Ann' }]) }), lock({ Ann: user() }))).toEqual(unknown);
      expect(gained(lock({ Ann: user({ Ref: 'Names' }) }, names), lock({ Ann: user() }))).toEqual(['Orders/Ann has the policies of group/${?Orders/Names}, whose content is not known']);
    });

    test('a member that the app does not hold', () => {
      expect(gained(lock({ Readers: group, More: addition({ Ref: 'Readers' }, ['bob']) }), lock({ Readers: group }))).toEqual(['Orders/Readers is held by user/bob']);
      expect(gained(lock({ Readers: group, More: addition({ Ref: 'Readers' }, { Ref: 'Names' }) }, names), lock({ Readers: group }))).toEqual([
        'Orders/Readers is held by user/${?Orders/Names}',
      ]);
    });

    test('not those that are both in the app', () => {
      const { principals } = lock({ Readers: group, Ann: user([{ Ref: 'Readers' }]), Bob: user(), More: addition({ Ref: 'Readers' }, [{ Ref: 'Bob' }]) });
      expect(Object.values(principals).flatMap(({ unread = [], holders = [] }) => [...unread, ...holders])).toEqual([]);
    });

    test('whom a permission set is assigned to, and where', () => {
      const reading = { Type: 'AWS::SSO::PermissionSet', Properties: { Name: 'Reading', InstanceArn: 'arn:aws:sso:::instance/ssoins-1', InlinePolicy: document([allow('s3:GetObject')]) } };
      const assignment = {
        Type: 'AWS::SSO::Assignment', Properties: {
          InstanceArn: 'arn:aws:sso:::instance/ssoins-1', PermissionSetArn: { 'Fn::GetAtt': ['Reading', 'PermissionSetArn'] },
          PrincipalType: 'USER', PrincipalId: 'ann', TargetType: 'AWS_ACCOUNT', TargetId: '111122223333',
        },
      };
      expect(gained(lock({ Reading: reading, Assignment: assignment }), lock({ Reading: reading }))).toEqual(['Orders/Reading is held by USER/ann in 111122223333']);
    });
  });

  test('whom the trust policy lets in, and not whom it keeps out', () => {
    const trusting = (...trust: Statement[]) => lock({ Worker: role([allow('s3:GetObject')], {}, trust) });
    const account = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'a' } } };
    expect(gained(trusting(lambda, account), trusting(lambda))).toEqual(['Orders/Worker lets in AWS 444455556666 by sts:AssumeRole if StringEquals sts:ExternalId a']);
    expect(gained(trusting(lambda, { ...account, Condition: {} }), trusting(lambda, account))).toHaveLength(1);
    expect(gained(trusting(lambda), trusting(lambda, account))).toEqual([]);
  });

  test('a policy that the app does not hold, and the loss of a boundary that it does not hold', () => {
    const arn = 'arn:aws:iam::111122223333:policy/elsewhere';
    const plain = lock({ Worker: role([allow('s3:GetObject')]) });
    expect(gained(lock({ Worker: role([allow('s3:GetObject')], { ManagedPolicyArns: [arn] }) }), plain)).toEqual([`Orders/Worker has ${arn}, whose content is not known`]);
    const bounded = lock({ Worker: role([allow('s3:GetObject')], { PermissionsBoundary: arn }) });
    expect(gained(bounded, plain)).toEqual([]);
    expect(gained(plain, bounded)).toEqual([`Orders/Worker does not have the boundary ${arn}, whose content is not known`]);
  });

  test('a way to become an administrator that was not there', () => {
    const admin = { Administrator: role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }) };
    const before = lock({ ...admin, Worker: role([allow('s3:GetObject')]) });
    expect(before.principals['Orders/Administrator'].escalation).toBe('administrator');
    const words = gained(lock({ ...admin, Worker: role([allow('s3:GetObject'), allow('iam:PutRolePolicy')]) }), before);
    expect(words).toContainEqual(expect.stringContaining('can make itself an administrator'));
  });

  test('what is deployed only under a condition of the template, and then always', () => {
    const sections = { Parameters: { Stage: { Type: 'String' } }, Conditions: { IsTest: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] } } };
    const sometimes = lock({ Worker: role([{ 'Fn::If': ['IsTest', allow('s3:GetObject'), { Ref: 'AWS::NoValue' }] }]) }, sections);
    const always = lock({ Worker: role([allow('s3:GetObject')]) }, sections);
    expect(gained(sometimes, always)).toEqual([]);
    expect(gained(always, sometimes)[0]).toContain('s3:GetObject');
  });
});
