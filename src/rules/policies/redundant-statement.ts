import { coversStatement } from '../../analysis/statement-cover';
import { PolicyDocument } from '../../policy/document';
import { madeOnce } from '../../policy/remember';
import { Matching, Statement, statementName } from '../../policy/statement';
import { hasWildcard } from '../../policy/wildcards';
import { policyExample, ref, stringParameter } from '../example-templates';
import { statementKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, placeOf } from '../select';

export const redundantStatement = defineRule({
  id: 'RedundantStatement',
  title: 'a statement says nothing that another statement of the same policy does not say',
  why: 'Who narrows the one statement believes the access gone, and the other one still grants it.',
  fix: 'Remove the statement, or narrow the other one.',
  severity: 'warning',
  packs: ['strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
  unknown: 'Nothing is left open: a statement is redundant only if it is so whatever its tokens turn out to be.',
  examples: {
    bad: [
      policyExample('one of the actions of another statement',
        { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' },
        { Sid: 'All', Effect: 'Allow', Action: ['s3:Get*', 's3:PutObject'], Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('a condition that another statement does without',
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::*' }),
      {
        ...policyExample('the same token', ...['A', 'B'].map((Sid) => ({ Sid, Effect: 'Allow', Action: 's3:GetObject', Resource: ref('Objects') }))),
        parameters: stringParameter('Objects'),
      },
    ],
    good: [
      policyExample('other resources',
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' },
        { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::orders/*' }),
      policyExample('another effect',
        { Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::reports/*' },
        { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('another condition',
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' },
        { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::reports/*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    ],
    unknown: [],
  },
  *check(model) {
    for (const policy of model.policies.filter(({ document }) => !speakOfOthers(document.statements))) {
      for (const { statement, other } of redundantOf(policy.document)) {
        yield {
          ...placeOf({ policy, statement }),
          key: statementKey(statement),
          message: `${statement.effect === 'Allow' ? 'grants' : 'denies'} nothing that ${statementName(other)} does not ${statement.effect === 'Allow' ? 'grant' : 'deny'}`,
          witness: `${describeStatement(statement)} | ${describeStatement(other)}`,
          fix: `Remove ${statementName(statement)}, or narrow ${statementName(other)}.`,
        };
      }
    }
  },
});

interface Redundant {
  readonly statement: Statement;
  /** Says all that the statement says. */
  readonly other: Statement;
}

const judged = new WeakMap<PolicyDocument, readonly Redundant[]>();

/** Policies with the same text share a document. */
function redundantOf(document: PolicyDocument): readonly Redundant[] {
  return madeOnce(judged, document, () => judgeStatements(document.statements));
}

/** No two name the same action: none says what another says. */
function speakOfOthers(statements: readonly Statement[]): boolean {
  for (let own = 1; own < statements.length; own++) {
    for (let before = 0; before < own; before++) {
      if (!areDisjoint(statements[before].action, statements[own].action)) {
        return false;
      }
    }
  }
  return true;
}

const disjoint = new WeakMap<Matching, WeakMap<Matching, boolean>>();

/** Statements that name the same actions share their list. */
function areDisjoint(one: Matching, other: Matching): boolean {
  const others = madeOnce(disjoint, one, () => new WeakMap<Matching, boolean>());
  let result = others.get(other);
  if (result === undefined) {
    const names = namesIn(one);
    result = isNaming(one) && isNaming(other) && !namesIn(other).some((name) => names.includes(name));
    others.set(other, result);
  }
  return result;
}

function isNaming({ negated, patterns }: Matching): boolean {
  return !negated && patterns.length > 0 && patterns.every((pattern) => typeof pattern === 'string' && !hasWildcard(pattern));
}

function namesIn({ patterns }: Matching): string[] {
  return patterns.map((pattern) => pattern.toString().toLowerCase());
}

/** Of statements that say the same the first counts. */
function judgeStatements(statements: readonly Statement[]): Redundant[] {
  const found: Redundant[] = [];
  for (let own = 0; own < statements.length; own++) {
    const statement = statements[own];
    for (let position = 0; position < statements.length; position++) {
      const other = statements[position];
      if (other.index !== statement.index && coversStatement(other, statement) && (position < own || !coversStatement(statement, other))) {
        found.push({ statement, other });
        break;
      }
    }
  }
  return found;
}
