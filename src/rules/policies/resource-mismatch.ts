import { ActionInfo, expandAction, plainestArn } from '../../catalogue/actions';
import { unlistedResources } from '../../catalogue/lists/unlisted-resources';
import { mayBeOfFormat } from '../../policy/arn-format';
import { openTokens } from '../../policy/common-text';
import { PolicyKind } from '../../policy/document';
import { madeOnce } from '../../policy/remember';
import { Effect, Matching, Statement } from '../../policy/statement';
import { opaqueToken, Text } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';
import { policyExample } from '../example-templates';
import { grantKey } from '../keys';
import { remarkable } from '../ordinary-policies';
import { formsFor } from '../resource-forms';
import { defineRule } from '../rule';
import { describeStatement, isEveryResource, judgeEach, occurrences, Problem } from '../select';

export const resourceMismatch = defineRule({
  id: 'ResourceMismatch',
  title: 'a statement names an action and no resource that the action works on',
  why: 'The action is neither granted nor denied, though the policy says so to its readers.',
  fix: 'Name a resource of the type that the action works on; an action that works on none needs "*".',
  severity: 'warning',
  packs: ['strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html'],
  unknown: 'Nothing is left open: a resource that is a token, or has one where it matters, may be of the type, and is not spoken of.',
  examples: {
    bad: [
      policyExample('objects of a bucket that is named without them', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports' }),
      policyExample('a queue for a topic', { Effect: 'Allow', Action: 'sns:Publish', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' }),
      policyExample('a pattern of which no action works on the resource', { Effect: 'Allow', Action: ['s3:List*', 's3:*Object'], Resource: 'arn:aws:s3:::reports' }),
      policyExample('all resources of another type', { Effect: 'Allow', Action: 'iam:AttachRolePolicy', Resource: 'arn:aws:iam::111122223333:policy/team/*' }),
      policyExample('an action that works on "*" only', { Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1234567890abcdef0' }),
    ],
    good: [
      policyExample('the objects', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('a pattern that matches more', { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('each action finds its own', { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] }),
      policyExample('an aside, beside what the statement is for', { Effect: 'Allow', Action: ['dynamodb:ListStreams', 'dynamodb:GetRecords'], Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/*' }),
      policyExample('what AWS shows beside its list of types', { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: 'arn:aws:s3:::*' }),
      policyExample('every resource', { Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' }),
    ],
    unknown: [],
  },
  check(model) {
    const policies = remarkable(model).filter(({ kind }) => KINDS.includes(kind));
    const statements = new Set(policies.flatMap(({ document }) => document.statements).filter((statement) => !isUsual(statement)));
    return judgeEach(statements.size === 0 ? [] : occurrences(model, KINDS).filter(({ statement }) => statements.has(statement)), judgeStatement);
  },
});

const KINDS: readonly PolicyKind[] = ['identity', 'boundary', 'scp'];

/** A resource of the usual form for each of the actions: seen at once. */
function isUsual({ action, resource }: Statement): boolean {
  return resource !== undefined && formsFor(action).every((form) => resource.patterns.some((one) => form.test(openTokens(one))));
}

function* judgeStatement(statement: Statement): Iterable<Problem> {
  const { action, resource, effect } = statement;
  if (action.negated || !resource || resource.negated || resource.patterns.length === 0 || resource.patterns.some(mayBeAny)) {
    return;
  }
  const named = namedIn(action);
  if (named.every((one) => fits(one, resource))) {
    return;
  }
  const unfitting = named.filter((one) => !fits(one, resource));
  // Lists of what there is stand beside the use of one of it in many policies, for completeness: nobody misses them. Nor does anybody
  // miss a verb of those that are to deny whatever is done to a resource: `Upload*` does nothing to a role today.
  const isAside = ({ name, actions }: Named) => unfitting.length < named.length && (effect === 'Allow' ? !actions.some(hasType) : hasWildcard(name));
  const unfit = unfitting.filter((one) => !isAside(one));
  if (unfit.length > 0) {
    yield { key: grantKey(unfit.map(({ name }) => name), resource.patterns), witness: describeStatement(statement), ...said(unfit, effect) };
  }
}

/** Of actions that have a resource type it is certain. */
function said(unfit: readonly Named[], effect: Effect): Pick<Problem, 'message' | 'fix'> {
  const typed = unfit.filter(({ actions }) => actions.some(hasType));
  const [{ name, actions }, ...others] = typed.length > 0 ? typed : unfit;
  const names = `${name}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  const verb = effect === 'Allow' ? 'grant' : 'deny';
  const action = actions.find(hasType);
  if (!action) {
    return { message: `may not ${verb} ${names}: AWS lists no type of resource for it, and only "*" is sure to work`, fix: 'Write Resource "*" in a statement of its own.' };
  }
  const format = plainestArn(action);
  return { message: `does not ${verb} ${names}: it works on ${format}`, fix: `Name a resource such as ${format}.` };
}

function hasType({ resourceArns }: ActionInfo): boolean {
  return resourceArns.length > 0;
}

function mayBeAny(resource: Text): boolean {
  return opaqueToken(resource) !== undefined || isEveryResource(resource);
}

interface Named {
  /** Of the action, or the pattern as written. */
  readonly name: string;
  /** All that it matches; none where nobody knows. */
  readonly actions: readonly ActionInfo[];
}

const known = new WeakMap<Matching, readonly Named[]>();

function namedIn(action: Matching): readonly Named[] {
  return madeOnce(known, action, () => action.patterns.map((pattern) => {
    const actions = typeof pattern === 'string' ? expandAction(pattern) : [];
    return { name: hasWildcard(pattern) || actions.length === 0 ? pattern.toString() : actions[0].name, actions };
  }));
}

/** What a pattern matches beside what works on the resource is not what it is written for. */
function fits({ actions }: Named, resource: Matching): boolean {
  return actions.length === 0 || actions.some((info) => isForSome(resource, info));
}

function isForSome({ patterns }: Matching, info: ActionInfo): boolean {
  return patterns.some((one) => isFor(one, info));
}

function isFor(resource: Text, { name, resourceArns }: ActionInfo): boolean {
  const isOf = (format: string) => mayBeOfFormat(resource, format);
  return resourceArns.some(isOf) || unlistedResources(name).some(isOf);
}
