/** Whom a trust policy lets in that another does not. */
import { coversStatement } from '../statement-cover';
import { LockedStatements } from './permission-lock';
import { trustStatements } from './policy-sets';
import { Condition } from '../../policy/condition';
import { Statement } from '../../policy/statement';
import { Text, tokensOf } from '../../policy/text';

export interface TrustExcess {
  /** For instance `lets in AWS 444455556666 by sts:AssumeRole`. */
  readonly words: string;
  /** False where only the deployment can tell. */
  readonly certain: boolean;
}

const MOST_VALUES = 50;

export function trustBeyond(part: LockedStatements | undefined, whole: LockedStatements | undefined): readonly TrustExcess[] {
  const [own, others] = [trustStatements(part), trustStatements(whole)];
  const admitted = own.filter(({ effect }) => effect === 'Allow').flatMap(bySinglePrincipal)
    .filter((one) => !others.some((other) => coversTrust(other, one)));
  const noLongerDenied = others.filter(({ effect }) => effect === 'Deny').filter((denial) => !own.some((other) => coversStatement(other, denial)));
  return distinct([
    ...admitted.map((one) => ({ words: `lets in ${describe(one)}`, certain: !hangsOnToken(one) })),
    ...(own.some(({ effect }) => effect === 'Allow') ? noLongerDenied.map((denial) => ({ words: `no longer keeps out ${describe(denial)}`, certain: !hangsOnToken(denial) })) : []),
  ]);
}

/** One statement for each principal, action and value of a condition: another policy may say the same in other statements. */
function bySinglePrincipal(statement: Statement): Statement[] {
  const { principal, action } = statement;
  const byPrincipal = !principal || principal.negated ? [statement] : principal.principals.map((one) => ({ ...statement, principal: { ...principal, principals: [one] } }));
  const byAction = action.negated ? byPrincipal : byPrincipal.flatMap((one) => action.patterns.map((pattern) => ({ ...one, action: { ...action, patterns: [pattern] } })));
  return byAction.flatMap(byValue);
}

function byValue(statement: Statement): Statement[] {
  const index = statement.conditions.findIndex(({ operator, values }) => !operator.negated && operator.quantifier === undefined && values.length > 1 && values.length <= MOST_VALUES);
  return index < 0 ? [statement] : statement.conditions[index].values.flatMap((value) => byValue({
    ...statement, conditions: statement.conditions.map((condition, position): Condition => (position === index ? { ...condition, values: [value] } : condition)),
  }));
}

/** `*` is everybody. */
function coversTrust(outer: Statement, inner: Statement): boolean {
  const isEverybody = outer.principal?.negated === false && inner.principal?.negated === false
    && outer.principal.principals.some(({ type, value }) => type === 'AWS' && value === '*') && inner.principal.principals.every(({ type }) => type === 'AWS');
  return coversStatement(isEverybody ? { ...outer, principal: inner.principal } : outer, inner);
}

function describe({ principal, action, conditions }: Statement): string {
  const who = `${principal?.negated ? 'all but ' : ''}${principal?.principals.map(({ type, value }) => `${type} ${value}`).join(', ') ?? 'anyone'}`;
  const what = `${action.negated ? 'all but ' : ''}${action.patterns.join(', ')}`;
  const when = conditions.map(({ operator, key, values }) => `${operator.quantifier ? `${operator.quantifier}:` : ''}${operator.name} ${key} ${values.join(', ')}`.trim());
  return `${who} by ${what}${when.length > 0 ? ` if ${when.join(' and ')}` : ''}`;
}

function hangsOnToken({ principal, conditions }: Statement): boolean {
  const texts: readonly Text[] = [...principal?.principals.map(({ value }) => value) ?? [], ...conditions.flatMap(({ key, values }) => [key, ...values])];
  return texts.some((text) => tokensOf(text).some(({ kind }) => kind === 'opaque'));
}

function distinct(all: readonly TrustExcess[]): readonly TrustExcess[] {
  return [...new Map(all.map((one) => [one.words, one])).values()];
}
