import { trusting } from '../../../src/rules/example-templates';
import { noRoleChainOutOfApp } from '../../../src/rules/trust/no-role-chain-out-of-app';
import { findings } from '../judging';

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const table = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' };

function role(trusted: Record<string, unknown>, target?: unknown, Condition?: object) {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: target, ...(Condition && { Condition }) };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      ...trusting({ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }),
      Policies: [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement: [table, ...(target === undefined ? [] : [statement])] } }],
    },
  };
}

const FOREIGN = 'arn:aws:iam::444455556666:role/partner';
const start = role({ Service: 'lambda.amazonaws.com' }, arnOf('Middle'));
const middle = (target: unknown) => role({ AWS: arnOf('Start') }, target);

test('names the whole chain, at the role that it begins with', () => {
  expect(findings(noRoleChainOutOfApp, { Start: start, Middle: middle(FOREIGN) })).toMatchObject([{
    severity: 'warning', logicalId: 'Start', key: `By=Middle;To=${FOREIGN.replace('::', ':')}`, witness: `Start -> Middle -> ${FOREIGN}`,
    message: `reaches ${FOREIGN} by way of Middle`,
  }]);
});

test('follows a longer chain from each role of it', () => {
  const found = findings(noRoleChainOutOfApp, { Start: start, Middle: middle(arnOf('Last')), Last: role({ AWS: arnOf('Middle') }, FOREIGN) });
  expect(found.map(({ witness }) => witness)).toEqual([`Middle -> Last -> ${FOREIGN}`, `Start -> Middle -> Last -> ${FOREIGN}`]);
});

test('leaves a chain alone that the role in the middle does not let in', () => {
  expect(findings(noRoleChainOutOfApp, { Start: start, Middle: role({ Service: 'lambda.amazonaws.com' }, FOREIGN) })).toEqual([]);
});

test('leaves a chain alone that ends in the app', () => {
  expect(findings(noRoleChainOutOfApp, { Start: start, Middle: middle(arnOf('Last')), Last: role({ AWS: arnOf('Middle') }) })).toEqual([]);
});
