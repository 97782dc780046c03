/** Reads a policy document out of a template: each statement once for every form that the template can give it. */
import { Choices, Form, forms } from './choices';
import { isIntrinsic, nameOfCall } from './intrinsic-call';
import { conditionHolds, FixedObjects, isLiteral, isPlain, resolve } from './intrinsics';
import { Scope } from './scope';
import {
  documentOf, isObject, parseDocument, parseHeader, parseStatement, PolicyDocument, PolicyIssue, PolicyKind, statementList,
} from '../policy/document';
import { Statement } from '../policy/statement';
import { Joined } from '../policy/text';

/** Where a value stands: in which template, and in which of its forms. */
export interface Place {
  readonly scope: Scope;
  /** The forms in which the value is there. */
  readonly forms: readonly Form[];
  /** There are forms without it. */
  readonly conditional: boolean;
}

export interface Alternative {
  readonly raw: unknown;
  readonly place: Place;
}

export function readDocument(raw: unknown, kind: PolicyKind, place: Place): PolicyDocument {
  return kind === 'trust' ? readTrust(raw, place) : readAny(raw, kind, place);
}

const trusts = new Map<string, PolicyDocument>();

/** Many roles trust the same service: the same text is read once, and what is worked out for one of them is worked out for all. */
function readTrust(raw: unknown, place: Place): PolicyDocument {
  const text = JSON.stringify(raw);
  const known = place.conditional ? undefined : trusts.get(text);
  if (known) {
    return known;
  }
  const document = readAny(raw, 'trust', place);
  if (!place.conditional && isPlain(text)) {
    if (trusts.size >= MOST_KNOWN) {
      trusts.clear();
    }
    trusts.set(text, document);
  }
  return document;
}

function readAny(raw: unknown, kind: PolicyKind, place: Place): PolicyDocument {
  if (!isIntrinsic(raw)) {
    return isObject(raw) ? readObject(raw, kind, place) : readWhole(raw, kind, place);
  }
  const documents = alternatives(raw, place).map((alternative) => readOne(alternative.raw, kind, alternative.place));
  if (documents.length === 1) {
    return documents[0];
  }
  const [first] = documents;
  const statements = documents.flatMap((document) => document.statements);
  return documentOf({ Version: first?.version, Id: first?.id }, statements, distinctForms(documents.flatMap((document) => document.issues)));
}

/** The branches of Fn::If at this place, unresolved within; nothing for AWS::NoValue. */
export function alternatives(raw: unknown, place: Place): Alternative[] {
  if (!isIntrinsic(raw)) {
    return [{ raw, place }];
  }
  if ('Fn::ToJsonString' in raw) {
    return alternatives(raw['Fn::ToJsonString'], place);
  }
  if (raw.Ref === 'AWS::NoValue') {
    return [];
  }
  const branches = raw['Fn::If'];
  if (!Array.isArray(branches)) {
    return [{ raw, place }];
  }
  const { whenTrue, whenFalse } = formsOfCondition(String(branches[0]), place);
  const conditional = place.conditional || (whenTrue.length > 0 && whenFalse.length > 0);
  return [[whenTrue, branches[1]] as const, [whenFalse, branches[2]] as const].flatMap(([branchForms, branch]) => (
    branchForms.length === 0 ? [] : alternatives(branch, { ...place, forms: branchForms, conditional })
  ));
}

/** Splits the forms of a place by whether a condition of the template holds. */
export function formsOfCondition(name: string, { scope, forms: from }: Pick<Place, 'scope' | 'forms'>): { whenTrue: Form[]; whenFalse: Form[] } {
  const outcomes = forms((choices) => ({ holds: conditionHolds(name, scope, choices), form: choices.form }), from).values;
  return {
    whenTrue: outcomes.flatMap(({ holds, form }) => (holds ? [form] : [])),
    whenFalse: outcomes.flatMap(({ holds, form }) => (holds ? [] : [form])),
  };
}

function readOne(raw: unknown, kind: PolicyKind, place: Place): PolicyDocument {
  return isObject(raw) && !isIntrinsic(raw) ? readObject(raw, kind, place) : readWhole(raw, kind, place);
}

function readObject(raw: Record<string, unknown>, kind: PolicyKind, place: Place): PolicyDocument {
  const issues: PolicyIssue[] = [];
  const header = parseHeader(headerOf(raw, place), issues);
  const statements: Statement[] = [];
  if (Array.isArray(raw.Statement)) {
    readStatements(raw.Statement, place, kind, statements, issues);
  } else {
    for (const list of alternatives(raw.Statement, place)) {
      readStatements(list.raw, list.place, kind, statements, issues);
    }
  }
  return documentOf(header, statements, issues.length === 0 ? issues : distinctForms(issues));
}

