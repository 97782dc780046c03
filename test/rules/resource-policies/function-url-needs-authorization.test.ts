import { functionUrlNeedsAuthorization } from '../../../src/rules/resource-policies/function-url-needs-authorization';
import { findings } from '../judging';

const found = (FunctionUrlConfig?: Record<string, unknown>) => findings(functionUrlNeedsAuthorization, {
  Orders: { Type: 'AWS::Serverless::Function', Properties: { Handler: 'index.handler', Runtime: 'nodejs22.x', CodeUri: 's3://code/orders', ...(FunctionUrlConfig && { FunctionUrlConfig }) } },
}, { Transform: 'AWS::Serverless-2016-10-31' }).map(({ message, location }) => [message, location]);

test('the URL of a function of AWS SAM is judged, too', () => {
  expect(found({ AuthType: 'NONE' })).toEqual([['can be invoked by anyone', 'Resources.Orders.Properties.FunctionUrlConfig']]);
  expect(found({ AuthType: 'AWS_IAM' })).toEqual([]);
  expect(found()).toEqual([]);
});
