import { noEscalationToOtherRole } from '../../../src/rules/escalation/no-escalation-to-other-role';
import { trusting, trustsLambda } from '../../../src/rules/example-templates';
import { findings } from '../judging';

type Properties = Record<string, unknown>;

const allow = (Action: unknown, Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
const inline = (...Statement: object[]) => ({ Policies: [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement } }] });
const role = (properties: Properties, trust: Properties = trustsLambda) => ({ Type: 'AWS::IAM::Role', Properties: { ...trusting(trust), ...properties } });
const user = (properties: Properties) => ({ Type: 'AWS::IAM::User', Properties: properties });
const trusts = (Principal: object) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const ORDERS = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const READS_ORDERS = inline(allow('dynamodb:GetItem', ORDERS));

const found = (resources: Properties) => findings(noEscalationToOtherRole, resources).map(({ logicalId, key }) => `${logicalId} ${key}`);

test('says what the other is allowed, how it is reached, and what closes the way', () => {
  const resources = { Deployer: user(inline(allow('iam:CreateAccessKey', arnOf('Reader')))), Reader: user(READS_ORDERS) };
  expect(findings(noEscalationToOtherRole, resources)).toMatchObject([{
    severity: 'error',
    key: 'Path=iam-002;To=Reader',
    message: `can act as Reader, which may dynamodb:GetItem on ${ORDERS}`,
    witness: 'Deployer: iam:CreateAccessKey on Reader (Deployer.Work, Statement[0]) -> Reader (iam-002)',
    fix: 'Remove iam:CreateAccessKey from Statement[0] of Deployer.Work: that closes every way that was found.',
  }]);
});

test('says what the other is allowed as its policy says it', () => {
  const messages = (...statements: object[]) => {
    const resources = { Deployer: user(inline(allow('iam:CreateAccessKey', arnOf('Other')))), Other: user(inline(...statements)) };
    return findings(noEscalationToOtherRole, resources).map(({ message }) => message);
  };
  expect(messages(allow('s3:*'))).toEqual(['can act as Other, which may s3:* on *']);
  expect(messages(allow('s3:Get*', 'arn:aws:s3:::reports/*'))).toEqual(['can act as Other, which may s3:Get* on arn:aws:s3:::reports/*']);
  expect(messages({ Effect: 'Allow', NotAction: 's3:Get*', Resource: ORDERS })).toEqual([`can act as Other, which may all but what NotAction names on ${ORDERS}`]);
  expect(messages({ Effect: 'Allow', Action: 's3:GetObject', NotResource: ORDERS })).toEqual(['can act as Other, which may s3:GetObject on all but what NotResource names']);
});

test('counts the others that can be reached', () => {
  const resources = { Deployer: user(inline(allow('iam:CreateAccessKey', [arnOf('One'), arnOf('Two')]))), One: user(READS_ORDERS), Two: user(READS_ORDERS) };
  expect(findings(noEscalationToOtherRole, resources)).toMatchObject([{ message: expect.stringMatching(/, and as 1 other$/) }]);
});

describe('nothing is found', () => {
  test.each<[string, Properties]>([
    ['where the other only writes its logs', {
      Role: role(inline(allow('iam:PassRole', arnOf('Logger')), allow('lambda:CreateFunction'))),
      Logger: role(inline(allow(['logs:CreateLogStream', 'logs:PutLogEvents']))),
    }],
    ['where the other is allowed less', {
      Role: role(inline(allow('iam:PassRole', arnOf('Reader')), allow('lambda:CreateFunction'), allow('dynamodb:Get*', ORDERS))), Reader: role(READS_ORDERS),
    }],
    ['where a workflow runs the one task that it names, with the role of the task', {
      Workflow: role(inline(allow('iam:PassRole', arnOf('Task')), allow('ecs:RunTask', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/orders:1'))),
      Task: role(READS_ORDERS, trusts({ Service: 'ecs-tasks.amazonaws.com' })),
    }],
    ['where the principal becomes an administrator, which is NoPrivilegeEscalation\'s to find', {
      Role: role(inline(allow('iam:PutRolePolicy'), allow('iam:PassRole', arnOf('Reader')), allow('lambda:CreateFunction'))), Reader: role(READS_ORDERS),
    }],
  ])('%s', (_where, resources) => {
    expect(found(resources)).toEqual([]);
  });
});

describe('assuming a role', () => {
  const account = { AWS: { Ref: 'AWS::AccountId' } };

  test('that one side names is meant', () => {
    expect(found({ Role: role(inline(allow('sts:AssumeRole', arnOf('Reader')))), Reader: role(READS_ORDERS, trusts(account)) })).toEqual([]);
    expect(found({ Role: role({}), Reader: role(READS_ORDERS, trusts({ AWS: arnOf('Role') })) })).toEqual([]);
  });

  test('that neither side names is not', () => {
    const resources = { Role: role(inline(allow('sts:AssumeRole', 'arn:aws:iam::*:role/app-*'))), Reader: role({ RoleName: 'app-reader', ...READS_ORDERS }, trusts(account)) };
    expect(found(resources)).toEqual(['Role Path=sts-001;To=Reader']);
  });

  test('that is meant does not excuse another way to it', () => {
    const resources = {
      Role: role(inline(allow('iam:UpdateAssumeRolePolicy', arnOf('Reader')))), Reader: role(READS_ORDERS, trusts({ AWS: arnOf('Role') })),
    };
    expect(found(resources)).toEqual(['Role Path=iam-012;To=Reader']);
  });
});

test('a chain ends after four steps', () => {
  const link = (index: number) => [`Link${index}`, role({}, trusts({ AWS: arnOf(`Link${index - 1}`) }))] as const;
  const resources = { Link0: role({}), ...Object.fromEntries([1, 2, 3, 4].map(link)), Link5: role(READS_ORDERS, trusts({ AWS: arnOf('Link4') })) };
  expect(found(resources)).toEqual(['Link1', 'Link2', 'Link3'].map((name) => expect.stringMatching(new RegExp(`^${name} .*;To=Link5$`))));
});