/** The document without its statements, resolved. */
function headerOf(raw: Record<string, unknown>, { scope, forms: from }: Place): unknown {
  if (isLiteral(raw.Version) && isLiteral(raw.Id)) {
    return raw;
  }
  const { Statement: _, ...rest } = raw;
  return resolve(rest, scope, new Choices(from[0]));
}

/** A document whose statements cannot be told apart before its forms are worked out: JSON text, a parameter. */
function readWhole(raw: unknown, kind: PolicyKind, place: Place): PolicyDocument {
  const issues: PolicyIssue[] = [];
  const documents = formsOf(raw, place, undefined, issues).map((form) => parseDocument(form, kind));
  const isEverywhere = (statement: Statement) => documents.every((document) => (
    document.statements.some((other) => canonical(other) === canonical(statement))
  ));
  const statements = distinctForms(documents.flatMap((document) => document.statements));
  return {
    ...documents[0],
    statements: statements.map((statement) => inForm(statement, place.conditional || (documents.length > 1 && !isEverywhere(statement)))),
    issues: distinctForms([...issues, ...documents.flatMap((document) => document.issues)]),
  };
}

function readStatements(raw: unknown, place: Place, kind: PolicyKind, statements: Statement[], issues: PolicyIssue[]): void {
  const list = Array.isArray(raw) || !isIntrinsic(raw) ? statementList(raw, issues) : [raw];
  const fixed = place.forms.length === 1 ? new FixedObjects(place.scope, place.forms[0]) : undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    if (!isObject(item) || nameOfCall(item) !== undefined) {
      for (const choice of alternatives(item, place)) {
        readForms(choice.raw, index, choice.place, kind, statements, issues);
      }
      continue;
    }
    const value = fixed ? fixed.resolve(item) : isLiteral(item) ? item : undefined;
    if (value === undefined) {
      readForms(item, index, place, kind, statements, issues);
      continue;
    }
    const isRepeated = value === item && item.Resource === '*';
    const statement = isRepeated ? readRepeated(item, index, kind, issues) : parseStatement(value, index, kind, issues);
    if (statement) {
      statements.push(inForm(statement, place.conditional));
    }
  }
}

function readForms(raw: unknown, index: number, place: Place, kind: PolicyKind, statements: Statement[], issues: PolicyIssue[]): void {
  const values = formsOf(raw, place, index, issues);
  for (let form = 0; form < values.length; form++) {
    const statement = parseStatement(values[form], index, kind, issues);
    if (statement) {
      statements.push(inForm(statement, place.conditional || values.length > 1));
    }
  }
}

/** Sound statements by the kind of their policy and their position, then by their text. */
const known = new Map<string, Map<string, Statement>>();
const MOST_KNOWN = 10_000;

/**
 * An app repeats the same few statements about every resource all over; what names resources is seldom said twice. The same text is
 * parsed once, and is the same statement to the rules.
 */
function readRepeated(raw: unknown, index: number, kind: PolicyKind, issues: PolicyIssue[]): Statement | undefined {
  const text = JSON.stringify(raw);
  const position = kind + index;
  const here = known.get(position) ?? new Map<string, Statement>();
  let statement = here.get(text);
  if (!statement) {
    const before = issues.length;
    statement = parseStatement(raw, index, kind, issues);
    if (statement && issues.length === before) {
      if (here.size >= MOST_KNOWN) {
        here.clear();
      }
      known.set(position, here.set(text, statement));
    }
  }
  return statement;
}

/** `index`: of the statement; none for the document. */
function formsOf(raw: unknown, { scope, forms: from }: Place, index: number | undefined, issues: PolicyIssue[]): readonly unknown[] {
  const { values, complete } = forms((choices) => resolve(raw, scope, choices), from);
  if (!complete) {
    const path = index === undefined ? '' : `Statement[${index}]`;
    issues.push({ path, found: 'more forms than are looked at', expected: 'fewer Fn::If', token: 'Fn::If' });
  }
  return distinctForms(values);
}

function inForm(statement: Statement, conditional: boolean): Statement {
  return conditional ? { ...statement, conditional } : statement;
}

/** One of each of the values that say the same. */
export function distinctForms<T>(values: readonly T[]): readonly T[] {
  return values.length < 2 ? values : [...new Map(values.map((value) => [canonical(value), value])).values()];
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item) => (item instanceof Joined ? { token: item.parts } : item)) ?? 'undefined';
}
