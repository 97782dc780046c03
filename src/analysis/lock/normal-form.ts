/** Statements in the form in which a lock has them: minimised, sorted, with readable tokens; and back to a document. */
import { LockedStatement, LockedStatements } from './permission-lock';
import { NameToken, readText, writeText } from './token-text';
import { findAction } from '../../catalogue/actions';
import { Condition, ConditionOperator } from '../../policy/condition';
import { parseStatement, PolicyDocument, PolicyIssue, PolicyKind } from '../../policy/document';
import { ConditionJson } from '../../policy/policy-json';
import { remember } from '../../policy/remember';
import { PrincipalMatching, Statement } from '../../policy/statement';
import { Text } from '../../policy/text';
import { minimise } from '../minimise';

/** No key of AWS: the statement is deployed only under a condition of the template. */
export const CONDITIONAL_KEY = 'cloudformation:Conditional';

/** What the statements of the documents say together. Those of trust policies are few, and each is left as it is. */
export function normalForm(documents: readonly PolicyDocument[], kind: PolicyKind, nameOf: NameToken): LockedStatements {
  const written = documents.flatMap(({ statements, version }) => statements.map((statement) => writeStatement(statement, version, nameOf)));
  return kind === 'trust' ? distinct(written) : minimised(written);
}

function distinct(statements: LockedStatements): LockedStatements {
  const byText = new Map(statements.map((statement) => [JSON.stringify(statement), statement]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, statement]) => statement);
}

/** Most principals of an app are variations of a few. */
const minimised = remember(
  (statements: LockedStatements): LockedStatements => (
    minimise(statements, (statement) => readStatement(statement, 0, 'identity', [])).map(({ statement }) => statement)
  ),
  (statements) => JSON.stringify(statements),
);

/** The document that the statements are the normal form of. */
export function documentOf(statements: LockedStatements, kind: PolicyKind): PolicyDocument {
  const issues: PolicyIssue[] = [];
  return { version: '2012-10-17', statements: statements.flatMap((statement, index) => readStatement(statement, index, kind, issues) ?? []), issues };
}

function writeStatement(
  { effect, principal, action, resource, conditions, conditional }: Statement, version: string | undefined, nameOf: NameToken,
): LockedStatement {
  const write = (text: Text) => writeText(text, nameOf);
  // Before 2012-10-17 there are no variables; ${$} stands for a dollar sign: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  const withVariables = (text: Text) => (version === '2012-10-17' ? write(text) : write(text).replaceAll('${!', '${!$}{'));
  return {
    Effect: effect,
    ...(principal && { [principal.negated ? 'NotPrincipal' : 'Principal']: writePrincipals(principal, write) }),
    [action.negated ? 'NotAction' : 'Action']: sorted(action.patterns.map((pattern) => writeAction(pattern, nameOf))),
    ...(resource && { [resource.negated ? 'NotResource' : 'Resource']: sorted(resource.patterns.map(withVariables)) }),
    ...((conditions.length > 0 || conditional) && { Condition: writeConditions(conditions, conditional ?? false, write, withVariables) }),
  };
}

/** In the spelling of AWS: the case of actions makes no difference. */
function writeAction(action: Text, nameOf: NameToken): string {
  return typeof action === 'string' ? findAction(action)?.name ?? action : writeText(action, nameOf);
}

type Write = (text: Text) => string;

function writePrincipals({ principals }: PrincipalMatching, write: Write): LockedStatement['Principal'] {
  const byType = new Map<string, Set<string>>();
  for (const { type, value } of principals) {
    byType.set(type, (byType.get(type) ?? new Set()).add(withoutRoot(write(value))));
  }
  return Object.fromEntries([...byType].sort().map(([type, values]) => [type, sorted(values)]));
}

/** `arn:aws:iam::111122223333:root` says no more than the id of the account. */
function withoutRoot(principal: string): string {
  return /^arn:(?:[a-z-]+|\$\{[^}]*\}):iam::(\d{12}|\$\{[^}]*AWS::AccountId\}):root$/.exec(principal)?.[1] ?? principal;
}

function writeConditions(conditions: readonly Condition[], conditional: boolean, write: Write, withVariables: Write): ConditionJson {
  const blocks: Record<string, Record<string, string | readonly string[]>> = {};
  for (const { operator, key, values } of conditions) {
    const block = blocks[operatorName(operator)] ??= {};
    block[write(key)] = sorted(values.map(withVariables));
  }
  return { ...blocks, ...(conditional && { Bool: { ...blocks.Bool, [CONDITIONAL_KEY]: 'true' } }) };
}

function operatorName({ name, ifExists, quantifier }: ConditionOperator): string {
  return `${quantifier ? `${quantifier}:` : ''}${name}${ifExists ? 'IfExists' : ''}`;
}

/** Undefined for what is no statement; the reason is then among the issues. */
function readStatement(statement: LockedStatement, index: number, kind: PolicyKind, issues: PolicyIssue[]): Statement | undefined {
  const raw = Object.fromEntries(Object.entries(statement).map(([element, value]) => [element, element === 'Effect' ? value : readTexts(value)]));
  const parsed = parseStatement(raw, index, kind, issues);
  return parsed && { ...parsed, conditions: parsed.conditions.map((condition) => ({ ...condition, key: readText(condition.key.toString()) })) };
}

/** The strings within, but for the names of what holds them. */
function readTexts(value: unknown): unknown {
  if (typeof value === 'string') {
    return readText(value);
  }
  return Array.isArray(value) ? value.map(readTexts)
    : Object.fromEntries(Object.entries(value as object).map(([name, item]) => [name, readTexts(item)]));
}

/** A lone value takes no brackets. */
function sorted(values: Iterable<string>): string | readonly string[] {
  const distinctValues = [...new Set(values)].sort();
  return distinctValues.length === 1 ? distinctValues[0] : distinctValues;
}
