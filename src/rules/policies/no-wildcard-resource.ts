import { AccessLevel, ActionInfo, expandAction, plainestArn } from '../../catalogue/actions';
import { isLimitable } from '../../catalogue/lists/every-resource-actions';
import { isRequired } from '../../policy/condition';
import { hasOpaqueCondition, Statement } from '../../policy/statement';
import { opaqueToken, Text } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';
import { policyExample, ref, stringParameter } from '../example-templates';
import { credentialExposures, dataExposures, permissionExposures } from '../exposures';
import { grantKey } from '../keys';
import { coverageOf, isNarrowed } from '../narrowing';
import { defineRule } from '../rule';
import { broadGrants, describeStatement, isEveryAction, isEveryResource, judgeEach, Problem } from '../select';

export const noWildcardResource = defineRule({
  id: 'NoWildcardResource',
  title: 'a policy statement grants actions on every resource although they can be limited to one',
  why: 'The principal reaches the data and the infrastructure of every other workload in the account.',
  fix: 'Name the resources by ARN, and move the actions that take only "*" into a statement of their own.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC03-BP02'] },
  links: ['https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html'],
  unknown: 'A resource that is only a token (a parameter, an import from another app), or a condition that is made when it is deployed, is a warning.',
  examples: {
    bad: [
      policyExample('writing to any bucket', { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }),
      policyExample('spelt as an ARN', { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::*' }),
      policyExample('only a warning for actions that read, list or tag', { Effect: 'Allow', Action: ['s3:GetBucketTagging', 's3:ListBucket'], Resource: '*' }),
      policyExample('some of the actions', { Effect: 'Allow', Action: ['ec2:DescribeInstances', 'ec2:StopInstances'], Resource: '*' }),
    ],
    good: [
      policyExample('one table', { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }),
      policyExample('actions that take only "*"', { Effect: 'Allow', Action: ['ec2:DescribeInstances', 's3:ListAllMyBuckets'], Resource: '*' }),
      policyExample('what other rules speak of', { Effect: 'Allow', Action: ['iam:CreateAccessKey', 's3:PutBucketPolicy', 's3:GetObject'], Resource: '*' }),
      policyExample('every resource with a tag', {
        Effect: 'Allow', Action: 'ec2:StopInstances', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } },
      }),
    ],
    unknown: [
      { ...policyExample('the resource is a parameter', { Effect: 'Allow', Action: 's3:PutObject', Resource: ref('Objects') }), parameters: stringParameter('Objects') },
    ],
  },
  check: (model) => judgeEach(broadGrants(model), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  const { action, resource } = statement;
  if (action.negated || !resource || resource.negated || isNarrowed(statement)) {
    return;
  }
  // Most statements give nothing to speak of: then no other rule is asked either.
  const isFound = judgeGrant(action.patterns, resource.patterns, NONE).length > 0;
  for (const problem of isFound ? judgeGrant(action.patterns, resource.patterns, namedElsewhere(statement), levelIn(statement)) : []) {
    yield { ...problem, witness: describeStatement(statement), unknown: problem.unknown || hasOpaqueCondition(statement) };
  }
}

const NONE: ReadonlySet<ActionInfo> = new Set();

/** Other rules say more of these. */
function namedElsewhere(statement: Statement): ReadonlySet<ActionInfo> {
  const grants = [credentialExposures, permissionExposures, dataExposures].flatMap((exposures) => exposures(statement));
  return new Set(grants.flatMap(({ actions }) => actions));
}

type LevelOf = (action: ActionInfo) => AccessLevel;

