import { hardExpiryNeedsAdministrators } from '../../../src/rules/account/hard-expiry-needs-administrators';
import { roleExample } from '../../../src/rules/example-templates';
import { findings } from '../judging';

const HARD = { Type: 'Custom::AWS', Properties: { Create: JSON.stringify({ service: 'IAM', action: 'updateAccountPasswordPolicy', parameters: { HardExpiry: true } }) } };
const admin = { ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }] };
const role = roleExample('', admin).resources.Role;
const messages = (resources: Record<string, unknown>) => findings(hardExpiryNeedsAdministrators, resources).map(({ message }) => message);

test('one administrator is not enough, and a user is none', () => {
  expect(messages({ HARD })).toEqual(['sets HardExpiry, and no role of the app may call iam:UpdateLoginProfile']);
  expect(messages({ HARD, One: role, User: { Type: 'AWS::IAM::User', Properties: admin } }))
    .toEqual(['sets HardExpiry, and only one role of the app may call iam:UpdateLoginProfile']);
  expect(messages({ HARD, One: role, Two: role })).toEqual([]);
});

test('a runbook may set it, too', () => {
  const runbook = (...Values: unknown[]) => ({
    Type: 'AWS::Config::RemediationConfiguration',
    Properties: { TargetId: 'AWSConfigRemediation-SetIAMPasswordPolicy', Parameters: { HardExpiry: { StaticValue: { Values } } } },
  });
  expect(messages({ Runbook: runbook('true') })).toHaveLength(1);
  expect(messages({ Runbook: runbook('false') })).toEqual([]);
});
