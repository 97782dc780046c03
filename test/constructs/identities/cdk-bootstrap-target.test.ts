import { deploymentStatement } from '../../../src/constructs/identities/cdk-bootstrap-target';
import { documentJson } from '../../../src/policy/policy-json';
import { ESCALATION_ATTACKS } from '../../support/attacks';
import { ACCOUNT, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const OTHER = '444455556666';
const PLACE = { partition: 'aws', account: ACCOUNT, region: 'eu-west-1' };
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Deploy`;
const ROLES = ['deploy-role', 'file-publishing-role', 'image-publishing-role', 'lookup-role'];

const assuming = (name: string, account = ACCOUNT, action = 'sts:AssumeRole'): ProofRequest =>
  ({ what: `${action} ${account} ${name}`, action, resource: `arn:aws:iam::${account}:role/${name}` });
/** The trust policy of a bootstrap role: the account. */
const TRUST = documentJson([{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' }]);

function policies(...targets: Parameters<typeof deploymentStatement>[0]) {
  return { identityPolicies: [documentJson([deploymentStatement(targets, PLACE)!])], resourcePolicy: TRUST };
}

test('by default the roles of the own account and Region may be assumed', () => {
  expect(notAllowed(policies({}), ROLE, ROLES.map((name) => assuming(`cdk-hnb659fds-${name}-${ACCOUNT}-eu-west-1`)))).toEqual([]);
});

test('the roles of the accounts and Regions that are named, by their qualifier', () => {
  const named = policies({ account: OTHER, regions: ['eu-west-1', 'us-gov-west-1', 'eusc-de-east-1'], qualifier: 'team_a-1' });
  expect(notAllowed(named, ROLE, ['eu-west-1', 'us-gov-west-1', 'eusc-de-east-1'].flatMap((region) => ROLES.map((name) => assuming(`cdk-team_a-1-${name}-${OTHER}-${region}`, OTHER))))).toEqual([]);
  expect(notDenied(named, ROLE, ROLES.map((name) => assuming(`cdk-hnb659fds-${name}-${ACCOUNT}-eu-west-1`)))).toEqual([]);
});

test('nothing else may be assumed, however near, and nothing else be done', () => {
  const attacks = [
    assuming(`cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1`),
    ...ROLES.flatMap((name) => [
      assuming(`cdk-hnb659fds-${name}-${ACCOUNT}-us-east-1`), assuming(`cdk-other-${name}-${ACCOUNT}-eu-west-1`),
      assuming(`cdk-hnb659fds-${name}-${OTHER}-eu-west-1`, OTHER), assuming(`cdk-hnb659fds-${name}-${ACCOUNT}-eu-west-1-evil`),
      assuming(`evil/cdk-hnb659fds-${name}-${ACCOUNT}-eu-west-1`), assuming(`cdk-hnb659fds-${name}-${ACCOUNT}-eu-west-1`, ACCOUNT, 'sts:SetSourceIdentity'),
    ]),
    ...['Admin', 'OrganizationAccountAccessRole', 'Deploy', '*'].map((name) => assuming(name)),
    ...ESCALATION_ATTACKS,
  ];
  expect(attacks.length).toBeGreaterThanOrEqual(60);
  expect(notDenied(policies({}), ROLE, attacks)).toEqual([]);
});

test('no target is no statement', () => {
  expect(deploymentStatement([], PLACE)).toBeUndefined();
  expect(deploymentStatement([{ regions: [] }], PLACE)).toBeUndefined();
});

test('the partition is that of the role', () => {
  expect(deploymentStatement([{}], { ...PLACE, partition: 'aws-cn', region: 'cn-north-1' })!.Resource)
    .toContain(`arn:aws-cn:iam::${ACCOUNT}:role/cdk-hnb659fds-deploy-role-${ACCOUNT}-cn-north-1`);
});

test.each([
  [{ account: '4444' }, 'targets[0].account: found "4444", expected an account id of 12 digits'],
  [{ account: '*' }, 'targets[0].account: found "*"'],
  [{ regions: ['eu-west-1', '*'] }, 'targets[0].regions: found "*", expected a Region such as eu-west-1'],
  [{ qualifier: '*' }, 'targets[0].qualifier: found "*", expected 1 to 10 letters'],
  [{ qualifier: 'abcdefghijk' }, 'targets[0].qualifier: found "abcdefghijk"'],
])('a target that is none is refused: %j', (target, message) => {
  expect(() => deploymentStatement([target], PLACE)).toThrow(message);
});
