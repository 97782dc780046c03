/**
 * Parses and normalises policy documents. Never throws on bad content: what IAM would not accept becomes an issue
 * that names the place, what was found and what is expected; the well-formed statements are still there to judge.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { Condition, parseOperator } from './condition';
import { Principal, PRINCIPAL_TYPES, PrincipalType } from './principal';
import { remember } from './remember';
import { Matching, PrincipalMatching, Statement } from './statement';
import { bareToken, concat, isText, Joined, opaqueToken, Text, tokensOf, tokenText } from './text';

/** What a document is used for decides which elements it must and may have. */
export type PolicyKind = 'identity' | 'trust' | 'resource' | 'boundary' | 'scp' | 'rcp';

export interface PolicyIssue {
  /** Where, for instance `Statement[2].Effect`; empty for the document itself. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  /** The token that hides the content: the policy may be well-formed, but nobody can tell before it is deployed. */
  readonly token?: string;
}

export interface PolicyDocument {
  readonly version?: string;
  readonly id?: string;
  readonly statements: readonly Statement[];
  readonly issues: readonly PolicyIssue[];
}

/** From the private use area of Unicode: no policy holds it. */
const MARK = '\uE000';
const STATEMENT_ELEMENTS = new Set([
  'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition',
]);

/** `value` is parsed JSON whose strings may be `Joined` texts; or the JSON text itself. */
export function parseDocument(value: unknown, kind: PolicyKind): PolicyDocument {
  const issues: PolicyIssue[] = [];
  const root = isText(value) && !opaqueToken(value) ? parseJsonText(value, issues) : value;
  if (issues.length > 0) {
    return { statements: [], issues };
  }
  const header = parseHeader(root, issues);
  const list = header ? statementList(header.Statement, issues) : [];
  const statements = list.flatMap((raw, index) => parseStatement(raw, index, kind, issues) ?? []);
  return documentOf(header, statements, issues);
}

export function documentOf(
  header: Record<string, unknown> | undefined, statements: readonly Statement[], issues: readonly PolicyIssue[],
): PolicyDocument {
  return {
    version: typeof header?.Version === 'string' ? header.Version : undefined,
    id: typeof header?.Id === 'string' ? header.Id : undefined,
    statements,
    issues,
  };
}

/** The parts of a document beside its statements; undefined when it is no object. */
export function parseHeader(root: unknown, issues: PolicyIssue[]): Record<string, unknown> | undefined {
  if (!isObject(root)) {
    report(issues, '', root, 'a policy document: an object with Statement');
    return undefined;
  }
  for (const name in root) {
    if (name !== 'Version' && name !== 'Id' && name !== 'Statement') {
      report(issues, name, `element "${name}"`, 'Version, Id or Statement');
    }
  }
  if (root.Version !== undefined && root.Version !== '2012-10-17' && root.Version !== '2008-10-17') {
    report(issues, 'Version', root.Version, '"2012-10-17" or "2008-10-17"');
  }
  if (root.Id !== undefined && !isText(root.Id)) {
    report(issues, 'Id', root.Id, 'a string');
  }
  return root;
}

/** `Statement` may be one object or a list. */
export function statementList(value: unknown, issues: PolicyIssue[]): unknown[] {
  if (Array.isArray(value)) {
    if (value.length === 0) {
      report(issues, 'Statement', value, 'at least one statement');
    }
    return value;
  }
  if (isObject(value)) {
    return [value];
  }
  report(issues, 'Statement', value, 'a statement or a list of statements');
  return [];
}

/** Undefined when the statement cannot be judged; the reason is then among the issues. */
export function parseStatement(raw: unknown, index: number, kind: PolicyKind, issues: PolicyIssue[]): Statement | undefined {
  if (!isObject(raw)) {
    report(issues, at(index, ''), raw, 'a statement: an object with Effect');
    return undefined;
  }
  for (const name in raw) {
    if (!STATEMENT_ELEMENTS.has(name)) {
      report(issues, at(index, name), `element "${name}"`, [...STATEMENT_ELEMENTS].join(', '));
    }
  }
  const sid = raw.Sid === undefined ? undefined : sidOf(raw.Sid, index, issues);
  const effect = raw.Effect;
  if (effect !== 'Allow' && effect !== 'Deny') {
    report(issues, at(index, 'Effect'), effect, '"Allow" or "Deny"');
  }
  const action = matching(raw.Action, raw.NotAction, 'Action', index, issues);
  if (!action && raw.Action === undefined && raw.NotAction === undefined) {
    report(issues, at(index, ''), 'no Action', 'Action or NotAction');
  }
  const resource = matching(raw.Resource, raw.NotResource, 'Resource', index, issues);
  checkResource(raw, kind, index, issues);
  const principal = principalMatching(raw, kind, index, issues);
  const conditions = raw.Condition === undefined ? NO_CONDITIONS : conditionsOf(raw.Condition, index, issues);
  if (!action || !conditions || (effect !== 'Allow' && effect !== 'Deny')) {
    return undefined;
  }
  return {
    index,
    sid,
    effect,
    principal,
    action,
    resource,
    conditions,
  };
}