function judgeGrant(
  actions: readonly Text[], resources: readonly Text[], elsewhere: ReadonlySet<ActionInfo>, level: LevelOf = levelOf,
): readonly Problem[] {
  if (actions.some(isEveryAction) && resources.some(isEveryResource)) {
    return [];
  }
  const limitable = (pattern: Text) => limitableOf(pattern).filter((action) => !elsewhere.has(action));
  const found = tooBroad(actions, resources, limitable, level);
  const token = resources.map(opaqueToken).find((one) => one !== undefined);
  if (found.length === 0 && token && actions.some((pattern) => limitable(pattern).length > 0)) {
    return [{ key: grantKey(actions, resources), unknown: true, message: `grants its actions on every resource if ${token.label} is "*"` }];
  }
  return found.map(({ actions: named, resource, weightiest, names, arn }) => ({
    key: grantKey(named, [resource]),
    severity: CHANGING.has(weightiest) ? 'error' : 'warning',
    message: `grants ${weightiest.toLowerCase()} actions on every resource${isEveryResource(resource) ? '' : ` of their type (${resource})`} that can be limited to one`,
    fix: `Name the resources: ${names} can be limited to ARNs such as ${arn}.`,
  }));
}

/** The weightiest first. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html */
const LEVELS: readonly AccessLevel[] = ['Permissions management', 'Write', 'Read', 'List', 'Tagging'];
const CHANGING: ReadonlySet<AccessLevel> = new Set<AccessLevel>(['Permissions management', 'Write']);

interface TooBroad {
  /** The action patterns as written. */
  readonly actions: readonly Text[];
  readonly resource: Text;
  /** The level of the weightiest action. */
  readonly weightiest: AccessLevel;
  readonly names: string;
  readonly arn: string;
}

/** Each action once, with the broadest resource that it is granted on. */
function tooBroad(
  actions: readonly Text[], resources: readonly Text[], limitable: (pattern: Text) => readonly ActionInfo[], level: LevelOf,
): readonly TooBroad[] {
  const weightOf = (action: ActionInfo) => LEVELS.indexOf(level(action));
  const found: TooBroad[] = [];
  const seen = new Set<ActionInfo>();
  const broad = resources.filter(hasWildcard);
  for (const resource of [...broad.filter(isEveryResource), ...broad]) {
    const covers = coverageOf(resource);
    const isNew = (action: ActionInfo) => !seen.has(action) && covers(action.resourceArns);
    const hits = actions.map((pattern) => ({ pattern, limitable: limitable(pattern).filter(isNew) })).filter((hit) => hit.limitable.length > 0);
    if (hits.length > 0) {
      const granted = [...new Set(hits.flatMap((hit) => hit.limitable))].sort((one, other) => weightOf(one) - weightOf(other));
      granted.forEach((action) => seen.add(action));
      const names = granted.map((action) => action.name);
      found.push({
        actions: hits.map((hit) => hit.pattern), resource, weightiest: level(granted[0]),
        names: names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', '),
        arn: plainestArn(granted[0])!,
      });
    }
  }
  return found;
}

/**
 * A session with a directory bucket may be for reading only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam-example-bucket-policies.html
 */
function levelIn({ conditions }: Statement): LevelOf {
  const readsOnly = conditions.some((condition) => isRequired(condition) && condition.operator.name === 'StringEquals'
    && condition.key.toString().toLowerCase() === 's3express:sessionmode' && condition.values.every((value) => value === 'ReadOnly'));
  return (action) => (readsOnly && action.name === 's3express:CreateSession' ? 'Read' : levelOf(action));
}

/** AWS counts reading the permissions of a resource as managing them, and some lists as writing. */
function levelOf({ name, accessLevel }: ActionInfo): AccessLevel {
  const isReading = (accessLevel === 'Permissions management' && /:(Get|Describe|List)/.test(name)) || (accessLevel === 'Write' && /:List[A-Z]/.test(name));
  return isReading ? 'Read' : accessLevel;
}

/** The actions of a pattern that can be limited to resources. */
function limitableOf(pattern: Text): readonly ActionInfo[] {
  if (typeof pattern !== 'string') {
    return [];
  }
  return expandAction(pattern).filter(isLimitable);
}
