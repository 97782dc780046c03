import { allow, boundary, deny, identity, OTHER_ACCOUNT, request, resource, role, scp, sessionOf, user } from './requests';
import { decide } from '../../src/evaluate/decide';

const OBJECT = 'arn:aws:s3:::bucket/key';

describe('an identity within its account', () => {
  test('is allowed what its policy allows', () => {
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
    expect(decision).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'boundary' });
    expect(decision.reason).toBe('denied: the permissions boundary "Boundary" has no statement that allows s3:PutObject on arn:aws:s3:::bucket/key');
  });

  test('is limited by every level of SCPs', () => {
    const decision = decide(request(user('Ana'), 's3:PutObject', OBJECT), {
      identity: identity(allow('s3:*')), serviceControl: [scp('Root', allow('*')), scp('Production', allow('ec2:*')), scp('Account', allow('*'))],
    });
    expect(decision).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'serviceControl' });
    expect(decision.reason).toBe('denied: no service control policy on the level "Production" allows s3:PutObject on arn:aws:s3:::bucket/key');
  });
});

describe('across accounts', () => {
  const outside = { resourceAccount: OTHER_ACCOUNT };
  const admits = resource(allow('s3:GetObject', '*', { Principal: { AWS: '111122223333' } }));

  test('both sides must allow', () => {
    const asked = request(sessionOf('Worker', 'one'), 's3:GetObject', OBJECT, {}, outside);
    expect(decide(asked, { identity: identity(allow('s3:*')), resource: admits }).outcome).toBe('allowed');
    expect(decide(asked, { identity: [], resource: admits })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'identity' });
    expect(decide(asked, { identity: identity(allow('s3:*')) })).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'resource' });
  });
});
