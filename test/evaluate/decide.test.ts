import {
  ACCOUNT, allow, boundary, deny, federated, FULL_ACCESS, identity, OTHER_ACCOUNT, outsider, policy, rcp, request, resource, role, rootUser, scp,
  session, sessionOf, trust, user,
} from './requests';
import { decide } from '../../src/evaluate/decide';
import { NamedPolicy, PolicySet } from '../../src/evaluate/decision';
import { AccessRequest } from '../../src/evaluate/request';
import { parseDocument } from '../../src/policy/document';
import { concat, Text, TokenKind, tokenText } from '../../src/policy/text';

const OBJECT = 'arn:aws:s3:::bucket/key';
const WORKER = sessionOf('Worker', 'one');
const token = (label: string, kind: TokenKind = 'opaque') => tokenText({ kind, label, identity: label });

describe('an identity within its account', () => {
  test('is allowed what its policy allows, in whatever case the action is written', () => {
    const decision = decide(request(role('Worker'), 's3:getobject', OBJECT), { identity: identity(allow('S3:Get*', 'arn:aws:s3:::bucket/*')) });
    expect(decision).toMatchObject({ outcome: 'allowed', decidedBy: 'identity', unknowns: [] });
    expect(decision.reason).toBe('allowed: s3:getobject on arn:aws:s3:::bucket/key by Statement[0] of the identity policy "Permissions"');
  });

  test('is denied by default', () => {
    const decision = decide(request(role('Worker'), 's3:PutObject', OBJECT), { identity: identity(allow('s3:Get*')) });
    expect(decision).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'identity', matched: [] });
    expect(decision.reason).toBe('denied: the identity policy "Permissions" has no statement that allows s3:PutObject on arn:aws:s3:::bucket/key');
  });

  test('is denied what any policy denies', () => {
    const decision = decide(request(role('Worker'), 's3:PutObject', OBJECT), {
      identity: identity(allow('s3:*'), deny('s3:Put*', '*', { Sid: 'ReadOnly' })),
    });
    expect(decision).toMatchObject({ outcome: 'explicitDeny', decidedBy: 'identity', matched: [{ statement: { sid: 'ReadOnly' } }] });
    expect(decision.reason).toBe('denied: ReadOnly of the identity policy "Permissions" denies s3:PutObject on arn:aws:s3:::bucket/key');
  });

  test('is limited by its boundary', () => {
    const decision = decide(request(role('Worker'), 's3:PutObject', OBJECT), { identity: identity(allow('s3:*')), boundary: boundary(allow('s3:Get*')) });
    expect(decision).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'boundary', matched: [{ kind: 'identity' }] });
    expect(decision.reason).toBe('denied: the permissions boundary "Boundary" has no statement that allows s3:PutObject on arn:aws:s3:::bucket/key');
  });

  test('is limited by a session policy, one of several being enough', () => {
    const allowed = identity(allow('s3:*'));
    expect(decide(request(WORKER, 's3:PutObject', OBJECT), { identity: allowed, session: session(allow('s3:Get*')) }))
      .toMatchObject({ outcome: 'implicitDeny', decidedBy: 'session', reason: `denied: no session policy allows s3:PutObject on ${OBJECT}` });
    expect(decide(request(WORKER, 's3:PutObject', OBJECT), { identity: allowed, session: [...session(allow('s3:Get*')), ...session(allow('s3:Put*'))] }).outcome)
      .toBe('allowed');
  });

  test('is limited by every level of SCPs', () => {
    const decision = decide(request(user('Ana'), 's3:PutObject', OBJECT), {
      identity: identity(allow('s3:*')), serviceControl: [scp('Root', allow('*')), scp('Production', allow('ec2:*')), scp('Account', allow('*'))],
    });
    expect(decision).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'serviceControl' });
    expect(decision.reason).toBe('denied: no service control policy on the level "Production" allows s3:PutObject on arn:aws:s3:::bucket/key');
  });

  test('is denied by the first of the policies that deny, the organization before the resource before its own', () => {
    const all: PolicySet = {
      identity: identity(deny('*')), boundary: boundary(deny('*')), session: session(deny('*')), resource: resource(deny('*', '*', { Principal: '*' })),
      serviceControl: [scp('Root', FULL_ACCESS, deny('*'))], resourceControl: [rcp('Root', deny('s3:*'))],
    };
    const kinds = ['resourceControl', 'serviceControl', 'resource', 'identity', 'boundary', 'session'] as const;
    const denials = kinds.map((_, index) => {
      const left = Object.fromEntries(Object.entries(all).filter(([kind]) => kinds.slice(index).some((one) => one === kind)));
      return decide(request(WORKER, 's3:PutObject', OBJECT), { identity: [], ...left });
    });
    expect(denials.map(({ outcome, decidedBy }) => [outcome, decidedBy])).toEqual(kinds.map((kind) => ['explicitDeny', kind]));
  });

  test('may do with an action that takes no resource only what is allowed on all', () => {
    const asked = request(role('Worker'), 's3:ListAllMyBuckets');
    expect(decide(asked, { identity: identity(allow('s3:*')) }).outcome).toBe('allowed');
    expect(decide(asked, { identity: identity(allow('s3:*', 'arn:aws:s3:::*')) }).outcome).toBe('implicitDeny');
  });

  test('may pass a role that iam:PassRole is allowed on, whatever the role trusts', () => {
    const passes = identity(allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/app/*`, { Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } }));
    const asked = (name: string, to: string) => request(role('Deployer'), 'iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/${name}`, { 'iam:PassedToService': to });
    const trusted = trust({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } });
    expect(decide(asked('app/Task', 'lambda.amazonaws.com'), { identity: passes, resource: trusted }).outcome).toBe('allowed');
    expect(decide(asked('app/Task', 'ec2.amazonaws.com'), { identity: passes, resource: trusted }).outcome).toBe('implicitDeny');
    expect(decide(asked('Admin', 'lambda.amazonaws.com'), { identity: passes, resource: trusted }).outcome).toBe('implicitDeny');
  });
});

describe('the policy of a resource', () => {
  const names = (principal: unknown, more = {}) => resource(allow('s3:GetObject', '*', { Principal: principal, ...more }));
  const silent: PolicySet = { identity: [], boundary: boundary(allow('ec2:*')), session: session(allow('ec2:*')) };

  test('grants nothing by naming the account: it leaves the decision to the policies of the account', () => {
    for (const account of [ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`]) {
      expect(decide(request(WORKER, 's3:GetObject', OBJECT), { identity: [], resource: names({ AWS: account }) })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'identity' });
      expect(decide(request(WORKER, 's3:GetObject', OBJECT), { identity: identity(allow('s3:*')), resource: names({ AWS: account }) }).outcome).toBe('allowed');
    }
  });

  test('grants to everybody by a lone star, past boundary and session policy', () => {
    expect(decide(request(WORKER, 's3:GetObject', OBJECT), { ...silent, resource: names('*') })).toMatchObject({ outcome: 'allowed', decidedBy: 'resource' });
    expect(decide(request(outsider('anonymous'), 's3:GetObject', OBJECT), { identity: [], resource: names({ AWS: '*' }) }).outcome).toBe('allowed');
  });

  test('names nobody by an ARN with a wildcard', () => {
    const arns = [`arn:aws:iam::${ACCOUNT}:role/*`, concat(['arn:', token('AWS::Partition', 'pseudo'), `:iam::${ACCOUNT}:role/*`])];
    const outcomes = arns.map((AWS) => decide(request(role('Worker'), 's3:GetObject', OBJECT), { identity: [], resource: names({ AWS }) }).outcome);
    expect(outcomes).toEqual(['implicitDeny', 'implicitDeny']);
  });

  test('knows a session by the name of its role where its path is not known', () => {
    const { roleArn, ...withoutRole } = WORKER;
    expect(roleArn).toBeDefined();
    expect(decide(request(withoutRole, 's3:GetObject', OBJECT), { identity: [], resource: names({ AWS: `arn:aws:iam::${ACCOUNT}:role/team/Worker` }) }).outcome).toBe('allowed');
    expect(decide(request(withoutRole, 's3:GetObject', OBJECT), { identity: [], resource: names({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/Worker` }) }).outcome).toBe('implicitDeny');
  });

  test('leaves open what a role may do where it names one of its sessions', () => {
    const one = names({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/Worker/one` });
    expect(decide(request(role('Worker'), 's3:GetObject', OBJECT), { identity: [], resource: one }))
      .toMatchObject({ outcome: 'unknown', unknowns: [`the session name of arn:aws:iam::${ACCOUNT}:role/Worker`] });
    expect(decide(request(role('Other'), 's3:GetObject', OBJECT), { identity: [], resource: one }).outcome).toBe('implicitDeny');
  });

  test('names the sessions of a provider', () => {
    const policies = { identity: [], resource: names({ Federated: 'cognito-identity.amazonaws.com' }) };
    const by = (context: Record<string, string>) => request(WORKER, 's3:GetObject', OBJECT, context);
    expect(decide(by({ 'aws:FederatedProvider': 'cognito-identity.amazonaws.com' }), policies).outcome).toBe('allowed');
    expect(decide(by({ 'aws:FederatedProvider': 'accounts.google.com' }), policies).outcome).toBe('implicitDeny');
    expect(decide(by({}), policies).outcome).toBe('implicitDeny');
    expect(decide({ ...by({}), context: { values: new Map(), others: 'unknown' } }, policies)).toMatchObject({ outcome: 'unknown', unknowns: ['aws:FederatedProvider'] });
  });

  test('may mean anybody who has an account by a canonical user', () => {
    const policies = { identity: [], resource: names({ CanonicalUser: '79a59d' }) };
    expect(decide(request(user('Ana'), 's3:GetObject', OBJECT), policies)).toMatchObject({ outcome: 'unknown', unknowns: ['CanonicalUser 79a59d'] });
    expect(decide(request(outsider('anonymous'), 's3:GetObject', OBJECT), policies).outcome).toBe('implicitDeny');
  });

  test('with a Deny for the account denies all in it, and everybody with a star', () => {
    const denies = (principal: unknown) => ({ identity: identity(allow('s3:*')), resource: resource(deny('s3:*', '*', { Principal: principal })) });
    expect(decide(request(WORKER, 's3:GetObject', OBJECT), denies({ AWS: ACCOUNT })).outcome).toBe('explicitDeny');
    expect(decide(request(rootUser(), 's3:GetObject', OBJECT), denies('*')).outcome).toBe('explicitDeny');
    expect(decide(request(WORKER, 's3:GetObject', OBJECT), denies({ AWS: OTHER_ACCOUNT })).outcome).toBe('allowed');
  });

  test('that names a service says nothing to others', () => {
    const policies = { identity: [], resource: names({ Service: 'logs.amazonaws.com' }) };
    expect(decide(request(user('Ana'), 's3:GetObject', OBJECT), policies).outcome).toBe('implicitDeny');
    expect(decide(request(outsider('service', 'sns.amazonaws.com'), 's3:GetObject', OBJECT), policies)).toMatchObject({
      outcome: 'implicitDeny', decidedBy: 'resource',
      reason: `denied: the resource-based policy "ResourcePolicy" has no statement that allows s3:GetObject on ${OBJECT} to sns.amazonaws.com`,
    });
  });
});

describe('across accounts', () => {
  const outside = { resourceAccount: OTHER_ACCOUNT };
  const admits = resource(allow('s3:GetObject', '*', { Principal: { AWS: ACCOUNT } }));
  const asked = request(WORKER, 's3:GetObject', OBJECT, {}, outside);
  const allowed = identity(allow('s3:*'));

  test('both sides must allow', () => {
    expect(decide(asked, { identity: allowed, resource: admits })).toMatchObject({ outcome: 'allowed', matched: [{ kind: 'resource' }, { kind: 'identity' }] });
    expect(decide(asked, { identity: [], resource: admits })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'identity' });
    expect(decide(asked, { identity: allowed })).toMatchObject({
      outcome: 'implicitDeny', decidedBy: 'resource',
      reason: `denied: no resource-based policy allows s3:GetObject on ${OBJECT} to ${WORKER.id.toString()}, which is of another account`,
    });
  });

  test('naming the session or user itself makes nothing superfluous', () => {
    const direct = resource(allow('s3:GetObject', '*', { Principal: { AWS: WORKER.id } }));
    expect(decide(asked, { identity: [], resource: direct }).outcome).toBe('implicitDeny');
    expect(decide(asked, { identity: allowed, resource: direct, boundary: boundary(allow('ec2:*')) })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'boundary' });
    expect(decide(asked, { identity: allowed, resource: direct, session: session(allow('ec2:*')) })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'session' });
    expect(decide(asked, { identity: allowed, resource: direct, serviceControl: [scp('Root', allow('ec2:*'))] })).toMatchObject({ decidedBy: 'serviceControl' });
    expect(decide(asked, { identity: allowed, resource: direct }).outcome).toBe('allowed');
  });

  test('the account of the resource is that of its ARN, and no other account where the ARN has none', () => {
    const queue = (account: string) => request(WORKER, 'sqs:SendMessage', `arn:aws:sqs:eu-west-1:${account}:queue`);
    const sends = { identity: identity(allow('sqs:*')) };
    expect(decide(queue(ACCOUNT), sends).outcome).toBe('allowed');
    expect(decide(queue(OTHER_ACCOUNT), sends).outcome).toBe('implicitDeny');
    expect(decide(request(WORKER, 's3:GetObject', OBJECT), { identity: allowed }).outcome).toBe('allowed');
    expect(decide(request(WORKER, 'iam:GetPolicy', 'arn:aws:iam::aws:policy/ReadOnlyAccess'), { identity: identity(allow('iam:*')) }).outcome).toBe('allowed');
  });

  test('an account that nobody knows matters only where the two accounts differ in the outcome', () => {
    const somewhere = { resourceAccount: token('OtherAccount') };
    const ask = (policies: PolicySet) => decide(request(WORKER, 's3:GetObject', OBJECT, {}, somewhere), policies);
    expect(ask({ identity: allowed })).toMatchObject({ outcome: 'unknown', unknowns: ['OtherAccount'] });
    expect(ask({ identity: allowed, resource: admits }).outcome).toBe('allowed');
    expect(ask({ identity: [] }).outcome).toBe('implicitDeny');
  });

  test('RCPs of the account of the resource reach the outsider', () => {
    expect(decide(asked, { identity: allowed, resource: admits, resourceControl: [rcp('Root', deny('s3:*'))] }))
      .toMatchObject({ outcome: 'explicitDeny', decidedBy: 'resourceControl', reason: `denied: Statement[0] of the resource control policy "Root" denies s3:GetObject on ${OBJECT}` });
  });
});

describe('a KMS key', () => {
  const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`;
  const asked = request(WORKER, 'kms:Decrypt', KEY);
  const decrypts = identity(allow('kms:*'));
  const key = (...principals: readonly unknown[]) => resource(...principals.map((Principal) => allow('kms:*', '*', { Principal })));
  const delegates = key({ AWS: `arn:aws:iam::${ACCOUNT}:root` });

  test('is usable by an identity policy only if the key policy gives the account access', () => {
    expect(decide(asked, { identity: decrypts, resource: delegates })).toMatchObject({ outcome: 'allowed', decidedBy: 'identity' });
    expect(decide(asked, { identity: decrypts, resource: key({ AWS: `arn:aws:iam::${ACCOUNT}:role/Admin` }) })).toMatchObject({
      outcome: 'implicitDeny', decidedBy: 'resource',
      reason: `denied: the resource-based policy "ResourcePolicy" has no statement that allows kms:Decrypt on ${KEY} to ${WORKER.id.toString()}`
        + ' or leaves the decision to the policies of its account',
    });
    expect(decide(asked, { identity: [], resource: delegates })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'identity' });
  });

  test('needs no identity policy where the key policy names the requester', () => {
    const named = key({ AWS: `arn:aws:iam::${ACCOUNT}:role/Worker` });
    expect(decide(asked, { identity: [], resource: named })).toMatchObject({ outcome: 'allowed', decidedBy: 'resource' });
    expect(decide(asked, { identity: [], resource: named, boundary: boundary(allow('s3:*')) })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'boundary' });
  });

  test('is out of reach of the root user too, unless the key policy names the account', () => {
    const root = request(rootUser(), 'kms:Decrypt', KEY);
    expect(decide(root, { identity: [], resource: delegates }).outcome).toBe('allowed');
    expect(decide(root, { identity: [], resource: key({ AWS: `arn:aws:iam::${ACCOUNT}:role/Admin` }) })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'resource' });
    expect(decide(root, { identity: [] })).toMatchObject({ outcome: 'unknown', unknowns: [`the key policy of ${KEY}`] });
  });

  test('leaves open what its policy says where that was not handed in', () => {
    expect(decide(asked, { identity: decrypts })).toMatchObject({
      outcome: 'unknown', decidedBy: 'resource', unknowns: [`the key policy of ${KEY}`],
      reason: `unknown: whether kms:Decrypt on ${KEY} is allowed depends on the key policy of ${KEY}`,
    });
    expect(decide(asked, { identity: [] }).outcome).toBe('implicitDeny');
  });

  test('has nothing to say of actions on no key, or on an alias', () => {
    expect(decide(request(WORKER, 'kms:ListKeys'), { identity: decrypts }).outcome).toBe('allowed');
    expect(decide(request(WORKER, 'kms:CreateAlias', `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/a`), { identity: decrypts }).outcome).toBe('allowed');
  });

  test('of another account must admit the account, and the account the requester', () => {
    const theirs = request(sessionOf('Worker', 'one', OTHER_ACCOUNT), 'kms:Decrypt', KEY);
    expect(decide(theirs, { identity: decrypts, resource: key({ AWS: OTHER_ACCOUNT }) }).outcome).toBe('allowed');
    expect(decide(theirs, { identity: decrypts, resource: delegates }).outcome).toBe('implicitDeny');
    expect(decide(theirs, { identity: [], resource: key({ AWS: OTHER_ACCOUNT }) }).outcome).toBe('implicitDeny');
  });
});

describe('a role that is assumed', () => {
  const ROLE = `arn:aws:iam::${ACCOUNT}:role/Target`;
  const asks = (requester: AccessRequest['requester'], action = 'sts:AssumeRole', context = {}) => request(requester, action, ROLE, context);
  const assumes = identity(allow('sts:AssumeRole'));
  const trusts = (principal: unknown, more = {}) => trust({ Effect: 'Allow', Action: 'sts:AssumeRole*', Principal: principal, ...more });

  test('needs no identity policy of a principal of its account that its trust policy names', () => {
    expect(decide(asks(user('Ana')), { identity: [], resource: trusts({ AWS: user('Ana').id }) }).outcome).toBe('allowed');
    expect(decide(asks(WORKER), { identity: [], resource: trusts({ AWS: role('Worker').id }) }).outcome).toBe('allowed');
    expect(decide(asks(WORKER), { identity: [], resource: trusts({ AWS: role('Worker').id }), boundary: boundary(allow('s3:*')) }).outcome).toBe('implicitDeny');
  });

  test('leaves the decision to identity policies where its trust policy names the account', () => {
    expect(decide(asks(WORKER), { identity: assumes, resource: trusts({ AWS: ACCOUNT }) }).outcome).toBe('allowed');
    expect(decide(asks(WORKER), { identity: [], resource: trusts({ AWS: ACCOUNT }) })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'identity' });
  });

  test('is out of reach of identity policies where its trust policy names others', () => {
    expect(decide(asks(WORKER), { identity: identity(FULL_ACCESS), resource: trusts({ Service: 'ec2.amazonaws.com' }) })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'resource' });
    expect(decide(asks(WORKER), { identity: identity(FULL_ACCESS) })).toMatchObject({ outcome: 'unknown', unknowns: [`the trust policy of ${ROLE}`] });
    expect(decide(asks(outsider('service', 'ec2.amazonaws.com')), { identity: [] })).toMatchObject({ outcome: 'unknown', unknowns: [`the trust policy of ${ROLE}`] });
  });

  test('of another account needs both', () => {
    const theirs = sessionOf('Worker', 'one', OTHER_ACCOUNT);
    const trusted = trusts({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/Worker` });
    expect(decide(asks(theirs), { identity: assumes, resource: trusted }).outcome).toBe('allowed');
    expect(decide(asks(theirs), { identity: [], resource: trusted })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'identity' });
    expect(decide(asks(theirs), { identity: assumes, resource: trusts({ AWS: ACCOUNT }) })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'resource' });
  });

  test('by a web identity or an assertion asks its trust policy alone, and the RCPs', () => {
    const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
    const subject = 'token.actions.githubusercontent.com:sub';
    const trusted = trusts({ Federated: provider }, { Condition: { StringLike: { [subject]: 'repo:org/app:*' } } });
    const asked = (sub: string) => asks(outsider('webIdentity', provider), 'sts:AssumeRoleWithWebIdentity', { [subject]: sub });
    expect(decide(asked('repo:org/app:ref:refs/heads/main'), { identity: [], resource: trusted }).outcome).toBe('allowed');
    expect(decide(asked('repo:org/other:ref:refs/heads/main'), { identity: [], resource: trusted }).outcome).toBe('implicitDeny');
    expect(decide(asked('repo:org/app:x'), { identity: [], resource: trusted, serviceControl: [scp('Root', deny('*'))] }).outcome).toBe('allowed');
    expect(decide(asked('repo:org/app:x'), { identity: [], resource: trusted, resourceControl: [rcp('Root', deny('sts:*'))] }).outcome).toBe('explicitDeny');
    const saml = `arn:aws:iam::${ACCOUNT}:saml-provider/Corp`;
    expect(decide(asks(outsider('saml', saml), 'sts:AssumeRoleWithSAML'), { identity: [], resource: trusts({ Federated: saml }) }).outcome).toBe('allowed');
    expect(decide(asks(outsider('saml', saml), 'sts:AssumeRoleWithSAML'), { identity: [], resource: trusted }).outcome).toBe('implicitDeny');
  });
});

describe('the root user', () => {
  test('may do all in its account, with no policy of its own', () => {
    const decision = decide(request(rootUser(), 's3:GetObject', OBJECT), { identity: identity(deny('*')), boundary: boundary(deny('*')) });
    expect(decision).toMatchObject({ outcome: 'allowed', reason: `allowed: s3:GetObject on ${OBJECT} by the rights of the root user arn:aws:iam::${ACCOUNT}:root` });
  });

  test('is let into another account by its resource alone', () => {
    const asked = request(rootUser(), 's3:GetObject', OBJECT, {}, { resourceAccount: OTHER_ACCOUNT });
    expect(decide(asked, { identity: [], resource: resource(allow('s3:*', '*', { Principal: { AWS: ACCOUNT } })) }).outcome).toBe('allowed');
    expect(decide(asked, { identity: [] }).outcome).toBe('implicitDeny');
  });
});

describe('what nobody knows', () => {
  const opaque = (kind: 'identity' | 'boundary', name: string): NamedPolicy => ({ name, document: parseDocument(token('PolicyJson'), kind) });
  const asked = request(role('Worker'), 's3:GetObject', OBJECT);

  test('is no matter beside a certain Deny, nor beside a certain Allow of the same kind', () => {
    const maybe = { Resource: concat(['arn:aws:s3:::', token('Bucket')]) };
    expect(decide(asked, { identity: identity(allow('s3:*', '*', maybe), deny('s3:*')) })).toMatchObject({ outcome: 'explicitDeny', unknowns: [] });
    expect(decide(asked, { identity: identity(allow('s3:*', '*', maybe), allow('s3:*')) })).toMatchObject({ outcome: 'allowed', unknowns: [] });
    expect(decide(asked, { identity: identity(allow('s3:*', '*', maybe)) })).toMatchObject({ outcome: 'unknown', decidedBy: 'identity', unknowns: ['Bucket'] });
  });

  test('in a Deny leaves a certain Allow open', () => {
    const decision = decide(asked, {
      identity: identity(allow('s3:*', ['*', concat(['arn:aws:s3:::', token('Bucket')])])), boundary: boundary(allow('*'), deny('s3:*', concat(['arn:aws:s3:::', token('Secret'), '/*']))),
    });
    expect(decision).toMatchObject({ outcome: 'unknown', decidedBy: 'boundary', unknowns: ['Secret'] });
    expect(decision.matched.map(({ statement }) => statement.effect)).toEqual(['Deny', 'Allow', 'Allow']);
    expect(decision.reason).toBe(`unknown: whether s3:GetObject on ${OBJECT} is allowed depends on Secret`);
  });

  test('is not named where something else settles the Allow', () => {
    const decision = decide(asked, {
      identity: identity(allow('s3:*'), deny('s3:*', token('Secret'))), resource: resource(allow('s3:*', '*', { Principal: { AWS: token('Reader') } })),
    });
    expect(decision).toMatchObject({ outcome: 'unknown', decidedBy: 'identity', unknowns: ['Secret'] });
  });

  test('in an action, a condition or the request is named', () => {
    expect(decide(asked, { identity: identity(allow(concat(['s3:', token('Verb')]))) })).toMatchObject({ outcome: 'unknown', unknowns: ['Verb'] });
    expect(decide(asked, { identity: identity({ Effect: 'Allow', NotAction: concat(['s3:', token('Verb')]), Resource: '*' }) })).toMatchObject({ outcome: 'unknown', unknowns: ['Verb'] });
    expect(decide(asked, { identity: identity(allow(concat(['sqs:', token('Verb')]))) }).outcome).toBe('implicitDeny');
    const tagged = identity(allow('s3:*', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } } }));
    expect(decide({ ...asked, context: { values: new Map(), others: 'unknown' } }, { identity: tagged })).toMatchObject({ outcome: 'unknown', unknowns: ['aws:PrincipalTag/team'] });
    const someAction: Text = concat(['s3:', token('Action')]);
    expect(decide({ ...asked, action: someAction }, { identity: identity(allow('s3:Get*')) })).toMatchObject({ outcome: 'unknown', unknowns: ['Action'] });
    expect(decide({ ...asked, action: someAction }, { identity: identity(allow('s3:*')) }).outcome).toBe('allowed');
    expect(decide({ ...asked, action: someAction }, { identity: identity(allow('sqs:*')) }).outcome).toBe('implicitDeny');
  });

  test('of a principal is named', () => {
    const names = (AWS: Text) => ({ identity: [], resource: resource(allow('s3:*', '*', { Principal: { AWS } })) });
    expect(decide(asked, names(token('Reader')))).toMatchObject({ outcome: 'unknown', unknowns: ['Reader'] });
    const arn = (name: string): Text => tokenText({ kind: 'resource', label: `${name}.Arn`, identity: name, resource: name, attribute: 'Arn' });
    const symbolic = { ...asked, requester: { kind: 'role' as const, id: arn('RoleA'), account: ACCOUNT } };
    expect(decide(symbolic, names(arn('RoleA'))).outcome).toBe('allowed');
    expect(decide(symbolic, names(arn('RoleB'))).outcome).toBe('implicitDeny');
  });

  test('of a whole policy may allow and may deny', () => {
    expect(decide(asked, { identity: [...identity(allow('s3:*')), opaque('identity', 'Extra')] })).toMatchObject({ outcome: 'unknown', unknowns: ['PolicyJson of Extra'] });
    expect(decide(asked, { identity: identity(allow('s3:*')), boundary: opaque('boundary', 'Limit') })).toMatchObject({ outcome: 'unknown', decidedBy: 'boundary', unknowns: ['PolicyJson of Limit'] });
    expect(decide(asked, { identity: [], boundary: opaque('boundary', 'Limit') }).outcome).toBe('implicitDeny');
    expect(decide(asked, { identity: [...identity(deny('*')), opaque('identity', 'Extra')] }).outcome).toBe('explicitDeny');
  });

  test('of a statement that cannot be read is named', () => {
    const broken = policy('identity', 'Broken', allow('s3:Get*'), { Effect: token('Effect'), Action: 's3:*', Resource: '*' });
    expect(decide(asked, { identity: [broken] })).toMatchObject({ outcome: 'unknown', unknowns: ['Effect of Broken'] });
    const noResource = policy('identity', 'Broken', { Effect: 'Allow', Action: 's3:*' });
    expect(decide(asked, { identity: [noResource] })).toMatchObject({ outcome: 'unknown', unknowns: ['Resource of Statement[0]'] });
    const noPrincipal = resource(allow('s3:*'));
    expect(decide(asked, { identity: [], resource: noPrincipal })).toMatchObject({ outcome: 'unknown', unknowns: ['Principal'] });
  });

  test('is whether a statement is there that depends on a condition of the template', () => {
    const document = parseDocument({ Version: '2012-10-17', Statement: [allow('s3:*')] }, 'identity');
    const conditional = { name: 'Maybe', document: { ...document, statements: document.statements.map((one) => ({ ...one, conditional: true })) } };
    expect(decide(asked, { identity: [conditional] })).toMatchObject({ outcome: 'unknown', unknowns: ['a condition of the template'] });
    expect(decide(request(role('Worker'), 'sqs:SendMessage'), { identity: [conditional] }).outcome).toBe('implicitDeny');
    expect(decide(asked, { identity: [conditional, ...identity(allow('s3:*'))] }).outcome).toBe('allowed');
  });

  test('is which account manages the organization', () => {
    const under = { identity: identity(allow('*')), managementAccount: token('Management'), serviceControl: [scp('Root', FULL_ACCESS, deny('s3:*'))] };
    expect(decide(asked, under)).toMatchObject({ outcome: 'unknown', decidedBy: 'serviceControl', unknowns: ['Management'] });
    expect(decide(request(role('Worker'), 'sqs:SendMessage'), under).outcome).toBe('allowed');
  });
});

test('a federated user has what its session policies share with the user, and with what the resource grants the user', () => {
  const policies: PolicySet = { identity: identity(allow('s3:*')), session: session(allow(['s3:Get*', 'ec2:*'])) };
  expect(decide(request(federated('Ana'), 's3:GetObject', OBJECT), policies).outcome).toBe('allowed');
  expect(decide(request(federated('Ana'), 's3:PutObject', OBJECT), policies).outcome).toBe('implicitDeny');
  expect(decide(request(federated('Ana'), 'ec2:RunInstances'), policies).outcome).toBe('implicitDeny');
  const grantsUser = resource(allow('s3:*', '*', { Principal: { AWS: user('Ana').id } }));
  expect(decide(request(federated('Ana'), 's3:GetObject', OBJECT), { ...policies, identity: [], resource: grantsUser }).outcome).toBe('allowed');
  expect(decide(request(federated('Ana'), 's3:PutObject', OBJECT), { ...policies, identity: [], resource: grantsUser }).outcome).toBe('implicitDeny');
});
