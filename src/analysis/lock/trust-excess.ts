/** Whom a trust policy lets in that another does not. */
import { coversStatement } from '../statement-cover';
import { LockedStatements } from './permission-lock';
import { trustStatements } from './policy-sets';
import { Condition, operatorText } from '../../policy/condition';
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
  const isOpen = own.some(({ effect }) => effect === 'Allow');
  const noLongerDenied = others.filter((one) => isOpen && one.effect === 'Deny' && !own.some((other) => coversStatement(other, one)));
  return distinct([
    ...admitted.map((one) => ({ words: `lets in ${describe(one)}`, certain: !hangsOnToken(one) })),
    ...noLongerDenied.map((one) => ({ words: `no longer keeps out ${describe(one)}`, certain: !hangsOnToken(one) })),
  ]);
}

/** One statement for each principal, action and value of a condition: another policy may say the same in other statements. */
function bySinglePrincipal(statement: Statement): Statement[] {
  const { principal, action } = statement;
  const byPrincipal = !principal || principal.negated ? [statement]
    : principal.principals.map((one): Statement => ({ ...statement, principal: { ...principal, principals: [one] } }));
  const actions = action.negated ? [action] : action.patterns.map((pattern) => ({ ...action, patterns: [pattern] }));
  return byPrincipal.flatMap((one) => actions.map((single): Statement => ({ ...one, action: single }))).flatMap(byValue);
}

const isList = ({ length }: readonly Text[]) => length > 1 && length <= MOST_VALUES;

function byValue(statement: Statement): Statement[] {
  const { conditions } = statement;
  const several = conditions.find(({ operator, values }) => !operator.negated && operator.quantifier === undefined && isList(values));
  return several === undefined ? [statement] : several.values.flatMap((value) => byValue({
    ...statement, conditions: conditions.map((condition): Condition => (condition === several ? { ...several, values: [value] } : condition)),
  }));
}

/** `*` is everybody. */
function coversTrust(outer: Statement, inner: Statement): boolean {
  const [wide, narrow] = [outer.principal, inner.principal];
  const isEverybody = wide?.negated === false && narrow?.negated === false
    && wide.principals.some(({ type, value }) => type === 'AWS' && value === '*') && narrow.principals.every(({ type }) => type === 'AWS');
  return coversStatement(isEverybody ? { ...outer, principal: narrow } : outer, inner);
}

function describe({ principal, action, conditions }: Statement): string {
  const who = `${principal?.negated ? 'all but ' : ''}${principal?.principals.map(({ type, value }) => `${type} ${value}`).join(', ') ?? 'anyone'}`;
  const what = `${action.negated ? 'all but ' : ''}${action.patterns.join(', ')}`;
  const when = conditions.map(({ operator, key, values }) => `${operatorText(operator)} ${key} ${values.join(', ')}`.trim());
  return `${who} by ${what}${when.length > 0 ? ` if ${when.join(' and ')}` : ''}`;
}

function hangsOnToken({ principal, conditions }: Statement): boolean {
  const named: readonly Text[] = principal?.principals.map(({ value }) => value) ?? [];
  const texts = [...named, ...conditions.flatMap(({ key, values }) => [key, ...values])];
  return texts.some((text) => tokensOf(text).some(({ kind }) => kind === 'opaque'));
}

function distinct(all: readonly TrustExcess[]): readonly TrustExcess[] {
  return [...new Map(all.map((one) => [one.words, one])).values()];
}
