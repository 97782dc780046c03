/** Does one statement say all that another says? */
import { coversArn } from './arn-cover';
import { implied } from './condition-logic';
import { Pattern } from '../policy/pattern';
import { Matching, PrincipalMatching, Statement } from '../policy/statement';
import { identityOf, Text } from '../policy/text';
import { hasWildcard } from '../policy/wildcards';

/** Whatever the tokens are. Statements of different effect never do, nor one that only some deployments have. */
export function coversStatement(outer: Statement, inner: Statement): boolean {
  return outer.effect === inner.effect
    && !outer.conditional
    && coversMatching(outer.action, inner.action, coversAction)
    && (outer.resource === undefined) === (inner.resource === undefined)
    && (outer.resource === undefined || coversMatching(outer.resource, inner.resource!, coversResource))
    && coversPrincipals(outer.principal, inner.principal)
    && outer.conditions.every((condition) => implied(inner.conditions, condition));
}

function coversMatching(outer: Matching, inner: Matching, covers: (outer: Text, inner: Text) => boolean): boolean {
  if (outer.negated !== inner.negated) {
    return false;
  }
  const wide = outer.negated ? inner.patterns : outer.patterns;
  for (const pattern of outer.negated ? outer.patterns : inner.patterns) {
    if (!wide.some((other) => covers(other, pattern))) {
      return false;
    }
  }
  return true;
}

/** Most pairs of actions differ in their first letter, or in all but their service. */
export function coversAction(outer: Text, inner: Text): boolean {
  if (outer === inner || outer === '*') {
    return true;
  }
  if (typeof outer === 'string' && typeof inner === 'string' && !hasWildcard(outer)) {
    return outer.length === inner.length && outer.toLowerCase() === inner.toLowerCase();
  }
  return Pattern.of(outer, { ignoreCase: true }).covers(Pattern.of(inner, { ignoreCase: true })) === 'yes';
}

export function coversResource(outer: Text, inner: Text): boolean {
  return outer === inner || outer === '*' || coversArn(outer, inner, { acrossColons: true });
}

/** Who names a principal, and how, decides about boundaries: `*` does not say all that an ARN says. */
function coversPrincipals(outer: PrincipalMatching | undefined, inner: PrincipalMatching | undefined): boolean {
  if (outer === undefined || inner === undefined) {
    return outer === inner;
  }
  const names = ({ principals }: PrincipalMatching) => principals.map(({ type, value }) => `${type} ${identityOf(value)}`);
  const [wide, narrow] = outer.negated ? [names(inner), names(outer)] : [names(outer), names(inner)];
  return outer.negated === inner.negated && narrow.every((name) => wide.includes(name));
}
