import { Statement } from '../../policy/statement';
import { policyExample } from '../example-templates';
import { statementKey } from '../keys';
import { defineRule } from '../rule';
import { broadGrants, describeStatement, judgeEach, occurrences, Problem } from '../select';

export const noAllowNotAction = defineRule({
  id: 'NoAllowNotAction',
  title: 'a statement allows everything but the actions it names',
  why: 'It grants every other action of every service, and those that AWS will add.',
  fix: 'Name the actions in Action; to take some away again, add a Deny statement.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: { 'well-architected': ['SEC03-BP02'] },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html'],
  unknown: 'Nothing is left open: whatever the tokens in NotAction are, the rest is granted.',
  examples: {
    bad: [policyExample('everything but IAM', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
    good: [
      policyExample('a denial of everything but some', { Effect: 'Deny', NotAction: ['sts:*'], Resource: '*' }),
      policyExample('named actions', { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:*:orders' }),
    ],
    unknown: [],
  },
  check: (model) => judgeEach([...broadGrants(model), ...occurrences(model, ['resource', 'trust'], 'Allow')], judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  if (statement.action.negated) {
    yield {
      key: statementKey(statement),
      message: `allows every action but ${statement.action.patterns.join(', ')}`, witness: describeStatement(statement),
    };
  }
}
