/** What a role of least privilege is not granted, whoever asks for it. */
import { expandAction, nearestAction } from '../../catalogue/actions';
import { isLimitable } from '../../catalogue/lists/every-resource-actions';
import { Statement } from '../../policy/statement';
import { Text } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';
import { coversAll, isNarrowed } from '../../rules/narrowing';
import { wholeService } from '../../rules/policies/no-service-wildcard-action';

/** What is wrong with the statement, in a line each. A token is no wildcard; the rule pack warns of those that may turn out to be one. */
export function grantProblems(statement: Statement, exceptions: ReadonlySet<string>): string[] {
  const { effect, action, resource } = statement;
  if (effect === 'Deny') {
    return [];
  }
  if (action.negated) {
    return ['NotAction: found in an Allow, expected the actions that are granted (Action)'];
  }
  if (resource?.negated) {
    return ['NotResource: found in an Allow, expected the resources that they are granted on (Resource)'];
  }
  const resources = isNarrowed(statement) ? [] : resource?.patterns ?? [];
  return action.patterns
    .filter((pattern): pattern is string => typeof pattern === 'string' && !exceptions.has(pattern.toLowerCase()))
    .flatMap((pattern) => actionProblem(pattern) ?? resourceProblem(pattern, resources) ?? []);
}

export function actionProblem(pattern: string): string | undefined {
  if (hasWildcard(pattern.split(':')[0]) && pattern.includes(':')) {
    return `actions: found "${pattern}", which is of more than one service, expected the actions that are needed`;
  }
  const whole = wholeService(pattern);
  if (whole) {
    return `actions: found "${pattern}", which is ${whole}, expected the actions that are needed`;
  }
  return expandAction(pattern).length > 0
    ? undefined
    : `actions: found "${pattern}", which no service has, expected an action such as ${nearestAction(pattern).name}`;
}

function resourceProblem(pattern: string, resources: readonly Text[]): string | undefined {
  for (const { name, resourceArns } of expandAction(pattern).filter(isLimitable)) {
    const wide = resources.find((resource) => coversAll(resource, resourceArns));
    if (wide !== undefined) {
      return `resources: found "${wide}" for ${name}, expected ARNs such as ${resourceArns.slice(0, 3).join(', ')}`;
    }
  }
  return undefined;
}
