import { EXPECTED_CONDITIONS, ExpectedCondition } from '../../catalogue/expected-conditions';
import { Pattern } from '../../policy/pattern';
import { Matching, Statement } from '../../policy/statement';
import { opaqueToken, splitText, Text } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';
import { policyExample, ref, stringParameter } from '../example-templates';
import { credentialExposures, permissionExposures } from '../exposures';
import { grantKey, partKey } from '../keys';
import { isNarrowed } from '../narrowing';
import { defineRule } from '../rule';
import { describeStatement, isEveryAction, isEveryResource, judgeEach, occurrences, occurrencesWith, Problem } from '../select';
import { passesAnyRole } from './pass-role-scoped';

export const expectedCondition = defineRule({
  id: 'ExpectedCondition',
  title: 'a statement grants an action without the condition that AWS has for it',
  why: 'On the right resource the action can still be used for what nobody meant: a service, an account or a date that the statement could have named.',
  fix: 'Add the condition.',
  severity: 'warning',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC03-BP02'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#use-policy-conditions',
    'https://docs.aws.amazon.com/kms/latest/developerguide/grants.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_least_privileges.html',
  ],
  unknown: 'A resource that is only a token is a warning; a condition that is made when it is deployed may be the one, and is not spoken of.',
  examples: {
    bad: [
      policyExample('the role of any service', { Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: '*' }),
      policyExample('some roles, for any service', { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/orders-*' }),
      policyExample('a grant of a key to anybody', { Effect: 'Allow', Action: 'kms:CreateGrant', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }),
      policyExample('a role in any account', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/deployment' }),
      policyExample('temporary, without an end', { Sid: 'TemporaryAccess', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
    ],
    good: [
      policyExample('the role of one service', {
        Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: '*', Condition: { StringEquals: { 'iam:AWSServiceName': 'ecs.amazonaws.com' } },
      }),
      policyExample('one service by the path of its role', {
        Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: 'arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/*',
      }),
      policyExample('a role by its name, which trusts one service', { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/task' }),
      policyExample('a role in any account of the organization', {
        Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/deployment', Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
      }),
      policyExample('temporary', {
        Sid: 'TemporaryAccess', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*',
        Condition: { DateLessThan: { 'aws:CurrentTime': '2999-01-31T00:00:00Z' } },
      }),
    ],
    unknown: [
      {
        ...policyExample('the resource is a parameter', { Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: ref('Roles') }),
        parameters: stringParameter('Roles'),
      },
    ],
  },
  check(model) {
    const all = occurrences(model, ['identity'], 'Allow');
    const suspects = new Set([...occurrencesWith(model, isSuspect, ['identity'], 'Allow'), ...all.filter(({ statement }) => isTemporary(statement))]);
    return judgeEach(suspects.size === 0 ? [] : all.filter((one) => suspects.has(one)), judgeStatement);
  },
});

const TEMPORARY = /temporar|break-?glass|emergency/i;
const END = /^(Date|Numeric)LessThan/;
const TIME = /^aws:(currenttime|epochtime|tokenissuetime)$/i;

const expectedOf = new Map<Text, readonly ExpectedCondition[]>();

function expectedFor(pattern: Text): readonly ExpectedCondition[] {
  let expected = expectedOf.get(pattern);
  if (!expected) {
    const compiled = Pattern.of(pattern, { ignoreCase: true });
    expected = typeof pattern === 'string' && !isEveryAction(pattern) ? EXPECTED_CONDITIONS.filter(({ action }) => compiled.matches(action) === 'yes') : [];
    expectedOf.set(pattern, expected);
  }
  return expected;
}

function isTemporary({ sid }: Statement): boolean {
  return sid !== undefined && TEMPORARY.test(sid);
}

function isSuspect({ negated, patterns }: Matching): boolean {
  return !negated && patterns.some((pattern) => expectedFor(pattern).length > 0);
}

function* judgeStatement(statement: Statement): Iterable<Problem> {
  const { action, resource, sid, conditions } = statement;
  const witness = describeStatement(statement);
  const keys = new Set(conditions.map(({ key }) => key.toString().toLowerCase()));
  const isOpaque = conditions.some(({ key }) => typeof key !== 'string');
  for (const pattern of action.negated || isOpaque || resource?.negated ? [] : action.patterns) {
    for (const expected of expectedFor(pattern)) {
      const on = resource?.patterns.find((one) => isMeant(one, expected));
      if (on !== undefined && !expected.keys.some((key) => keys.has(key)) && !isNarrowed(statement) && !isSaidElsewhere(statement, expected)) {
        const token = opaqueToken(on);
        yield {
          key: grantKey([pattern], [on]), witness, ...(token && { unknown: true }),
          message: `grants ${expected.action}, which ${expected.opens}${token ? ` if ${token.label} is "*"` : ''}`,
          fix: `Add a condition on ${expected.keys[0]}. See ${expected.link}`,
        };
      }
    }
  }
  const ends = conditions.some(({ operator, key }) => END.test(operator.name) && TIME.test(key.toString()));
  if (sid !== undefined && isTemporary(statement) && !ends && !isOpaque) {
    yield { key: partKey('Sid', [sid]), witness, message: `is called ${sid}, and never ends`, fix: 'Add the condition DateLessThan aws:CurrentTime.' };
  }
}

const SERVICE_ROLES = ['ecs', 'rds'].map((service) => `arn:aws:iam::111122223333:role/aws-service-role/${service}.amazonaws.com/AWSServiceRole`);

function isMeant(resource: Text, { action, where }: ExpectedCondition): boolean {
  if (where === 'any account') {
    return splitText(resource, ':')[4]?.toString() === '*';
  }
  if (where === 'wildcard' && action === 'iam:CreateServiceLinkedRole') {
    return opaqueToken(resource) !== undefined || isEveryResource(resource) || SERVICE_ROLES.every((role) => Pattern.of(resource).matches(role) === 'yes');
  }
  return where === undefined || hasWildcard(resource);
}

/** On every resource it is an exposure or an escalation, and another rule says so. */
function isSaidElsewhere(statement: Statement, { action }: ExpectedCondition): boolean {
  return (action === 'iam:PassRole' && passesAnyRole(statement))
    || [credentialExposures, permissionExposures].flatMap((exposures) => exposures(statement))
      .some(({ actions }) => actions.some(({ name }) => name === action));
}
