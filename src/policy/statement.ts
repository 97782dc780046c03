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
  const required = requiredConditions(statement, key);
  return (required.find(narrows) ?? required[0])?.values;
}

/** As `requiredValues`, and the values really narrow: none of them lets everything pass. */
export function isPinned(statement: Statement, key: string | RegExp): boolean {
  return requiredConditions(statement, key).some(narrows);
}

function requiredConditions(statement: Statement, key: string | RegExp): Condition[] {
  const matches = (text: Text) =>
    typeof text === 'string' && (typeof key === 'string' ? text.toLowerCase() === key.toLowerCase() : text.search(key) >= 0);
  return statement.conditions.filter((condition) => isRequired(condition) && matches(condition.key));
}

const EVERY_ARN = ['aws', 'aws-cn', 'aws-us-gov'].map((partition) => Pattern.of(`arn:${partition}:*:*:*:*`));
const EVERY_ADDRESS = ['0.0.0.0/0', '::/0'];

function narrows({ values }: Condition): boolean {
  return values.length > 0 && !values.some((value) =>
    (typeof value === 'string' && EVERY_ADDRESS.includes(value)) || EVERY_ARN.some((arn) => Pattern.of(value).covers(arn) === 'yes'));
}

/** Conditions that are made at deploy time: nobody knows what they require. */
export function hasOpaqueCondition(statement: Statement): boolean {
  return statement.conditions.some((condition) => typeof condition.key !== 'string');
}
