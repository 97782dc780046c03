import { Condition, isRequired } from './condition';
import { Pattern } from './pattern';
import { Principal } from './principal';
import { Text } from './text';

export type Effect = 'Allow' | 'Deny';

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Matching {
  readonly negated: boolean;
  readonly patterns: readonly Text[];
}

/** `Principal` or `NotPrincipal`. */
export interface PrincipalMatching {
  readonly negated: boolean;
  readonly principals: readonly Principal[];
}

/** A normalised statement: every element that IAM lets stand alone is a list here. */
export interface Statement {
  /** Position in the document as written. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect;
  readonly principal?: PrincipalMatching;
  readonly action: Matching;
  readonly resource?: Matching;
  readonly conditions: readonly Condition[];
  /** Set when the statement, or this form of it, is deployed only under a condition of the template. */
  readonly conditional?: boolean;
}

/** How a reader finds the statement: its Sid, else its position. */
export function statementName(statement: Statement): string {
  return statement.sid ?? `Statement[${statement.index}]`;
}

/** The values that a request must present for the key (compared without case), or undefined if none is required. */
export function requiredValues(statement: Statement, key: string | RegExp): readonly Text[] | undefined {
  const matches = (text: Text) =>
    typeof text === 'string' && (typeof key === 'string' ? text.toLowerCase() === key.toLowerCase() : key.test(text));
  return statement.conditions.find((condition) => isRequired(condition) && matches(condition.key))?.values;
}

/** As `requiredValues`, and the values really narrow: none of them matches everything. */
export function isPinned(statement: Statement, key: string | RegExp): boolean {
  const values = requiredValues(statement, key);
  return values !== undefined && values.length > 0 && values.every((value) => !Pattern.of(value).matchesEverything);
}

/** Conditions that are made at deploy time: nobody knows what they require. */
export function hasOpaqueCondition(statement: Statement): boolean {
  return statement.conditions.some((condition) => typeof condition.key !== 'string');
}
