import { Statement } from '../../policy/statement';
import { policyExample, ref, stringParameter } from '../example-templates';
import { statementKey } from '../keys';
import { defineRule } from '../rule';
import { broadGrants, describeStatement, firstOpaque, isEveryAction, isEveryResource, judgeEach, Problem } from '../select';

export const noAdminStatement = defineRule({
  id: 'NoAdminStatement',
  title: 'a policy statement grants every action on every resource',
  why: 'One leaked credential of the principal becomes the whole account.',
  fix: 'Name the actions and the resources that the workload uses.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {
    'aws-fsbp': ['IAM.1'],
    'cis-aws-5.0': ['1.15'],
    'nist-800-53-r5': ['AC-2', 'AC-2(1)', 'AC-3', 'AC-3(7)', 'AC-3(15)', 'AC-5', 'AC-6', 'AC-6(2)', 'AC-6(3)', 'AC-6(10)'],
    'well-architected': ['SEC03-BP02'],
  },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege'],
  unknown: 'An action or resource that is only a token, where the other side is everything, is a warning.',
  examples: {
    bad: [
      policyExample('everything', { Effect: 'Allow', Action: '*', Resource: '*' }),
      policyExample('everything, spelt otherwise', { Effect: 'Allow', Action: ['*:*'], Resource: ['arn:aws:*:*:*:*'] }),
    ],
    good: [
      policyExample('one action on one bucket', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('a denial of everything', { Effect: 'Deny', Action: '*', Resource: '*' }),
    ],
    unknown: [
      { ...policyExample('the action is a parameter', { Effect: 'Allow', Action: ref('Action'), Resource: '*' }), parameters: stringParameter('Action') },
    ],
  },
  check: (model) => judgeEach(broadGrants(model), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  const { action, resource } = statement;
  if (action.negated || !resource || resource.negated) {
    return;
  }
  const everyAction = action.patterns.some(isEveryAction);
  const everyResource = resource.patterns.some(isEveryResource);
  const token = everyAction ? firstOpaque(resource) : everyResource ? firstOpaque(action) : undefined;
  if (everyAction && everyResource) {
    yield {
      key: statementKey(statement),
      message: 'grants every action on every resource', witness: describeStatement(statement),
    };
  } else if (token) {
    yield {
      key: statementKey(statement), unknown: true,
      message: `grants every action on every resource if ${token.label} is "*"`, witness: describeStatement(statement),
    };
  }
}
