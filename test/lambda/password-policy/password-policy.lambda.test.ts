import 'aws-sdk-client-mock-jest';
import {
  DeleteAccountPasswordPolicyCommand, GetAccountPasswordPolicyCommand, IAMClient, NoSuchEntityException, PasswordPolicy,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { handler } from '../../../src/lambda/password-policy/password-policy.lambda';
import { EARLIER_PASSWORD_POLICY_TYPE, PASSWORD_POLICY_TYPE } from '../../../src/model/declared-password-policy';

const iam = mockClient(IAMClient);
const SECRET_URL = 'https://cloudformation-custom-resource-response.s3.amazonaws.com/answer?X-Amz-Signature=secret';
const SETTINGS = { MinimumPasswordLength: '14', PasswordReusePrevention: '24', RequireSymbols: 'true' };
const OFF = {
  RequireUppercaseCharacters: false, RequireLowercaseCharacters: false, RequireNumbers: false, RequireSymbols: false,
  AllowUsersToChangePassword: false, HardExpiry: false,
};
const SET = { ...OFF, MinimumPasswordLength: 14, PasswordReusePrevention: 24, RequireSymbols: true };
const BEFORE = { ...OFF, MinimumPasswordLength: 8, MaxPasswordAge: 90 };
const EARLIER = `earlier-password-policy:${JSON.stringify({ MinimumPasswordLength: 8, MaxPasswordAge: 90, ...OFF })}`;
const ID = 'account-password-policy';

let fetched: jest.SpyInstance;
let logged: jest.SpyInstance;

function ofIam(name: string, message = 'said IAM'): Error {
  return Object.assign(new Error(message), { name });
}

/** IAM as an account that remembers. */
let account: Record<string, unknown> | undefined;
beforeEach(() => {
  account = { ...BEFORE };
  iam.reset();
  iam.on(GetAccountPasswordPolicyCommand).callsFake(() => {
    if (!account) {
      throw new NoSuchEntityException({ message: 'no policy', $metadata: {} });
    }
    return { PasswordPolicy: { ...account, ExpirePasswords: false } as PasswordPolicy };
  });
  iam.on(UpdateAccountPasswordPolicyCommand).callsFake((policy) => { account = policy; });
  iam.on(DeleteAccountPasswordPolicyCommand).callsFake(() => {
    if (!account) {
      throw new NoSuchEntityException({ message: 'no policy', $metadata: {} });
    }
    account = undefined;
  });
  jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  fetched = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(null, { status: 200 }));
  logged = jest.spyOn(console, 'log').mockImplementation();
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

function event(RequestType: 'Create' | 'Update' | 'Delete', change: Record<string, unknown> = {}, id = ID): CloudFormationCustomResourceEvent {
  const { ResourceType = PASSWORD_POLICY_TYPE, ...properties } = change;
  return {
    RequestType, ResponseURL: SECRET_URL, StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Account/1', RequestId: 'request-1',
    LogicalResourceId: 'Policy', ResourceType, ServiceToken: 'arn',
    ...(RequestType !== 'Create' && { PhysicalResourceId: id }),
    ResourceProperties: { ServiceToken: 'arn', Removal: 'retain', Earlier: EARLIER, ...SETTINGS, ...properties },
  } as unknown as CloudFormationCustomResourceEvent;
}

/** What CloudFormation is answered. */
async function answer(request: CloudFormationCustomResourceEvent, remainingMs = 300_000): Promise<Record<string, string>> {
  fetched.mockClear();
  const done = handler(request, { getRemainingTimeInMillis: () => remainingMs });
  done.catch(() => undefined);
  await jest.advanceTimersByTimeAsync(120_000);
  await done;
  expect(fetched).toHaveBeenCalledTimes(1);
  const [url, { method, body, headers }] = fetched.mock.calls[0];
  expect([url, method, headers]).toEqual([SECRET_URL, 'PUT', undefined]);
  return JSON.parse(String(body));
}

describe('creating and updating', () => {
  test.each(['Create', 'Update'] as const)('%s sends the whole policy, and answers with the one physical id', async (type) => {
    expect(await answer(event(type))).toEqual({
      Status: 'SUCCESS', PhysicalResourceId: ID, RequestId: 'request-1', LogicalResourceId: 'Policy',
      StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Account/1',
    });
    expect(account).toEqual(SET);
  });

  test('a setting that is not declared any more goes back to IAM\'s default, and no 0 is sent', async () => {
    await answer(event('Create', { MaxPasswordAge: '90' }));
    await answer(event('Update', { PasswordReusePrevention: undefined }));
    expect(account).toEqual({ ...OFF, MinimumPasswordLength: 14, RequireSymbols: true });
  });

  test('the same request twice has the effect of one', async () => {
    const first = await answer(event('Create'));
    expect(await answer(event('Create'))).toEqual(first);
    expect(account).toEqual(SET);
  });

  test('a value that IAM would not take is named before anything is changed', async () => {
    const { Status, PhysicalResourceId, Reason } = await answer(event('Create', { MaxPasswordAge: '0' }));
    expect([Status, PhysicalResourceId]).toEqual(['FAILED', 'account-password-policy-not-created']);
    expect(Reason).toEqual('MaxPasswordAge: found "0", expected a whole number from 1 to 1095');
    expect(account).toEqual(BEFORE);
  });

  test('so is a removal that does not exist, or an earlier policy that cannot be read', async () => {
    expect((await answer(event('Create', { Removal: 'keep' }))).Reason).toContain('Removal: found "keep"');
    expect((await answer(event('Update', { Earlier: 'x' }))).Reason).toContain('Earlier: found "x"');
    expect(account).toEqual(BEFORE);
  });
});

describe('the earlier policy', () => {
  const earlier = (type: 'Create' | 'Update' | 'Delete', id?: string) => event(type, { ResourceType: EARLIER_PASSWORD_POLICY_TYPE }, id);

  test('is read when its resource is created, and is its physical id', async () => {
    expect((await answer(earlier('Create'))).PhysicalResourceId).toEqual(EARLIER);
    account = undefined;
    expect((await answer(earlier('Create'))).PhysicalResourceId).toEqual('earlier-password-policy:none');
    expect(iam).not.toHaveReceivedCommand(UpdateAccountPasswordPolicyCommand);
  });

  test.each(['Update', 'Delete'] as const)('is not read again by %s', async (type) => {
    expect((await answer(earlier(type, EARLIER))).PhysicalResourceId).toEqual(EARLIER);
    expect(iam.calls()).toHaveLength(0);
  });
});

describe('deleting', () => {
  test('changes nothing by default, and asks IAM nothing', async () => {
    await answer(event('Create'));
    iam.resetHistory();
    expect((await answer(event('Delete'))).Status).toEqual('SUCCESS');
    expect(iam.calls()).toHaveLength(0);
    expect(account).toEqual(SET);
  });

  test('restores what was there before, once', async () => {
    await answer(event('Create'));
    await answer(event('Delete', { Removal: 'restore' }));
    expect(account).toEqual(BEFORE);
    await answer(event('Delete', { Removal: 'restore' }));
    expect(iam).toHaveReceivedCommandTimes(UpdateAccountPasswordPolicyCommand, 2);
  });

  test('leaves none where there was none before', async () => {
    await answer(event('Create'));
    expect((await answer(event('Delete', { Removal: 'restore', Earlier: 'earlier-password-policy:none' }))).Status).toEqual('SUCCESS');
    expect(account).toBeUndefined();
  });

  test('deletes the policy, and is content when it is gone', async () => {
    await answer(event('Create'));
    expect((await answer(event('Delete', { Removal: 'delete' }))).Status).toEqual('SUCCESS');
    expect(account).toBeUndefined();
    expect((await answer(event('Delete', { Removal: 'delete' }))).Status).toEqual('SUCCESS');
  });

  test('is content when somebody else deletes the policy in between', async () => {
    account = { ...SET };
    iam.on(DeleteAccountPasswordPolicyCommand).rejects(new NoSuchEntityException({ message: 'gone', $metadata: {} }));
    expect((await answer(event('Delete', { Removal: 'delete' }))).Status).toEqual('SUCCESS');
  });

  test.each(['restore', 'delete'])('does not %s over what somebody else has set since, and says so in the log', async (Removal) => {
    await answer(event('Create'));
    account = { ...SET, MinimumPasswordLength: 20 };
    expect((await answer(event('Delete', { Removal }))).Status).toEqual('SUCCESS');
    expect(account).toEqual({ ...SET, MinimumPasswordLength: 20 });
    expect(logged).toHaveBeenCalledWith(expect.stringContaining('it stays as it is'));
  });

  test('after a creation that failed removes nobody\'s policy, not even one that is the same', async () => {
    account = { ...SET };
    iam.on(UpdateAccountPasswordPolicyCommand).rejects(ofIam('MalformedPolicyDocument'));
    const { Status, PhysicalResourceId } = await answer(event('Create', { Removal: 'delete' }));
    expect(Status).toEqual('FAILED');
    expect((await answer(event('Delete', { Removal: 'delete' }, PhysicalResourceId))).Status).toEqual('SUCCESS');
    expect(account).toEqual(SET);
  });
});

describe('a failure', () => {
  test('names the settings and what IAM said', async () => {
    iam.on(UpdateAccountPasswordPolicyCommand).rejects(ofIam('ValidationError', "Value '14' at 'minimumPasswordLength' failed"));
    const { Status, Reason, PhysicalResourceId } = await answer(event('Update'));
    expect([Status, PhysicalResourceId]).toEqual(['FAILED', ID]);
    expect(Reason).toContain('setting the account password policy (MinimumPasswordLength=14, PasswordReusePrevention=24, ');
    expect(Reason).toContain(": ValidationError: Value '14' at 'minimumPasswordLength' failed");
  });

  test.each([
    ['reading', GetAccountPasswordPolicyCommand, event('Delete', { Removal: 'delete' })],
    ['deleting', DeleteAccountPasswordPolicyCommand, event('Delete', { Removal: 'delete' })],
    ['reading', GetAccountPasswordPolicyCommand, event('Create', { ResourceType: EARLIER_PASSWORD_POLICY_TYPE })],
  ] as const)('while %s the policy is answered', async (what, command, request) => {
    account = { ...SET };
    iam.on(command as typeof GetAccountPasswordPolicyCommand).rejects(ofIam('ServiceFailure'));
    expect(await answer(request)).toMatchObject({ Status: 'FAILED', Reason: `${what} the account password policy: ServiceFailure: said IAM` });
  });

  test.each(['a', 'ü', '"', '\\', '\u0001', '😀'])('that is long fits into the answer, and can be read, whatever it is written with: %j', async (character) => {
    iam.on(GetAccountPasswordPolicyCommand).rejects(ofIam('ValidationError', character.repeat(9000)));
    const request = { ...event('Delete', { Removal: 'restore' }), LogicalResourceId: 'L'.repeat(255), StackId: 's'.repeat(250) };
    const { Status, Reason } = await answer(request);
    expect([Status, Reason]).toEqual(['FAILED', expect.stringMatching(/^reading the account password policy: ValidationError: .{100}/u)]);
    expect(fetched.mock.calls[0][1].body.length).toBeLessThanOrEqual(4096);
  });

  test.each(['AccessDenied', 'AccessDeniedException', 'ConcurrentModification', 'ConcurrentModificationException', 'EntityTemporarilyUnmodifiable'])(
    'that passes is tried again: %s', async (name) => {
      iam.on(UpdateAccountPasswordPolicyCommand).rejectsOnce(ofIam(name)).rejectsOnce(ofIam(name)).callsFake((policy) => { account = policy; });
      expect((await answer(event('Create'))).Status).toEqual('SUCCESS');
      expect(account).toEqual(SET);
    });

  test('that does not pass is answered after a minute, or when the time ends', async () => {
    iam.on(UpdateAccountPasswordPolicyCommand).rejects(ofIam('AccessDenied'));
    expect((await answer(event('Create'))).Reason).toContain('AccessDenied: said IAM');
    expect(iam).toHaveReceivedCommandTimes(UpdateAccountPasswordPolicyCommand, 7);
    iam.resetHistory();
    await answer(event('Create'), 34_000);
    expect(iam).toHaveReceivedCommandTimes(UpdateAccountPasswordPolicyCommand, 3);
  });

  test('is in no log together with the URL, whose bearer could answer', async () => {
    iam.on(UpdateAccountPasswordPolicyCommand).rejects(ofIam('ValidationError'));
    await answer(event('Create'));
    expect(JSON.stringify(logged.mock.calls)).toContain('ValidationError');
    expect(JSON.stringify(logged.mock.calls)).not.toContain('secret');
  });
});

describe('an answer', () => {
  const handled = () => handler(event('Create'), { getRemainingTimeInMillis: () => 300_000 });

  test('is sent again when it did not arrive', async () => {
    fetched.mockRejectedValueOnce(new TypeError('fetch failed')).mockResolvedValueOnce(new Response(null, { status: 503 }));
    await handled();
    expect(fetched).toHaveBeenCalledTimes(3);
    expect(iam).toHaveReceivedCommandTimes(UpdateAccountPasswordPolicyCommand, 1);
  });

  test('that does not arrive at all is an error, without the URL', async () => {
    fetched.mockRejectedValue(new TypeError(`Failed to parse URL from ${SECRET_URL}`));
    await expect(handled()).rejects.toThrow(/^CloudFormation did not take the answer: TypeError$/);
    fetched.mockResolvedValue(new Response(null, { status: 403 }));
    await expect(handled()).rejects.toThrow('CloudFormation did not take the answer: status 403');
  });
});
