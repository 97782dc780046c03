/**
 * Records as CloudTrail's pages show them, by the query that has to find them.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
type TrailEvent = Record<string, unknown>;

const ACCOUNT = '111122223333';
export const KEY = 'AKIAIOSFODNN7EXAMPLE';
export const ADDRESS = '192.0.2.10';
const USER = { type: 'IAMUser', principalId: 'AIDAEXAMPLE', arn: `arn:aws:iam::${ACCOUNT}:user/alice`, accountId: ACCOUNT, accessKeyId: KEY, userName: 'alice' };
const SESSION = { type: 'AssumedRole', principalId: 'AROAEXAMPLE:i-1', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/i-1`, accountId: ACCOUNT, accessKeyId: 'ASIAEXAMPLE' };
const ROOT = { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };

function event(eventSource: string, eventName: string, more: TrailEvent = {}): TrailEvent {
  return {
    eventVersion: '1.11', userIdentity: SESSION, eventTime: '2026-11-01T10:00:00Z', eventSource: `${eventSource}.amazonaws.com`, eventName,
    awsRegion: 'us-east-1', sourceIPAddress: '198.51.100.1', userAgent: 'aws-cli/2.20.0', requestParameters: null, responseElements: null,
    eventType: 'AwsApiCall', recipientAccountId: ACCOUNT, ...more,
  };
}
const iam = (eventName: string, requestParameters: TrailEvent, more: TrailEvent = {}) => event('iam', eventName, { requestParameters, ...more });
const assumeRole = (accountId: string) => event('sts', 'AssumeRole', {
  userIdentity: { type: 'AWSAccount', principalId: 'AIDAOTHER', accountId },
  requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/scanner`, roleSessionName: 'scan' },
  responseElements: { credentials: { accessKeyId: 'ASIASCAN' } },
});
const signIn = (userIdentity: TrailEvent) => event('signin', 'ConsoleLogin', {
  userIdentity, eventType: 'AwsConsoleSignIn', responseElements: { ConsoleLogin: 'Success' }, additionalEventData: { MFAUsed: 'No' },
});
const switchRole = event('signin', 'SwitchRole', {
  eventType: 'AwsConsoleSignIn', responseElements: { SwitchRole: 'Success' }, additionalEventData: { SwitchFrom: `arn:aws:iam::${ACCOUNT}:user/alice` },
});
const DENIED = { errorCode: 'AccessDenied', errorMessage: 'is not authorized to perform' };

export const FOUND: Readonly<Record<string, readonly TrailEvent[]>> = {
  AccessDenied: [event('s3', 'GetBucketPolicy', DENIED), event('ec2', 'RunInstances', { ...DENIED, errorCode: 'Client.UnauthorizedOperation' }), event('kms', 'ListKeys', { ...DENIED, errorCode: 'AccessDeniedException' })],
  ByAccessKey: [event('s3', 'GetBucketLocation', { userIdentity: USER, errorCode: 'NoSuchBucket' })],
  BySourceAddress: [event('ec2', 'DescribeInstances', { sourceIPAddress: ADDRESS, errorCode: 'Client.RequestLimitExceeded' })],
  AccessKeyCreated: [
    iam('CreateAccessKey', { userName: 'bob' }, { responseElements: { accessKey: { accessKeyId: 'AKIANEW', status: 'Active', userName: 'bob' } } }),
    iam('CreateAccessKey', { userName: 'bob' }, { errorCode: 'LimitExceededException' }),
  ],
  UsersAndRolesCreated: [
    iam('CreateUser', { userName: 'eve' }), iam('CreateLoginProfile', { userName: 'eve' }), iam('CreateRole', { roleName: 'door' }),
    iam('UpdateAssumeRolePolicy', { roleName: 'door' }, { errorCode: 'MalformedPolicyDocumentException' }),
  ],
  BucketsListed: [event('s3', 'ListBuckets', { errorCode: 'InternalError' })],
  GroupChanges: [
    iam('AddUserToGroup', { groupName: 'admins', userName: 'eve' }), iam('CreateGroup', { groupName: 'door' }, { errorCode: 'EntityAlreadyExistsException' }),
    iam('DetachGroupPolicy', { groupName: 'all', policyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }),
  ],
  PolicyAttachments: [
    iam('AttachRolePolicy', { roleName: 'door', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }), iam('PutUserPolicy', { userName: 'eve', policyName: 'all' }),
    iam('DetachGroupPolicy', { groupName: 'all', policyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }), iam('DeleteRolePermissionsBoundary', { roleName: 'door' }),
    iam('CreatePolicyVersion', { policyArn: `arn:aws:iam::${ACCOUNT}:policy/team` }, { errorCode: 'LimitExceededException' }),
  ],
  RolesAssumedAcrossAccounts: [assumeRole('444455556666'), { ...assumeRole('444455556666'), errorCode: 'RegionDisabledException' }],
  ConsoleSignInsByRoles: [signIn(SESSION), switchRole],
  RootUse: [event('support', 'CreateCase', { userIdentity: { ...ROOT, accessKeyId: 'ASIAROOT' }, errorCode: 'CaseCreationLimitExceeded' }), signIn(ROOT)],
};

/** What no query is about. */
export const ORDINARY: readonly TrailEvent[] = [
  event('s3', 'GetBucketAcl'),
  iam('ListAccessKeys', { userName: 'alice' }),
  iam('GetRole', { roleName: 'worker' }),
  event('sts', 'AssumeRole', { responseElements: { credentials: { accessKeyId: 'ASIANEW' } }, requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/worker` } }),
  assumeRole(ACCOUNT),
  signIn({ ...USER, accessKeyId: undefined }),
  event('kms', 'RotateKey', { userIdentity: { ...ROOT, invokedBy: 'kms.amazonaws.com' } }),
  event('kms', 'DeleteKey', { userIdentity: ROOT, eventType: 'AwsServiceEvent' }),
  event('ec2', 'DescribeInstances', { errorCode: 'Client.RequestLimitExceeded' }),
];
