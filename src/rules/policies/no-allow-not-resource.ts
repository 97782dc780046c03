import { Statement } from '../../policy/statement';
import { policyExample } from '../example-templates';
import { statementKey } from '../keys';
import { defineRule } from '../rule';
import { broadGrants, describeStatement, judgeEach, occurrences, Problem } from '../select';

export const noAllowNotResource = defineRule({
  id: 'NoAllowNotResource',
  title: 'a statement allows its actions on every resource but those it names',
  why: 'It covers every other resource of the account, and all that will be made.',
  fix: 'Name the resources in Resource; to take some away again, add a Deny statement.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: { 'well-architected': ['SEC03-BP02'] },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html'],
  unknown: 'Nothing is left open: whatever the tokens in NotResource are, the rest is granted.',
  examples: {
    bad: [policyExample('every bucket but one', { Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::salaries/*' })],
    good: [policyExample('a denial elsewhere', { Effect: 'Deny', Action: 's3:PutObject', NotResource: 'arn:aws:s3:::reports/*' })],
    unknown: [],
  },
  check: (model) => judgeEach([...broadGrants(model), ...occurrences(model, ['resource'], 'Allow')], judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  if (statement.resource?.negated) {
    yield {
      key: statementKey(statement),
      message: `allows its actions on every resource but ${statement.resource.patterns.join(', ')}`, witness: describeStatement(statement),
    };
  }
}
