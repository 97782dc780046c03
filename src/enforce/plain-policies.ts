/** Policies and texts as users write them: plain JSON, which may hold intrinsic functions and the tokens of CDK. */
import { NamedPolicy } from '../evaluate/decision';
import { ANY_FORM } from '../model/choices';
import { readDocument } from '../model/document-reader';
import { InputError } from '../model/errors';
import { describeKind, Scope } from '../model/scope';
import { textIn } from '../model/template-reader';
import { isObject, PolicyDocument, PolicyKind } from '../policy/document';
import { Text } from '../policy/text';

/** One for all that is handed in, so that the same token is the same value everywhere. */
const ORIGIN = { file: 'what is handed in' };
const NOWHERE = { exportsNamed: () => [] };
const EMPTY: PolicyDocument = { statements: [], issues: [] };
/** As CDK writes a value into a string that it does not know yet. https://docs.aws.amazon.com/cdk/v2/guide/tokens.html */
const CDK_TOKEN = /[$#]\{Token\[([^\]]*)\]\}/;

/** `where` names the input: what breaks the grammar of policies is an error that begins with it. */
export function plainPolicy(input: unknown, kind: PolicyKind, where: string): NamedPolicy {
  const raw = plain(input);
  // A document without statements grants nothing; IAM would not take it, but tools write it.
  if (isObject(raw) && Array.isArray(raw.Statement) && raw.Statement.length === 0) {
    return { name: where, document: EMPTY };
  }
  const place = { scope: new Scope({ ...ORIGIN, body: {} }, NOWHERE), forms: ANY_FORM, conditional: false };
  const document = inPlace(where, () => readDocument(raw, kind, place));
  const problem = document.issues.find(({ token }) => token === undefined);
  if (problem) {
    throw new Error(`${where}: ${problem.path && `${problem.path}: `}found ${problem.found}, expected ${problem.expected}`);
  }
  return { name: where, document };
}

export function plainText(input: unknown, where: string): Text {
  const isKnown = typeof input === 'string' && !input.includes('{');
  const text = isKnown ? input : inPlace(where, () => textIn(ORIGIN, plain(input)));
  if (text === undefined || text === '') {
    throw new Error(`${where}: found ${text === '' ? 'an empty string' : describeKind(input)}, expected a string`);
  }
  return text;
}

/** What JSON would say of it, with the tokens of CDK as references. */
function plain(input: unknown): unknown {
  if (typeof input === 'string') {
    const pieces = input.split(CDK_TOKEN);
    return pieces.length === 1 ? input : { 'Fn::Join': ['', pieces.map((piece, index) => (index % 2 === 0 ? piece : { Ref: piece }))] };
  }
  if (Array.isArray(input)) {
    return input.map(plain);
  }
  if (!isObject(input)) {
    return input;
  }
  return typeof input.toJSON === 'function'
    ? plain(input.toJSON())
    : Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined).map(([key, value]) => [key, plain(value)]));
}

function inPlace<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError ? new Error(`${where}: ${error.problem}`) : error;
  }
}
