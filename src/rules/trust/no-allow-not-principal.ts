import { Statement } from '../../policy/statement';
import { trustExample, trustsLambda } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { judgeEach, occurrences, Problem } from '../select';

export const noAllowNotPrincipal = defineRule({
  id: 'NoAllowNotPrincipal',
  title: 'a statement allows everyone but the principals it names',
  why: 'Everyone includes other accounts and anonymous users.',
  fix: 'Name the principals in Principal; to shut some out, add a Deny statement with a condition on aws:PrincipalArn.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html'],
  unknown: 'Nothing is left open: whatever the tokens in NotPrincipal are, everyone else is let in.',
  examples: {
    bad: [trustExample('anyone but one account', { Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' })],
    good: [trustExample('a named service', trustsLambda)],
    unknown: [],
  },
  check: (model) => judgeEach(occurrences(model, ['trust', 'resource', 'rcp'], 'Allow'), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  const { principal } = statement;
  if (principal?.negated) {
    const names = principal.principals.map(({ type, value }) => `${type}:${value}`);
    yield {
      key: partKey('NotPrincipal', names),
      message: `lets in everyone but ${names.join(', ')}`,
    };
  }
}
