/**
 * Condition operators by name. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { BASE_OPERATORS } from './operators';
import { Text } from './text';

export const CONDITION_OPERATORS: readonly string[] = [...BASE_OPERATORS.keys()];

export interface ConditionOperator {
  /** The operator's own name in AWS's spelling, for instance `StringLike`. */
  readonly name: string;
  readonly negated: boolean;
  /** `...IfExists`: true when the key is absent. */
  readonly ifExists: boolean;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
}

export interface Condition {
  readonly operator: ConditionOperator;
  /** A token when the whole block is made at deploy time. */
  readonly key: Text;
  readonly values: readonly Text[];
}

const BY_LOWER_CASE = new Map(CONDITION_OPERATORS.map((name) => [name.toLowerCase(), name]));

/** Undefined for a name that is no operator. Operator names are not case-sensitive. */
export function parseOperator(text: string): ConditionOperator | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(text);
  const name = BY_LOWER_CASE.get(match?.[2].toLowerCase() ?? '');
  if (!match || !name || (name === 'Null' && match[3])) {
    return undefined;
  }
  const quantifier = match[1]?.toLowerCase();
  return {
    name,
    negated: BASE_OPERATORS.get(name)!.negated,
    ifExists: match[3] !== undefined,
    ...(quantifier && { quantifier: quantifier === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue' }),
  };
}

/** As it is written in a policy. */
export function operatorText({ name, ifExists, quantifier }: ConditionOperator): string {
  return `${quantifier ? `${quantifier}:` : ''}${name}${ifExists ? 'IfExists' : ''}`;
}

const PINNING = new Set(['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike', 'IpAddress', 'BinaryEquals']);

/**
 * Does the condition let nothing pass unless the key is present and has one of the values? A negated operator,
 * IfExists and ForAllValues all hold for a request that lacks the key.
 */
export function isRequired(condition: Condition): boolean {
  const { operator } = condition;
  return PINNING.has(operator.name) && !operator.ifExists && operator.quantifier !== 'ForAllValues';
}
