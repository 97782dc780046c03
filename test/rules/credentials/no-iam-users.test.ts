import { noIamUsers } from '../../../src/rules/credentials/no-iam-users';
import { findings } from '../judging';

const user = (Properties: Record<string, unknown> = {}) => ({ Type: 'AWS::IAM::User', Properties });
const key = (UserName: unknown) => ({ Type: 'AWS::IAM::AccessKey', Properties: { UserName } });
const messages = (resources: Record<string, unknown>) => findings(noIamUsers, resources).map(({ message }) => message);

test('says of each user what it is for, as far as that shows', () => {
  const resources = {
    Alice: user({ LoginProfile: { Password: '{{resolve:secretsmanager:alice}}' } }), Bot: user(), Deployer: user({ UserName: 'deployer' }),
    Key: key({ Ref: 'Bot' }), Other: key('deployer'), Service: user({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }), Unsaid: user(),
  };
  expect(messages(resources)).toEqual([
    'makes an IAM user for a person, who signs in with a password',
    'makes an IAM user for a workload, which has an access key',
    'makes an IAM user for a workload, which has an access key',
    'makes an IAM user that has permissions and no password, as accounts of services have',
    'makes an IAM user',
  ]);
});

test('tells people and workloads each what to use in place of it', () => {
  const fixes = findings(noIamUsers, { Alice: user({ LoginProfile: { Password: 'x' } }), Bot: user(), Key: key({ Ref: 'Bot' }) }).map(({ fix }) => fix);
  expect(fixes).toEqual([expect.stringContaining('IAM Identity Center'), expect.stringContaining('MachineRole')]);
});

test('has a key without the hash of the logical id', () => {
  expect(findings(noIamUsers, { Alice1A2B3C4D: user() })).toMatchObject([{ key: 'User=Alice', severity: 'error' }]);
});
