/** Reads a policy document out of a template: each statement once for every form that the template can give it. */
import { Choices, Form, forms } from './choices';
import { conditionHolds, isIntrinsic, isLiteral, isPlain, resolve } from './intrinsics';
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

export interface Alternative extends Place {
  readonly raw: unknown;
}

export function readDocument(raw: unknown, kind: PolicyKind, place: Place): PolicyDocument {
  const documents = alternatives(raw, place).map((alternative) => readAlternative(alternative, kind));
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
    return [{ raw, scope: place.scope, forms: place.forms, conditional: place.conditional }];
  }
  if ('Fn::ToJsonString' in raw) {
    return alternatives(raw['Fn::ToJsonString'], place);
  }
  if (raw.Ref === 'AWS::NoValue') {
    return [];
  }
  const branches = raw['Fn::If'];
  if (!Array.isArray(branches)) {
    return [{ ...place, raw }];
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

function readAlternative(alternative: Alternative, kind: PolicyKind): PolicyDocument {
  const { raw } = alternative;
  if (!isObject(raw) || isIntrinsic(raw)) {
    return readWhole(alternative, kind);
  }
  const issues: PolicyIssue[] = [];
  const header = parseHeader(headerOf(raw, alternative), issues);
  const statements: Statement[] = [];
  if (isIntrinsic(raw.Statement)) {
    for (const list of alternatives(raw.Statement, alternative)) {
      readStatements(list, kind, statements, issues);
    }
  } else {
    readStatements({ ...alternative, raw: raw.Statement }, kind, statements, issues);
  }
  return sharedDocument(documentOf(header, statements, distinctForms(issues)));
}

/** Documents of one statement, by it. */
const byStatement = new WeakMap<Statement, PolicyDocument>();

/** Many roles trust the same service: what is worked out for the document of one of them is worked out for all. */
function sharedDocument(document: PolicyDocument): PolicyDocument {
  const { statements: [first, ...others], issues, version, id } = document;
  if (!first || others.length > 0 || issues.length > 0) {
    return document;
  }
  const known = byStatement.get(first);
  if (known && known.version === version && known.id === id) {
    return known;
  }
  byStatement.set(first, document);
  return document;
}

/** The document without its statements, resolved. */
function headerOf(raw: Record<string, unknown>, { scope, forms: [form] }: Alternative): unknown {
  if (isLiteral(raw.Version) && isLiteral(raw.Id)) {
    return raw;
  }
  const { Statement: _, ...rest } = raw;
  return resolve(rest, scope, new Choices(form));
}

/** A document whose statements cannot be told apart before its forms are worked out: JSON text, a parameter. */
function readWhole(alternative: Alternative, kind: PolicyKind): PolicyDocument {
  const issues: PolicyIssue[] = [];
  const documents = formsOf(alternative, '', issues).map((form) => parseDocument(form, kind));
  const isEverywhere = (statement: Statement) => documents.every((document) => (
    document.statements.some((other) => canonical(other) === canonical(statement))
  ));
  const statements = distinctForms(documents.flatMap((document) => document.statements));
  return {
    ...documents[0],
    statements: statements.map((statement) => inForm(statement, alternative.conditional || (documents.length > 1 && !isEverywhere(statement)))),
    issues: distinctForms([...issues, ...documents.flatMap((document) => document.issues)]),
  };
}

function readStatements(alternative: Alternative, kind: PolicyKind, statements: Statement[], issues: PolicyIssue[]): void {
  const { raw, conditional } = alternative;
  const list = isIntrinsic(raw) ? [raw] : statementList(raw, issues);
  for (let index = 0; index < list.length; index++) {
    const text = JSON.stringify(list[index]);
    if (!isPlain(text)) {
      readForms(list[index], index, alternative, kind, statements, issues);
      continue;
    }
    const statement = readPlain(list[index], text, index, kind, issues);
    if (statement) {
      statements.push(inForm(statement, conditional));
    }
  }
}

/** Sound statements by the kind of their policy and their position, then by their text. */
const known = new Map<string, Map<string, Statement>>();
const MOST_KNOWN = 10_000;

/** An app repeats the same few statements all over: the same text is parsed once, and is the same statement to the rules. */
function readPlain(raw: unknown, text: string, index: number, kind: PolicyKind, issues: PolicyIssue[]): Statement | undefined {
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

function readForms(item: unknown, index: number, alternative: Alternative, kind: PolicyKind, statements: Statement[], issues: PolicyIssue[]): void {
  for (const choice of isIntrinsic(item) ? alternatives(item, alternative) : [{ ...alternative, raw: item }]) {
    const values = formsOf(choice, `Statement[${index}]`, issues);
    for (const value of values) {
      const statement = parseStatement(value, index, kind, issues);
      if (statement) {
        statements.push(inForm(statement, choice.conditional || values.length > 1));
      }
    }
  }
}

function formsOf({ raw, scope, forms: from }: Alternative, path: string, issues: PolicyIssue[]): readonly unknown[] {
  if (isLiteral(raw)) {
    return [raw];
  }
  const { values, complete } = forms((choices) => resolve(raw, scope, choices), from);
  if (!complete) {
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
