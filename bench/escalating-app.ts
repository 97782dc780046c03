/**
 * Templates in which every tenth role may pass one of the app's roles to a new function, and every twentieth may rewrite the code of a
 * function; the others do plain work.
 */
import { readTemplates } from '../src/model/template-reader';

const ROLES_PER_STACK = 400;
const getAtt = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

function statements(index: number, first: number): unknown[] {
  const work = [
    { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: `arn:aws:dynamodb:eu-west-1:111122223333:table/orders-${index}` },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::reports-${index}/*` },
  ];
  if (index % 10 === 1) {
    return [...work, { Effect: 'Allow', Action: 'iam:PassRole', Resource: getAtt(`Role${first}`) }, { Effect: 'Allow', Action: 'lambda:CreateFunction', Resource: '*' }];
  }
  return index % 20 === 2 ? [...work, { Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: getAtt(`Function${first}`) }] : work;
}

function template(stack: number, roles: number): Record<string, unknown> {
  const resources: Record<string, unknown> = {};
  const first = stack * ROLES_PER_STACK;
  for (let index = first; index < Math.min(roles, first + ROLES_PER_STACK); index++) {
    resources[`Role${index}`] = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
        Policies: [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement: statements(index, first) } }],
      },
    };
    if (index % 20 === 0) {
      resources[`Function${index}`] = { Type: 'AWS::Lambda::Function', Properties: { Role: getAtt(`Role${index}`), Code: { ZipFile: '' } } };
    }
  }
  return { Resources: resources };
}

export function escalatingApp(roles: number) {
  return readTemplates(Array.from({ length: Math.ceil(roles / ROLES_PER_STACK) }, (_, stack) => ({ file: `Stack${stack}.json`, body: template(stack, roles) })));
}
