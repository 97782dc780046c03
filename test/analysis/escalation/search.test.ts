import { describeChain } from '../../../src/analysis/escalation/describe';
import { EscalationSearch } from '../../../src/analysis/escalation/search';
import { Estate, EstatePrincipal } from '../../../src/analysis/estate';
import { NamedPolicy } from '../../../src/evaluate/decision';
import { parseDocument } from '../../../src/policy/document';
import { concat, tokenText } from '../../../src/policy/text';

const ACCOUNT = '111122223333';
const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const allow = (Action: unknown, Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
const named = (name: string, kind: 'identity' | 'trust' | 'boundary', ...Statement: object[]): NamedPolicy => (
  { name, document: parseDocument({ Version: '2012-10-17', Statement }, kind) }
);
const trusting = (...Principal: object[]) => named('trust', 'trust', ...Principal.map((one) => ({ Effect: 'Allow', Principal: one, Action: 'sts:AssumeRole' })));

function role(name: string, statements: object[], more: Partial<EstatePrincipal> = {}): EstatePrincipal {
  return {
    key: name, kind: 'role', label: name, arn: arnOf(name), account: ACCOUNT, managedPolicyArns: [], groups: [],
    policies: statements.length > 0 ? [named('work', 'identity', ...statements)] : [], trust: trusting({ Service: 'lambda.amazonaws.com' }), ...more,
  };
}

const search = (principals: readonly EstatePrincipal[], more: Partial<Estate> = {}) => new EscalationSearch({ principals, compute: [], ...more });
const ids = (chain: readonly { readonly path: { readonly id: string } }[] = []) => chain.map(({ path }) => path.id);
const TOP = role('top', [allow('*')]);

describe('an administrator', () => {
  const everythingBut = (...denied: string[]) => role('one', [allow('*'), { ...allow(denied), Effect: 'Deny' }]);

  test('is who may do everything, or nearly', () => {
    expect(search([TOP]).isAdministrator(TOP)).toBe(true);
    const nearly = everythingBut('iam:CreateUser', 'iam:PutRolePolicy', 'organizations:LeaveOrganization');
    expect(search([nearly]).isAdministrator(nearly)).toBe(true);
  });

  test('is nobody who may write no permissions, but can become one by passing a role', () => {
    const start = everythingBut('iam:A*', 'iam:C*', 'iam:D*', 'iam:Pu*', 'iam:Se*', 'iam:U*', 'sts:*', 'sso:*');
    expect(search([start]).isAdministrator(start)).toBe(false);
    expect(ids(search([start]).toAdministrator(start)?.chain)).toEqual(['lambda-001']);
  });
});

test('the shortest chain is found first', () => {
  const start = role('start', [allow(['iam:PassRole'], arnOf('top')), allow('lambda:CreateFunction'), allow('sts:AssumeRole', arnOf('middle'))]);
  const middle = role('middle', [allow('iam:PutRolePolicy')], { trust: trusting({ AWS: arnOf('start') }) });
  expect(ids(search([middle, start, TOP]).toAdministrator(start)?.chain)).toEqual(['lambda-001']);
});

test('a certain chain is found before a shorter one that hangs on something', () => {
  const start = role('start', [{ ...allow('iam:PutRolePolicy', arnOf('start')), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, allow('sts:AssumeRole', arnOf('middle'))]);
  const middle = role('middle', [allow('iam:PutRolePolicy', arnOf('middle'))], { trust: trusting({ AWS: arnOf('start') }) });
  const { chain, doubts } = search([start, middle]).toAdministrator(start)!;
  expect([ids(chain), doubts]).toEqual([['sts-001', 'iam-005'], []]);
  expect(search([start]).toAdministrator(start)?.doubts).toEqual(['aws:MultiFactorAuthPresent']);
});

test('principals that can become each other are no endless chain', () => {
  const one = role('one', [], { trust: trusting({ AWS: arnOf('other') }) });
  const other = role('other', [], { trust: trusting({ AWS: arnOf('one') }) });
  expect(search([one, other]).toAdministrator(one)).toBeUndefined();
});

test.each(['eu-west-1', 'eusc-de-east-1'])('a role is passed to a service of one Region, too: %s', (region) => {
  const start = role('start', [allow('iam:PassRole', arnOf('top')), allow(['states:CreateStateMachine', 'states:StartExecution'])]);
  const top = { ...TOP, trust: trusting({ Service: `states.${region}.amazonaws.com` }) };
  expect(ids(search([start, top]).toAdministrator(start)?.chain)).toEqual(['stepfunctions-001']);
});

test('who runs code on a resource has all its roles', () => {
  const start = role('start', [allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:111122223333:function:sum')]);
  const compute = [{ key: 'sum', label: 'sum', type: 'AWS::Lambda::Function', arn: 'arn:aws:lambda:eu-west-1:111122223333:function:sum', roles: ['top'] }];
  const { chain } = search([start, TOP], { compute }).toAdministrator(start)!;
  expect(describeChain(chain)).toBe('start: lambda:UpdateFunctionCode on sum (work, Statement[0]) -> top, the role of sum (lambda-003)');
});

test('a role gains nothing by the policies of groups, for it is in none', () => {
  const start = role('start', [allow(['iam:PutGroupPolicy', 'iam:AddUserToGroup'])]);
  const user = { ...start, kind: 'user' as const, arn: `arn:aws:iam::${ACCOUNT}:user/start` };
  expect(search([start]).toAdministrator(start)).toBeUndefined();
  expect(ids(search([user]).toAdministrator(user)?.chain)).toEqual(['iam-011']);
});

test('a Deny of the boundary or of an SCP closes the way', () => {
  const deny = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
  const start = role('start', [allow('iam:PutRolePolicy')]);
  expect(search([start]).toAdministrator(start)).toBeDefined();
  const bounded = { ...start, boundary: named('limit', 'boundary', allow('*'), deny) };
  expect(search([bounded]).toAdministrator(bounded)).toBeUndefined();
  const serviceControl = [{ name: 'root', policies: [named('guard', 'identity', allow('*'), deny)] }];
  expect(search([start], { serviceControl }).toAdministrator(start)).toBeUndefined();
});

test('the change is the smallest that closes every way', () => {
  const change = (...statements: object[]) => {
    const start = role('start', statements);
    return search([start]).toAdministrator(start)?.change;
  };
  expect(change(allow('iam:PutRolePolicy'))).toEqual({ words: 'remove iam:PutRolePolicy from Statement[0] of work', closesAll: true });
  expect(change(allow('iam:PutRoleP*'))).toEqual({ words: 'replace iam:PutRoleP* in Statement[0] of work by the actions that are needed, without iam:PutRolePolicy', closesAll: true });
  expect(change(allow('iam:*'))).toEqual({ words: 'replace iam:* in Statement[0] of work by the actions that are needed', closesAll: true });
  expect(change({ Effect: 'Allow', NotAction: ['organizations:*'], Resource: '*' })?.words).toBe('limit Statement[0] of work to the resources that are needed');
  expect(change(allow('iam:PutRolePolicy'), allow(['iam:PutRolePolicy', 'iam:PutUserPolicy'], arnOf('*')))).toEqual({
    words: 'remove iam:PutRolePolicy from Statement[0] of work, and remove iam:PutRolePolicy from Statement[1] of work', closesAll: true,
  });
  expect(change(allow('iam:PutRolePolicy'), allow('iam:AttachRolePolicy'))).toEqual({ words: 'remove iam:PutRolePolicy from Statement[0] of work', closesAll: false });
});

test('the change is made in one policy, whatever others say the same', () => {
  const start = role('start', [], { policies: [named('one', 'identity', allow('iam:PutRolePolicy')), named('other', 'identity', allow('iam:PutRolePolicy'))] });
  expect(search([start]).toAdministrator(start)?.change).toEqual({
    words: 'remove iam:PutRolePolicy from Statement[0] of one, and remove iam:PutRolePolicy from Statement[0] of other', closesAll: true,
  });
});

test('a principal is removed wherever a trust policy names it', () => {
  const start = role('start', []);
  const change = (...trusted: object[]) => search([start, { ...TOP, trust: trusting(...trusted) }]).toAdministrator(start)?.change;
  expect(change({ AWS: arnOf('start') })).toEqual({ words: 'remove start from Statement[0] of trust', closesAll: true });
  expect(change({ AWS: arnOf('start') }, { AWS: [arnOf('start'), arnOf('other')] })).toEqual({
    words: 'remove start from Statement[0] of trust, and remove start from Statement[1] of trust', closesAll: true,
  });
});

test('what is allowed in whatever account is allowed in the own one', () => {
  const start = role('start', [allow('iam:PassRole', arnOf('top')), allow('lambda:CreateFunction', 'arn:aws:lambda:*:*:function:dev-*')]);
  expect(ids(search([start, TOP]).toAdministrator(start)?.chain)).toEqual(['lambda-001']);
});

test('a command that is sent runs what its document says', () => {
  const sent = (document: string) => {
    const start = role('start', [allow('ssm:SendCommand', ['arn:aws:ec2:*:*:instance/*', `arn:aws:ssm:*:*:document/${document}`])]);
    return search([start]).toAdministrator(start)?.doubts;
  };
  expect([sent('AWS-RunShellScript'), sent('*'), sent('AWS-Run*')]).toEqual([[], [], []]);
  expect(sent('AWS-RunPatchBaseline')).toBeUndefined();
  const elsewhere = role('elsewhere', [allow('ssm:SendCommand', ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ssm:*:444455556666:document/restart'])]);
  expect(search([elsewhere]).toAdministrator(elsewhere)).toBeUndefined();
  expect(sent('restart')).toEqual(['the document restart']);
});

describe('a command or a session needs the instance, whatever documents are allowed', () => {
  const documents = 'arn:aws:ssm:*:*:document/*';
  const found = (action: string, ...statements: object[]) => {
    const start = role('start', [allow(action, documents), ...statements]);
    return ids(search([start]).toAdministrator(start)?.chain);
  };
  const instance = (action: string, name: string, Condition?: object) => ({ ...allow(action, `arn:aws:ec2:*:*:${name}`), ...(Condition && { Condition }) });

  test.each(['ssm:StartSession', 'ssm:SendCommand'])('%s', (action) => {
    expect(found(action)).toEqual([]);
    expect(found(action, instance(action, 'instance/i-0abc'))).toEqual([]);
    expect(found(action, instance(action, 'instance/*', { StringEquals: { 'ssm:resourceTag/team': 'mine' } }))).toEqual([]);
    expect(found(action, instance(action, 'instance/*'))).toHaveLength(1);
    expect(found(action, allow(action, 'arn:aws:ssm:*:*:managed-instance/*'))).toHaveLength(1);
    expect(found(action, allow(action))).toHaveLength(1);
  });

  test('a session needs no document, and may be one in a container', () => {
    const start = (resource: string) => role('start', [allow('ssm:StartSession', resource)]);
    const open = (one: EstatePrincipal) => ids(search([one]).toAdministrator(one)?.chain);
    expect(open(start('arn:aws:ec2:*:*:instance/*'))).toEqual(['ssm-001']);
    expect(open(start('arn:aws:ecs:*:*:task/*'))).toEqual(['ssm-001']);
  });

  test('a document is no instance that may have a role', () => {
    const start = role('start', [allow('ssm:SendCommand', 'arn:aws:ssm:eu-west-1:111122223333:document/AWS-RunShellScript')]);
    const spare = { ...TOP, trust: trusting({ Service: 'ec2.amazonaws.com' }) };
    expect(search([start, spare]).toAdministrator(start)).toBeUndefined();
  });

  test('an association finds its instances by their tags, and asks for none of them', () => {
    const associations = allow('ssm:CreateAssociation', 'arn:aws:ssm:*:*:association/*');
    expect(found('ssm:CreateAssociation', associations)).toEqual(['ssm-102']);
    expect(found('ssm:CreateAssociation', instance('ssm:CreateAssociation', 'instance/*'))).toEqual([]);
  });
});

test('what an action needs beside the instance or the task says nothing of which one', () => {
  const found = (...statements: object[]) => {
    const start = role('start', statements);
    return ids(search([start]).toAdministrator(start)?.chain);
  };
  const restarts = allow(['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'], ['arn:aws:ec2:*:*:instance/i-0abc', 'arn:aws:ec2:*:*:volume/*']);
  expect(found(restarts)).toEqual([]);
  expect(found(allow('ecs:ExecuteCommand', ['arn:aws:ecs:*:*:cluster/*', 'arn:aws:ecs:eu-west-1:111122223333:task/orders/0abc']))).toEqual([]);
  expect(found(allow('ecs:ExecuteCommand', ['arn:aws:ecs:*:*:cluster/*', 'arn:aws:ecs:*:*:task/*']))).toEqual(['ecs-006']);
});

describe('a principal that the policies name and the app does not have', () => {
  const user = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
  const group = (name: string) => `arn:aws:iam::${ACCOUNT}:group/${name}`;
  const TAKES_OVER = ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'];
  const found = (statements: object[], others: readonly EstatePrincipal[] = [], more: Partial<EstatePrincipal> = {}) => {
    const start = role('start', statements, more);
    const escalation = search([start, ...others]).toAdministrator(start);
    return escalation && [...ids(escalation.chain), escalation.chain[0].to !== 'anyone' && escalation.chain[0].to.principal.label, ...escalation.doubts];
  };

  test.each<[string, string[], string, string]>([
    ['iam-021', TAKES_OVER, arnOf('ops'), 'role/ops'],
    ['iam-019', ['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'], arnOf('ops'), 'role/ops'],
    ['iam-021', TAKES_OVER, 'arn:aws:iam::*:role/team/*', 'role/team/...'],
    ['iam-018', ['iam:PutUserPolicy', 'iam:CreateAccessKey'], user('ops'), 'user/ops'],
    ['iam-109', ['iam:AttachUserPolicy', 'iam:CreateLoginProfile'], user('ops'), 'user/ops'],
  ])('is as good as an administrator to whoever writes its permissions and takes it over, unless a boundary limits it: %s by %j on %s', (id, actions, target, label) => {
    expect(found([allow(actions, target)])).toEqual([id, label, `a boundary of ${label}`]);
  });

  test('may let nobody in whom its trust policy does not name', () => {
    expect(found([allow(['iam:PutRolePolicy', 'sts:AssumeRole'], arnOf('ops'))])).toEqual(['iam-017', 'role/ops', 'the trust policy of role/ops', 'a boundary of role/ops']);
  });

  test('may be named by one statement and be one of many of another', () => {
    expect(found([allow('iam:PutRolePolicy', arnOf('ops-*')), allow('iam:UpdateAssumeRolePolicy', arnOf('ops-admin'))])).toEqual(['iam-021', 'role/ops-admin', 'a boundary of role/ops-admin']);
    expect(found([allow('iam:PutUserPolicy'), allow('iam:CreateAccessKey', user('ops'))])).toEqual(['iam-018', 'user/ops', 'a boundary of user/ops']);
  });

  test('may have a name that is a token', () => {
    const name = tokenText({ kind: 'opaque', label: 'UserName', identity: 'UserName' });
    const document = parseDocument({ Version: '2012-10-17', Statement: allow(['iam:PutUserPolicy', 'iam:CreateAccessKey'], user('ops')) }, 'identity');
    const statements = document.statements.map((one) => ({ ...one, resource: { negated: false, patterns: [concat([user(''), name])] } }));
    expect(found([], [], { policies: [{ name: 'work', document: { ...document, statements } }] })).toEqual(['iam-018', 'user/<UserName>', 'a boundary of user/<UserName>']);
  });

  test.each<[string, object[]]>([
    ['one of the two actions alone', [allow('iam:PutRolePolicy', arnOf('ops'))]],
    ['the other one alone', [allow('iam:UpdateAssumeRolePolicy', arnOf('ops'))]],
    ['the two of them on different roles', [allow('iam:PutRolePolicy', arnOf('ops')), allow('iam:UpdateAssumeRolePolicy', arnOf('dev'))]],
    ['both on a role of another account', [allow(TAKES_OVER, 'arn:aws:iam::444455556666:role/ops')]],
    ['both, but only with an approved boundary', [{
      ...allow(TAKES_OVER, arnOf('ops')), Condition: { StringEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/limit` } },
    }]],
    ['both, but only for approved policies', [{
      ...allow(['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'], arnOf('ops')), Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
    }]],
    ['both on roles that only AWS changes', [allow(['iam:CreateRole', ...TAKES_OVER], ['aws-service-role/ecs.amazonaws.com/*', 'aws-reserved/sso.amazonaws.com/*'].map(arnOf))]],
    ['both, with a denial in the way', [allow(TAKES_OVER, arnOf('ops')), { ...allow('iam:PutRolePolicy', arnOf('o*')), Effect: 'Deny' }]],
  ])('is not taken over by %s', (_what, statements) => {
    expect(found(statements)).toBeUndefined();
  });

  test('is looked for only where the app has none of that name', () => {
    const ops = role('ops', [], { boundary: named('limit', 'boundary', allow('s3:*')) });
    expect(found([allow(TAKES_OVER, arnOf('ops'))], [ops])).toBeUndefined();
    expect(found([allow(TAKES_OVER, arnOf('o*'))], [ops])).toBeUndefined();
  });

  test('gives a user all that it writes into a group, but for what the boundary of the user keeps back', () => {
    const joins = [allow(['iam:PutGroupPolicy', 'iam:AddUserToGroup'], group('ops'))];
    const one = { kind: 'user' as const, arn: user('start') };
    expect(found(joins, [], one)).toEqual(['iam-114', 'start']);
    expect(found(joins, [], { ...one, boundary: named('limit', 'boundary', allow('s3:*'), ...joins) })).toBeUndefined();
    expect(found(joins)).toBeUndefined();
  });
});

test('a resource that the app does not have may have a role that nothing of the app acts with', () => {
  const start = role('start', [allow('ssm:StartSession', 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc')]);
  const spare = { ...TOP, trust: trusting({ Service: 'ec2.amazonaws.com' }) };
  const found = search([start, spare]).toAdministrator(start)!;
  expect([ids(found.chain), found.doubts]).toEqual([['ssm-001'], ['another role of arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc']]);

  const compute = [{ key: 'i', label: 'i', type: 'AWS::EC2::Instance', arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-9', roles: ['top'] }];
  expect(search([start, spare], { compute }).toAdministrator(start)).toBeUndefined();
  expect(search([start, TOP]).toAdministrator(start)).toBeUndefined();
});

test('a shell on an instance is a way to its role, where the role may do more than its agents', () => {
  const instance = 'arn:aws:ec2:eu-west-1:111122223333:instance/i-9';
  const compute = [{ key: 'i', label: 'i', type: 'AWS::EC2::Instance', arn: instance, roles: ['host'] }];
  const start = role('start', [allow('ssm:StartSession', instance)]);
  const host = (...actions: string[]) => role('host', [allow(actions)], { trust: trusting({ Service: 'ec2.amazonaws.com' }) });
  expect(search([start, host('s3:GetObject')], { compute }).toOthers(start).map(({ chain }) => ids(chain))).toEqual([['ssm-001']]);
  expect(search([start, host('ssmmessages:*', 'ssm:UpdateInstanceInformation')], { compute }).toOthers(start)).toEqual([]);
});

test('a role that is passed by name to something that is named, too, is meant', () => {
  const stack = 'arn:aws:cloudformation:*:111122223333:stack/app/*';
  const deployer = role('deployer', [allow('s3:CreateBucket')], { trust: trusting({ Service: 'cloudformation.amazonaws.com' }) });
  const found = (...statements: object[]) => {
    const start = role('start', statements);
    return search([start, deployer]).toOthers(start).map(({ chain }) => ids(chain));
  };
  const changes = ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'];
  expect(found(allow('iam:PassRole', arnOf('deployer')), allow(changes, stack))).toEqual([]);
  expect(found(allow('iam:PassRole', arnOf('deployer')), allow(changes))).toEqual([['cloudformation-102']]);
});

test('what takes no resource is not meant for the one role that is passed', () => {
  const start = role('start', [allow('iam:PassRole', arnOf('host')), allow('elasticmapreduce:RunJobFlow')]);
  const host = role('host', [allow('s3:GetObject')], { trust: trusting({ Service: 'ec2.amazonaws.com' }) });
  expect(search([start, host]).toOthers(start).map(({ chain }) => ids(chain))).toEqual([['emr-001']]);
});

test('who writes a policy of a role that it may assume has whatever it likes', () => {
  const policyArn = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
  const found = (written: string) => {
    const start = role('start', [allow('iam:CreatePolicyVersion', policyArn(written)), allow('sts:AssumeRole', arnOf('target'))]);
    const target = role('target', [allow('s3:ListBucket')], { trust: trusting({ AWS: arnOf('start') }), managedPolicyArns: [policyArn('lists')] });
    return ids(search([start, target]).toAdministrator(start)?.chain);
  };
  expect(found('lists')).toEqual(['iam-016']);
  expect(found('another')).toEqual([]);
});

test('a role for the identities of a pool is passed to the pool', () => {
  const start = role('start', [allow('iam:PassRole', arnOf('top')), allow('cognito-identity:SetIdentityPoolRoles')]);
  const top = { ...TOP, trust: trusting({ Federated: 'cognito-identity.amazonaws.com' }) };
  expect(ids(search([start, top]).toAdministrator(start)?.chain)).toEqual(['cognitoidentity-001']);
});
