/** Reads one CloudFormation template, JSON or YAML. Bad input is an InputError that names the place. */
import { readFileSync, statSync } from 'fs';
import {
  CollectionTag, Document, isAlias, isCollection, isNode, isScalar, LineCounter, Pair, parseDocument, Scalar, ScalarTag, visit, YAMLMap, YAMLSeq,
} from 'yaml';
import { checkCircularDependencies } from './circular';
import { InputError } from './errors';
import { describeKind } from './scope';
import { isObject } from '../policy/document';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const MOST_TEMPLATE_BYTES = 1_048_576;
const DEEPEST = 200;

export function readTextFile(file: string): string {
  return withoutByteOrderMark(unlessUnreadable(file, () => readFileSync(file, 'utf8')));
}

/** Editors on Windows begin files with it. */
export function withoutByteOrderMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

export function readTemplateFile(file: string): Record<string, unknown> {
  const stats = unlessUnreadable(file, () => statSync(file));
  if (stats.isDirectory()) {
    throw new InputError(file, 'found a directory, expected a CloudFormation template');
  }
  if (stats.size > MOST_TEMPLATE_BYTES) {
    throw new InputError(file, `found a template of ${stats.size} bytes, expected at most ${MOST_TEMPLATE_BYTES} (CloudFormation takes no larger one)`);
  }
  const body = parseTemplate(readTextFile(file), file);
  checkCircularDependencies(body, file);
  return body;
}

function unlessUnreadable<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InputError(file, `cannot be read (${code ?? message}), expected a file`);
  }
}

export function parseTemplate(text: string, file: string): Record<string, unknown> {
  const content = text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text;
  if (content.trim() === '') {
    throw new InputError(file, 'found an empty file, expected a CloudFormation template');
  }
  const body = content.trimStart().startsWith('{') ? parseJson(content, file) : parseYaml(content, file);
  checkDepth(body, file, 'a CloudFormation template');
  if (isObject(body) && 'Statement' in body && !('Resources' in body)) {
    throw new InputError(file, 'found a policy document, expected a CloudFormation template; policy documents are read with a kind (--kind)');
  }
  if (!isObject(body) || !('Resources' in body)) {
    throw new InputError(file, `found ${isObject(body) ? 'an object without Resources' : describeKind(body)}, expected a CloudFormation template`);
  }
  return body;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // YAML takes in JSON: what starts with a brace may still be a YAML flow mapping.
    try {
      return parseYaml(text, file);
    } catch {
      throw new InputError(file, `found broken JSON (${(error as Error).message}), expected a CloudFormation template`);
    }
  }
}

function parseYaml(text: string, file: string): unknown {
  let problem: string;
  try {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { customTags: TAGS, merge: true, schema: 'core', lineCounter });
    const faulty = document.errors[0]?.message ?? collectionKey(document, lineCounter);
    if (faulty === undefined) {
      return document.toJS({ maxAliasCount: 1000 });
    }
    problem = faulty;
  } catch (error) {
    problem = (error as Error).message;
  }
  // The parser of YAML is recursive, and says so in the words of JavaScript.
  const found = problem.split('\n')[0].replace(/:$/, '').replace('Maximum call stack size exceeded', 'values nested too deep');
  throw new InputError(file, `found broken YAML (${found}), expected a CloudFormation template`);
}

/** CloudFormation takes no mapping, list or function as a key: mostly a placeholder of another tool, `{{ Name }}` without quotes. */
function collectionKey(document: Document.Parsed, lineCounter: LineCounter): string | undefined {
  let problem: string | undefined;
  visit(document, {
    Pair: (_place, { key }) => {
      const node = isAlias(key) ? key.resolve(document) : key;
      if (!isNode(key) || !(isCollection(node) || (isScalar(node) && isObject(node.value)))) {
        return undefined;
      }
      const { line, col } = lineCounter.linePos(key.range![0]);
      problem = `a key that is no text at line ${line}, column ${col}`;
      return visit.BREAK;
    },
  });
  return problem;
}

/** `!Ref x` is `{"Ref": "x"}`; `!GetAtt a.b` and every other `!Name` is `{"Fn::Name": ...}`. */
const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Condition', 'Equals', 'FindInMap', 'ForEach', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length',
  'Not', 'Or', 'Ref', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform',
];
const longName = (name: string) => (name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`);
const SHORT_FORMS = FUNCTIONS.flatMap((name): (ScalarTag | CollectionTag)[] => {
  const tag = `!${name}`;
  const wrap = (value: YAMLMap.Parsed | YAMLSeq.Parsed) => {
    const call = new YAMLMap();
    call.items.push(new Pair(new Scalar(longName(name)), value));
    return call;
  };
  return [
    { tag, resolve: (text) => ({ [longName(name)]: text }) },
    { tag, collection: 'seq', resolve: (value) => wrap(value as YAMLSeq.Parsed) },
    { tag, collection: 'map', resolve: (value) => wrap(value as YAMLMap.Parsed) },
  ];
});

/** CloudFormation takes the words of YAML 1.1 for true and false, though not y and n. https://github.com/aws/aws-cli/issues/5245 */
const [TRUE, FALSE] = [/^(yes|Yes|YES|on|On|ON)$/, /^(no|No|NO|off|Off|OFF)$/];
const BOOLEANS: readonly ScalarTag[] = [
  ...[TRUE, FALSE].map((test): ScalarTag => ({ tag: 'tag:yaml.org,2002:str', default: 'key', test, resolve: (word) => word })),
  { tag: 'tag:yaml.org,2002:bool', default: true, test: TRUE, resolve: () => true },
  { tag: 'tag:yaml.org,2002:bool', default: true, test: FALSE, resolve: () => false },
];
const TAGS = [...SHORT_FORMS, ...BOOLEANS];

export function checkDepth(value: unknown, file: string, expected: string): void {
  const open: { readonly value: unknown; readonly depth: number; readonly place: string }[] = [{ value, depth: 0, place: '' }];
  while (open.length > 0) {
    const { value: item, depth, place } = open.pop()!;
    if (depth > DEEPEST) {
      throw new InputError(file, `${place}: found values nested deeper than ${DEEPEST} levels, expected ${expected}`);
    }
    if (typeof item === 'object' && item !== null) {
      for (const [key, child] of Object.entries(item)) {
        if (typeof child === 'object') {
          // Two names are enough to find the place: the section, and the resource or the like.
          open.push({ value: child, depth: depth + 1, place: depth < 2 ? `${place}${place && '.'}${key}` : place });
        }
      }
    }
  }
}
