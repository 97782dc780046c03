import { ActionInfo, expandAction } from '../../catalogue/actions';
import { usualForm } from '../../policy/arn-format';
import { mayOverlap, openTokens } from '../../policy/common-text';
import { remember } from '../../policy/remember';
import { Matching, Statement } from '../../policy/statement';
import { opaqueToken, Text } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';
import { policyExample } from '../example-templates';
import { grantKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, isEveryResource, judgeEach, Occurrence, occurrences, Problem } from '../select';

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
      policyExample('an action that works on "*" only', { Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1234567890abcdef0' }),
    ],
    good: [
      policyExample('the objects', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('a pattern that matches more', { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('each action finds its own', { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] }),
      policyExample('an aside, beside what the statement is for', { Effect: 'Allow', Action: ['dynamodb:ListStreams', 'dynamodb:GetRecords'], Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/*' }),
      policyExample('every resource', { Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' }),
    ],
    unknown: [],
  },
  check: (model) => judgeEach(unusual(occurrences(model, ['identity', 'boundary', 'scp'])), judgeStatement),
});

/** Most statements name actions in full, and a resource of the usual form for each: seen at once. */
function unusual(all: readonly Occurrence[]): Occurrence[] {
  const found: Occurrence[] = [];
  for (let index = 0; index < all.length; index++) {
    const { action, resource } = all[index].statement;
    if (!resource || !formsFor(action).every((form) => isAmong(resource.patterns, form))) {
      found.push(all[index]);
    }
  }
  return found;
}

function isAmong(resources: readonly Text[], form: RegExp): boolean {
  for (let index = 0; index < resources.length; index++) {
    if (form.test(openTokens(resources[index]))) {
      return true;
    }
  }
  return false;
}

const forms = new WeakMap<Matching, readonly RegExp[]>();

/** Each of them to be among the resources. */
function formsFor(action: Matching): readonly RegExp[] {
  let known = forms.get(action);
  if (!known) {
    known = [...new Set(action.negated ? [] : namedIn(action).map(formOf))].map((source) => new RegExp(source));
    forms.set(action, known);
  }
  return known;
}

/** Of patterns of actions and of what works on "*" only, none is seen at once. */
function formOf({ actions }: Named): string {
  const formats = actions.length === 1 ? actions[0].resourceArns : [];
  return formats.length === 0 ? '(?!)' : formats.map(usualForm).join('|');
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
  // Lists of what there is stand beside the use of one of it in many policies, for completeness: nobody misses them.
  const isAside = effect === 'Allow' && unfitting.length < named.length;
  const unfit = unfitting.filter(({ actions }) => !isAside || actions.some(({ resourceArns }) => resourceArns.length > 0));
  if (unfit.length > 0) {
    const [{ name, actions }, ...others] = unfit;
    const [format] = actions.flatMap(({ resourceArns }) => resourceArns);
    yield {
      key: grantKey(unfit.map((one) => one.name), resource.patterns),
      message: `${effect === 'Allow' ? 'does not grant' : 'does not deny'} ${name}${others.length > 0 ? ` and ${others.length} more` : ''}: `
        + `it works on ${format ?? 'no resource that can be named'}`,
      witness: describeStatement(statement),
      fix: format === undefined ? 'Write Resource "*" in a statement of its own.' : `Name a resource such as ${format}.`,
    };
  }
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
  let named = known.get(action);
  if (!named) {
    named = action.patterns.map((pattern) => {
      const actions = typeof pattern === 'string' ? expandAction(pattern) : [];
      return { name: hasWildcard(pattern) || actions.length === 0 ? pattern.toString() : actions[0].name, actions };
    });
    known.set(action, named);
  }
  return named;
}

/** What a pattern matches beside what works on the resource is not what it is written for. */
function fits({ actions }: Named, resource: Matching): boolean {
  return actions.length === 0 || actions.some((info) => isForSome(resource, info));
}

function isForSome({ patterns }: Matching, info: ActionInfo): boolean {
  return patterns.some((one) => isFor(one, info));
}

function isFor(resource: Text, { resourceArns }: ActionInfo): boolean {
  return resourceArns.some((format) => mayOverlap(resource, patternOf(format)));
}

const patternOf = remember((format: string) => format.replace(/\$\{[^}]*\}/g, '*'), (format) => format);
