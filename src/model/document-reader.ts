/** Reads a policy document out of a template: each statement once for every form that the template can give it. */
import {
  isObject, parseDocument, parseHeader, parseStatement, PolicyDocument, PolicyIssue, PolicyKind, statementList,
} from '../policy/document';
import { Statement } from '../policy/statement';
import { Joined } from '../policy/text';
import { Choices, forms } from './choices';
import { conditionHolds, isIntrinsic, resolve } from './intrinsics';
import { Scope } from './scope';

interface Alternative {
  readonly raw: unknown;
  /** Deployed only under a condition of the template. */
  readonly conditional: boolean;
}

export function readDocument(raw: unknown, kind: PolicyKind, scope: Scope): PolicyDocument {
  const issues: PolicyIssue[] = [];
  const documents = alternatives(raw, scope).map((alternative) => readAlternative(alternative, kind, scope, issues));
  const [first] = documents;
  return {
    ...(first?.version !== undefined && { version: first.version }),
    ...(first?.id !== undefined && { id: first.id }),
    statements: documents.flatMap((document) => document.statements),
    issues,
  };
}

/** The branches of Fn::If at this place, unresolved within; nothing for AWS::NoValue. */
export function alternatives(raw: unknown, scope: Scope): Alternative[] {
  if (!isIntrinsic(raw)) {
    return [{ raw, conditional: false }];
  }
  if ('Fn::ToJsonString' in raw) {
    return alternatives(raw['Fn::ToJsonString'], scope);
  }
  if (raw.Ref === 'AWS::NoValue') {
    return [];
  }
  const branches = raw['Fn::If'];
  if (!Array.isArray(branches)) {
    return [{ raw, conditional: false }];
  }
  const taken = new Set(forms((choices) => conditionHolds(String(branches[0]), scope, choices)).values);
  return [...taken].flatMap((holds) => alternatives(branches[holds ? 1 : 2], scope))
    .map((alternative) => ({ ...alternative, conditional: alternative.conditional || taken.size > 1 }));
}

function readAlternative({ raw, conditional }: Alternative, kind: PolicyKind, scope: Scope, issues: PolicyIssue[]): PolicyDocument {
  if (isIntrinsic(raw) || !isObject(raw)) {
    const document = parseDocument(resolve(raw, scope, new Choices(new Map())), kind);
    issues.push(...document.issues);
    return document;
  }
  const { Statement: rawStatements, ...rest }: Record<string, unknown> = raw;
  const header = parseHeader(resolve(rest, scope, new Choices(new Map())), issues);
  const statements = alternatives(rawStatements, scope).flatMap((alternative) => readStatements(
    { ...alternative, conditional: alternative.conditional || conditional }, kind, scope, issues,
  ));
  return {
    ...(typeof header?.Version === 'string' && { version: header.Version }),
    ...(typeof header?.Id === 'string' && { id: header.Id }),
    statements,
    issues,
  };
}

function readStatements({ raw, conditional }: Alternative, kind: PolicyKind, scope: Scope, issues: PolicyIssue[]): Statement[] {
  const list = isIntrinsic(raw) ? [raw] : statementList(raw, issues);
  return list.flatMap((item, index) => alternatives(item, scope).flatMap((alternative) => {
    const { values, complete } = forms((choices) => resolve(alternative.raw, scope, choices));
    if (!complete) {
      issues.push({ path: `Statement[${index}]`, found: 'more forms than are looked at', expected: 'fewer Fn::If', token: 'Fn::If' });
    }
    const distinct = distinctForms(values);
    return distinct.flatMap((form) => {
      const statement = parseStatement(form, index, kind, issues);
      const isConditional = conditional || alternative.conditional || distinct.length > 1;
      return statement ? [isConditional ? { ...statement, conditional: true } : statement] : [];
    });
  }));
}

export function distinctForms<T>(values: readonly T[]): T[] {
  return values.length === 1 ? [...values] : [...new Map(values.map((value) => [canonical(value), value])).values()];
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item) => (item instanceof Joined ? { token: item.parts } : item)) ?? 'undefined';
}
