/** Policies as they are written, before they are parsed. Strings may hold the tokens of CDK. */

/** Operator, condition key, values. */
export type ConditionJson = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface StatementJson {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: ConditionJson;
}

export interface DocumentJson {
  readonly Version: '2012-10-17';
  readonly Statement: readonly StatementJson[];
}

export function documentJson(statements: readonly StatementJson[]): DocumentJson {
  return { Version: '2012-10-17', Statement: statements };
}
