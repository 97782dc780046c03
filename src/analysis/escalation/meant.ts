/** What a chain does that somebody wanted: a role is used by whom it was made for. */
import { Grant, Hop } from './hop';
import { isNamedBy } from './resources';
import { Pattern } from '../../policy/pattern';

/** Whoever wrote the policies meant it: they name the one role that is assumed, passed or put to work. */
export function isMeant(chain: readonly Hop[]): boolean {
  return chain.every(isNamed) && !(chain.length > 1 && chain.every(({ path }) => path.category === 'principal-access'));
}

/** What changes a resource, or opens a shell on it. */
const TAKES_OVER = /:(?:Update|Put|Create|Modify|Add|Delete|Set|Attach|SendCommand|SendSSHPublicKey|ExecuteCommand)|^ssm:StartSession/;

function isNamed({ path, from, grants }: Hop): boolean {
  if (path.category === 'new-passrole' && path.steps.every(({ on }) => on === 'passedRole' || on === 'any')) {
    return grants.every(isOfNamed);
  }
  const isUse = path.category === 'principal-access' ? path.steps.every(({ action }) => action === 'sts:AssumeRole')
    : path.steps.every(({ action }) => !TAKES_OVER.test(action));
  return isUse && grants.every(({ resource, matched }) => matched().some(({ statement: { principal, resource: matching } }) => (
    principal?.principals.some(({ value }) => value.toString() === from.arn.toString())
    || matching?.patterns.some((pattern) => pattern.toString() === resource.toString() && !Pattern.of(pattern).hasWildcard)
  )));
}

/** A role that is named is passed to something that is there, and that is named too: a stack is deployed with its role. */
function isOfNamed({ step, resource, matched }: Grant): boolean {
  return matched().some(({ statement: { resource: matching } }) => matching && !matching.negated && matching.patterns.some((pattern) => (
    step.on === 'passedRole' ? pattern.toString() === resource.toString() : isNamedBy(pattern, step.action) && Pattern.of(pattern).matches(resource) !== 'no'
  )));
}
