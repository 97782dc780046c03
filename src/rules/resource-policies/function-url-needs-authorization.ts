import { opaqueToken } from '../../policy/text';
import { ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { resourceExample } from '../resource-grants';
import { resourcesOf } from '../resources';
import { defineRule } from '../rule';

const url = (title: string, AuthType: unknown) => (
  resourceExample(title, 'AWS::Lambda::Url', { AuthType, TargetFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders' })
);

export const functionUrlNeedsAuthorization = defineRule({
  id: 'FunctionUrlNeedsAuthorization',
  title: 'the URL of a function is open to everyone',
  why: 'Anyone who knows or finds the URL can invoke the function: nobody but its own code asks who they are.',
  fix: 'Set AuthType to AWS_IAM, and grant lambda:InvokeFunctionUrl to those who invoke it; for browsers, put CloudFront before it.',
  severity: 'error',
  packs: ['strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html'],
  unknown: 'An AuthType that is a token is a warning.',
  examples: {
    bad: [url('without authorization', 'NONE')],
    good: [url('for principals of IAM', 'AWS_IAM')],
    unknown: [{ ...url('the type is a parameter', ref('AuthType')), parameters: stringParameter('AuthType') }],
  },
  * check(model) {
    for (const resource of resourcesOf(model, 'AWS::Lambda::Url')) {
      for (const value of model.textsAt(resource, 'AuthType')) {
        const token = opaqueToken(value);
        if (token || value === 'NONE') {
          yield {
            template: resource.template, resource, location: 'Properties.AuthType', key: partKey('AuthType', [value]),
            message: token ? `authorizes as ${token.label} says, known only when it is deployed` : 'can be invoked by anyone',
            witness: `AuthType: ${value}`, ...(token && { unknown: true }),
          };
        }
      }
    }
  },
});
