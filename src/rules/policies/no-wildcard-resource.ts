import { ActionInfo, expandAction } from '../../catalogue/actions';
import { coversFormat } from '../../policy/arn-format';
import { Condition, isRequired } from '../../policy/condition';
import { Pattern } from '../../policy/pattern';
import { hasOpaqueCondition, Statement } from '../../policy/statement';
import { identityOf, opaqueToken, Text } from '../../policy/text';
import { policyExample, ref, stringParameter } from '../example-templates';
import { grantKey } from '../keys';
import { defineRule, Violation } from '../rule';
import { broadGrants, describeStatement, hasWildcard, isEveryAction, isEveryResource, placeOf } from '../select';

export const noWildcardResource = defineRule({
  id: 'NoWildcardResource',
  title: 'a policy statement grants actions on every resource although they can be limited to one',
  why: 'The principal reaches the data and the infrastructure of every other workload in the account.',
  fix: 'Name the resources by ARN, and move the actions that take only "*" into a statement of their own.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'aws-fsbp': ['IAM.21'] },
  links: ['https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html'],
  unknown: 'A resource that is only a token (a parameter, an import from another app), or a condition that is made when it is deployed, is a warning.',
  examples: {
    bad: [
      policyExample('any object of any bucket', { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
      policyExample('spelt as an ARN', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::*' }),
      policyExample('some of the actions', { Effect: 'Allow', Action: ['ec2:DescribeInstances', 'ec2:StopInstances'], Resource: '*' }),
    ],
    good: [
      policyExample('one table', { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }),
      policyExample('actions that take only "*"', { Effect: 'Allow', Action: ['ec2:DescribeInstances', 's3:ListAllMyBuckets'], Resource: '*' }),
      policyExample('every resource with a tag', {
        Effect: 'Allow', Action: 'ec2:StopInstances', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } },
      }),
    ],
    unknown: [
      { ...policyExample('the resource is a parameter', { Effect: 'Allow', Action: 's3:GetObject', Resource: ref('Objects') }), parameters: stringParameter('Objects') },
    ],
  },
  *check(model) {
    for (const placed of broadGrants(model)) {
      const { action, resource } = placed.statement;
      if (action.negated || !resource || resource.negated || isNarrowed(placed.statement)) {
        continue;
      }
      const problem = problemOf(action.patterns, resource.patterns);
      if (problem) {
        const { template, resource: at, location } = placeOf(placed);
        yield {
          template, resource: at, location, key: problem.key, message: problem.message, fix: problem.fix,
          witness: describeStatement(placed.statement), unknown: problem.unknown || hasOpaqueCondition(placed.statement),
        };
      }
    }
  },
});

type Problem = Pick<Violation, 'key' | 'message' | 'fix' | 'unknown'>;

const problems = new Map<string, Problem | undefined>();

/** The same grant often stands in many policies: it is judged once. */
function problemOf(actions: readonly Text[], resources: readonly Text[]): Problem | undefined {
  const grant = `${actions.map(identityOf).join()} ${resources.map(identityOf).join()}`;
  if (!problems.has(grant)) {
    problems.set(grant, judgeGrant(actions, resources));
  }
  return problems.get(grant);
}

function judgeGrant(actions: readonly Text[], resources: readonly Text[]): Problem | undefined {
  if (actions.some(isEveryAction) && resources.some(isEveryResource)) {
    return undefined;
  }
  const found = tooBroad(actions, resources);
  if (found) {
    return {
      key: grantKey(found.actions, [found.resource]),
      message: `grants actions on every resource${isEveryResource(found.resource) ? '' : ` of their type (${found.resource})`} that can be limited to one`,
      fix: `Name the resources: ${found.names} can be limited to ARNs such as ${found.arn}.`,
    };
  }
  const token = resources.map(opaqueToken).find((one) => one !== undefined);
  return token && actions.some((pattern) => limitable(pattern).length > 0)
    ? { key: grantKey(actions, resources), unknown: true, message: `grants its actions on every resource if ${token.label} is "*"` }
    : undefined;
}

/** A condition on the resource itself: its tags, its account, or the ARN of what holds it (`ecs:cluster`). */
function isNarrowed({ conditions }: Statement): boolean {
  return conditions.some((condition) => typeof condition.key === 'string' && isRequired(condition) && narrows(condition, condition.key));
}

function narrows({ operator, values }: Condition, key: string): boolean {
  const aboutResource = /^(aws|[a-z0-9-]+):resourcetag\//i.test(key) || (operator.name.startsWith('Arn') && !/^aws:/i.test(key));
  return aboutResource && values.every((value) => !Pattern.of(value).matchesEverything);
}

interface TooBroad {
  /** The action patterns as written. */
  readonly actions: readonly Text[];
  readonly resource: Text;
  readonly names: string;
  readonly arn: string;
}

function tooBroad(actions: readonly Text[], resources: readonly Text[]): TooBroad | undefined {
  for (const resource of resources.filter(hasWildcard)) {
    const hits = actions.map((pattern) => ({ pattern, limitable: limitable(pattern).filter((action) => coversAll(resource, action)) }))
      .filter((hit) => hit.limitable.length > 0);
    if (hits.length > 0) {
      const names = hits.flatMap((hit) => hit.limitable.map((action) => action.name));
      return {
        actions: hits.map((hit) => hit.pattern), resource,
        names: names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', '),
        arn: hits[0].limitable[0].resourceArns[0],
      };
    }
  }
  return undefined;
}

/** The actions of a pattern that can be limited to resources. */
function limitable(pattern: Text): readonly ActionInfo[] {
  if (typeof pattern !== 'string') {
    return [];
  }
  return expandAction(pattern).filter((action) => action.resourceArns.length > 0);
}

/** Does the pattern match every resource of every type that the action works on? */
function coversAll(resource: Text, action: ActionInfo): boolean {
  return isEveryResource(resource) || action.resourceArns.every((format) => coversFormat(resource, format));
}
