import { findAction } from '../../src/catalogue/actions';
import { policyTemplate } from '../../src/catalogue/policy-templates';

test('a policy template has its parameters and its statements', () => {
  expect(policyTemplate('LambdaInvokePolicy')).toEqual({
    parameters: ['FunctionName'],
    statements: [{
      Effect: 'Allow',
      Action: ['lambda:InvokeFunction'],
      Resource: 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${FunctionName}*',
    }],
  });
});

test('a name that SAM does not publish is not known', () => {
  expect(policyTemplate('TeamPolicy')).toBeUndefined();
  expect(policyTemplate('constructor')).toBeUndefined();
});

test('all actions of a policy template are known', () => {
  const actions = policyTemplate('SQSPollerPolicy')!.statements.flatMap(({ Action }) => Action as string[]);
  expect(actions.map((action) => findAction(action)?.name)).toEqual(actions);
  expect(actions).toContain('sqs:ReceiveMessage');
});
