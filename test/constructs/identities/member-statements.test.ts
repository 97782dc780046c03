import { memberStatements } from '../../../src/constructs/identities/member-statements';
import { documentJson } from '../../../src/policy/policy-json';
import { ACCOUNT, ADMINISTRATOR_ACCESS, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;
const MEMBER = documentJson(memberStatements({ partition: 'aws', account: ACCOUNT }));
const JOB = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }] };
const ofMember = { identityPolicies: [MEMBER, JOB] };
/** Even of those who may do everything, the password alone opens nothing. */
const ofAdministrator = { identityPolicies: [MEMBER, ADMINISTRATOR_ACCESS] };

const FACTOR = { 'aws:username': 'alice', 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '60' };
const PASSWORD = { 'aws:username': 'alice', 'aws:MultiFactorAuthPresent': 'false' };
/** Of access keys AWS does not say whether there was a factor. */
const KEYS = { 'aws:username': 'alice' };

function inContext(context: Readonly<Record<string, string>>, requests: readonly ProofRequest[]): ProofRequest[] {
  return requests.map((request) => ({ ...request, context }));
}

const SET_UP: readonly ProofRequest[] = [
  { what: 'makes a device with the own name', action: 'iam:CreateVirtualMFADevice', resource: `arn:aws:iam::${ACCOUNT}:mfa/alice` },
  { what: 'makes another one', action: 'iam:CreateVirtualMFADevice', resource: `arn:aws:iam::${ACCOUNT}:mfa/alice-phone` },
  { what: 'enables it', action: 'iam:EnableMFADevice', resource: ALICE },
  { what: 'sees the own devices', action: 'iam:ListMFADevices', resource: ALICE },
  { what: 'sees the devices of the account', action: 'iam:ListVirtualMFADevices', resource: '*' },
  { what: 'sees itself', action: 'iam:GetUser', resource: ALICE },
];

const JOBS: readonly ProofRequest[] = [
  { what: 'does the job', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/a' },
  { what: 'changes the own password', action: 'iam:ChangePassword', resource: ALICE },
  { what: 'takes the own device away', action: 'iam:DeactivateMFADevice', resource: ALICE },
  { what: 'sees the rules for passwords', action: 'iam:GetAccountPasswordPolicy', resource: '*' },
];

const ATTACKS: readonly ProofRequest[] = [
  { what: 'makes own access keys', action: 'iam:CreateAccessKey', resource: ALICE },
  { what: 'makes access keys for another user', action: 'iam:CreateAccessKey', resource: BOB },
  { what: 'sets the password of another user', action: 'iam:UpdateLoginProfile', resource: BOB },
  { what: 'gives another user a password', action: 'iam:CreateLoginProfile', resource: BOB },
  { what: 'takes the factor of another user away', action: 'iam:DeactivateMFADevice', resource: BOB },
  { what: 'enables an own device for another user', action: 'iam:EnableMFADevice', resource: BOB },
  { what: 'enables one for a user whose name begins alike', action: 'iam:EnableMFADevice', resource: `${ALICE}-admin` },
  { what: 'deletes a device of another user', action: 'iam:DeleteVirtualMFADevice', resource: `arn:aws:iam::${ACCOUNT}:mfa/bob` },
  { what: 'joins another group', action: 'iam:AddUserToGroup', resource: `arn:aws:iam::${ACCOUNT}:group/admins` },
  { what: 'attaches a policy to itself', action: 'iam:AttachUserPolicy', resource: ALICE },
  { what: 'writes a policy for itself', action: 'iam:PutUserPolicy', resource: ALICE },
  { what: 'uploads an SSH key', action: 'iam:UploadSSHPublicKey', resource: ALICE },
  { what: 'uploads a certificate', action: 'iam:UploadSigningCertificate', resource: ALICE },
  { what: 'makes a service credential', action: 'iam:CreateServiceSpecificCredential', resource: ALICE },
  { what: 'assumes a role', action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/admin` },
];

test.each([['a password alone', PASSWORD], ['access keys', KEYS], ['a factor', FACTOR]])('with %s a member sets up a factor', (_, context) => {
  expect(notAllowed(ofMember, ALICE, inContext(context, SET_UP))).toEqual([]);
});

test('with a factor a member does the job', () => {
  expect(notAllowed(ofMember, ALICE, inContext(FACTOR, JOBS))).toEqual([]);
});

test.each([['a password alone', PASSWORD], ['access keys', KEYS]])('with %s nobody does anything else, not even an administrator', (_, context) => {
  const requests = inContext(context, [...JOBS, ...ATTACKS]);
  expect(notDenied(ofMember, ALICE, requests)).toEqual([]);
  expect(notDenied(ofAdministrator, ALICE, requests)).toEqual([]);
});

test('with a factor a member reaches nobody else\'s credentials and no more permissions', () => {
  expect(notDenied(ofMember, ALICE, inContext(FACTOR, ATTACKS))).toEqual([]);
});

test('a user with a path is the same user', () => {
  const alice = `arn:aws:iam::${ACCOUNT}:user/people/alice`;
  const self = [{ what: 'enables it', action: 'iam:EnableMFADevice', resource: alice }, { what: 'changes the password', action: 'iam:ChangePassword', resource: alice }];
  expect(notAllowed(ofMember, alice, inContext(FACTOR, self))).toEqual([]);
});

test('what an AWS service does for an administrator who has a factor is not stopped', () => {
  const context = { 'aws:username': 'alice', 'aws:MultiFactorAuthPresent': 'false', 'aws:ViaAWSService': 'true', 'aws:PrincipalIsAWSService': 'false' };
  const sent = [{ what: 'sends', action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders` }];
  expect(notAllowed(ofAdministrator, ALICE, inContext(context, sent))).toEqual([]);
});