function sidOf(value: unknown, index: number, issues: PolicyIssue[]): string | undefined {
  if (isText(value)) {
    return value.toString();
  }
  report(issues, at(index, 'Sid'), value, 'a string');
  return undefined;
}

function at(index: number, element: string): string {
  return `Statement[${index}]${element && `.${element}`}`;
}

function checkResource(raw: Record<string, unknown>, kind: PolicyKind, index: number, issues: PolicyIssue[]): void {
  const present = raw.Resource !== undefined || raw.NotResource !== undefined;
  if (kind === 'trust' && present) {
    report(issues, at(index, 'Resource'), 'Resource', 'no Resource: a trust policy speaks of its own role');
  } else if (kind !== 'trust' && kind !== 'resource' && !present) {
    report(issues, at(index, ''), 'no Resource', 'Resource or NotResource');
  }
}

function matching(plain: unknown, inverse: unknown, name: 'Action' | 'Resource', index: number, issues: PolicyIssue[]): Matching | undefined {
  if (plain !== undefined && inverse !== undefined) {
    report(issues, at(index, name), `both ${name} and Not${name}`, `one of ${name} and Not${name}`);
  }
  const negated = plain === undefined;
  const value = negated ? inverse : plain;
  if (value === undefined) {
    return undefined;
  }
  const patterns = typeof value === 'string' ? [value] : textList(value);
  if (!patterns) {
    report(issues, at(index, negated ? `Not${name}` : name), value, 'a string or a list of strings');
    return undefined;
  }
  return name === 'Action' && !negated && areStrings(patterns) ? sharedMatching(patterns) : { negated, patterns };
}

/** An app names the same few actions all over. */
const sharedOne = remember((pattern: string): Matching => ({ negated: false, patterns: [pattern] }), (pattern) => pattern);
const sharedList = remember((patterns: readonly string[]): Matching => ({ negated: false, patterns }), (patterns) => JSON.stringify(patterns));

function sharedMatching(patterns: readonly string[]): Matching {
  return patterns.length === 1 ? sharedOne(patterns[0]) : sharedList(patterns);
}

function principalMatching(
  raw: Record<string, unknown>, kind: PolicyKind, index: number, issues: PolicyIssue[],
): PrincipalMatching | undefined {
  if (raw.Principal !== undefined && raw.NotPrincipal !== undefined) {
    report(issues, at(index, 'Principal'), 'both Principal and NotPrincipal', 'one of Principal and NotPrincipal');
  }
  const negated = raw.Principal === undefined;
  const element = negated ? 'NotPrincipal' : 'Principal';
  const value = negated ? raw.NotPrincipal : raw.Principal;
  if (kind === 'identity' || kind === 'boundary' || kind === 'scp') {
    if (value !== undefined) {
      report(issues, at(index, element), element, `no ${element}: the policy speaks of the principal it is attached to`);
    }
    return undefined;
  }
  if (value === undefined) {
    report(issues, at(index, ''), 'no Principal', 'Principal or NotPrincipal');
    return undefined;
  }
  if (value === '*') {
    return { negated, principals: [{ type: 'AWS', value: '*' }] };
  }
  if (!isObject(value)) {
    report(issues, at(index, element), value, '"*" or an object with AWS, Service, Federated or CanonicalUser');
    return undefined;
  }
  const principals: Principal[] = [];
  for (const [type, entry] of Object.entries(value)) {
    const values = textList(entry) ?? (type === 'AWS' ? textList(withAccountIds(entry)) : undefined);
    if (!(PRINCIPAL_TYPES as readonly string[]).includes(type)) {
      report(issues, at(index, `${element}.${type}`), `principal type "${type}"`, PRINCIPAL_TYPES.join(', '));
    } else if (!values) {
      report(issues, at(index, `${element}.${type}`), entry, 'a string or a list of strings');
    } else {
      principals.push(...values.map((text) => ({ type: type as PrincipalType, value: text })));
    }
  }
  return { negated, principals };
}

