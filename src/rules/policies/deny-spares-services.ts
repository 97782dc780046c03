import { isAbout } from '../../analysis/condition-outcome';
import { PolicyKind } from '../../policy/document';
import { Statement } from '../../policy/statement';
import { bucketPolicyExample } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, judgeEach, occurrences, Problem } from '../select';

const OTHERS = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::reports/*' };

export const denySparesServices = defineRule({
  id: 'DenySparesServices',
  title: 'a Deny statement for everyone outside of the organization denies AWS services too',
  why: 'A service principal belongs to no organization and no account, so that log delivery, replication and the like fail; the exception made in haste then is a wide one.',
  fix: 'Add the condition BoolIfExists aws:PrincipalIsAWSService "false".',
  severity: 'warning',
  packs: ['strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
  ],
  unknown: 'Nothing is left open: services lack the key, whatever the values are.',
  examples: {
    bad: [
      bucketPolicyExample('by organization', { ...OTHERS, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
      bucketPolicyExample('by account', { ...OTHERS, Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } } }),
    ],
    good: [
      bucketPolicyExample('services excepted', {
        ...OTHERS, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
      }),
      bucketPolicyExample('only principals with an organization', {
        ...OTHERS, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, Null: { 'aws:PrincipalOrgID': 'false' } },
      }),
      bucketPolicyExample('one other account', { ...OTHERS, Principal: { AWS: '444455556666' }, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
    ],
    unknown: [],
  },
  check: (model) => judgeEach(occurrences(model, KINDS, 'Deny').filter(({ statement }) => isForEveryone(statement)), judgeStatement),
});

const KINDS: readonly PolicyKind[] = ['resource', 'rcp'];
/** Keys that requests of service principals lack. */
const OF_IDENTITIES = /^aws:principal(orgid|orgpaths|account)$/i;
/** Conditions that say something of services, or of those that have an identity. */
const OF_SERVICES = /^aws:(principalisawsservice|principalservicename|principalservicenameslist|viaawsservice|principalarn|principaltype|sourceaccount|sourcearn|sourceorgid|sourceorgpaths)$/i;

function isForEveryone({ principal, conditions }: Statement): boolean {
  return conditions.some((condition) => isAbout(condition, OF_IDENTITIES))
    && principal !== undefined && !principal.negated && principal.principals.some(({ type, value }) => type === 'AWS' && value === '*');
}

function* judgeStatement(statement: Statement): Iterable<Problem> {
  const { conditions } = statement;
  const [condition] = conditions.filter((one) => isAbout(one, OF_IDENTITIES) && one.operator.negated && one.operator.quantifier !== 'ForAnyValue');
  const isLimited = conditions.some((one) => isAbout(one, OF_SERVICES) || (one.operator.name === 'Null' && isAbout(one, OF_IDENTITIES)));
  if (condition && !isLimited) {
    yield {
      key: partKey('Condition', [`${condition.operator.name}-${condition.key}`]), witness: describeStatement(statement),
      message: `denies AWS services, whose requests have no ${condition.key}`,
    };
  }
}