/** Without quotation marks IAM takes the id of an account, too, unless it begins with a zero. https://github.com/aws/aws-sdk-java-v2/pull/6662 */
function withAccountIds(entry: unknown): unknown {
  return Array.isArray(entry) ? entry.map(withAccountIds) : typeof entry === 'number' && /^\d{12}$/.test(String(entry)) ? String(entry) : entry;
}

const NO_CONDITIONS: readonly Condition[] = [];

function conditionsOf(value: unknown, index: number, issues: PolicyIssue[]): readonly Condition[] | undefined {
  const conditions: Condition[] = [];
  if (isText(value) && bareToken(value)) {
    return [madeAtDeployTime('StringEquals', value)];
  }
  if (!isObject(value)) {
    report(issues, at(index, 'Condition'), value, 'an object of condition operators');
    return undefined;
  }
  let sound = true;
  for (const [name, block] of Object.entries(value)) {
    const operator = parseOperator(name);
    if (!operator) {
      report(issues, at(index, `Condition.${name}`), `operator "${name}"`, 'a condition operator such as StringEquals or ArnLike');
      sound = false;
    } else if (isText(block) && bareToken(block)) {
      conditions.push(madeAtDeployTime(name, block));
    } else if (!isObject(block)) {
      report(issues, at(index, `Condition.${name}`), block, 'an object of condition keys');
      sound = false;
    } else {
      for (const [key, entry] of Object.entries(block)) {
        const values = conditionValues(entry);
        if (values) {
          conditions.push({ operator, key, values });
        } else {
          report(issues, at(index, `Condition.${name}.${key}`), entry, 'a value or a list of values');
          sound = false;
        }
      }
    }
  }
  return sound ? conditions : undefined;
}

function madeAtDeployTime(operatorName: string, block: Text): Condition {
  return { operator: parseOperator(operatorName)!, key: block, values: [] };
}

function conditionValues(value: unknown): Text[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  const texts = list.map((entry) => (typeof entry === 'boolean' || typeof entry === 'number' ? String(entry) : entry));
  return texts.every(isText) ? texts : undefined;
}

function textList(value: unknown): Text[] | undefined {
  return isText(value) ? [value] : Array.isArray(value) && areTexts(value) ? value : undefined;
}

function areTexts(values: readonly unknown[]): values is readonly Text[] {
  for (const value of values) {
    if (!isText(value)) {
      return false;
    }
  }
  return true;
}

function areStrings(texts: readonly Text[]): texts is readonly string[] {
  for (const text of texts) {
    if (typeof text !== 'string') {
      return false;
    }
  }
  return true;
}

/** A token within the text becomes a token within the string it stands in; in the name of a condition key, its label. */
function parseJsonText(text: Text, issues: PolicyIssue[]): unknown {
  const tokens = tokensOf(text);
  let count = 0;
  const plain = typeof text === 'string'
    ? text
    : text.parts.map((part) => (typeof part === 'string' ? part : `${MARK}${count++}${MARK}`)).join('');
  const restore = (value: string) => concat(value.split(MARK).map((piece, index) => (index % 2 === 0 ? piece : tokenText(tokens[Number(piece)]))));
  try {
    return JSON.parse(plain, (_key, value) => {
      if (typeof value === 'string') {
        return value.includes(MARK) ? restore(value) : value;
      }
      return isObject(value) && Object.keys(value).some((key) => key.includes(MARK))
        ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [restore(key).toString(), entry]))
        : value;
    });
  } catch (error) {
    const issue = { path: '', found: `text that is not JSON (${(error as Error).message})`, expected: 'a policy document in JSON' };
    issues.push(tokens.length > 0 ? { ...issue, token: tokens[0].label } : issue);
    return undefined;
  }
}

function report(issues: PolicyIssue[], path: string, found: unknown, expected: string): void {
  const token = isText(found) ? bareToken(found)?.label : undefined;
  issues.push({ path, found: describe(found), expected, ...(token !== undefined && { token }) });
}

function describe(found: unknown): string {
  if (found === undefined) {
    return 'nothing';
  }
  if (isText(found)) {
    return found.toString();
  }
  const text = JSON.stringify(found, (_key, entry) => (entry instanceof Joined ? entry.toString() : entry));
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Joined);
}

