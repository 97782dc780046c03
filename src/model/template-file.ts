/** Reads one CloudFormation template, JSON or YAML. Bad input is an InputError that names the place. */
import { readFileSync, statSync } from 'fs';
import { CollectionTag, Pair, parseDocument, Scalar, ScalarTag, YAMLMap, YAMLSeq } from 'yaml';
import { isObject } from '../policy/document';
import { InputError } from './errors';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const MOST_TEMPLATE_BYTES = 1_048_576;
const DEEPEST = 200;

export function readTextFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(file, `cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`);
  }
}

export function readTemplateFile(file: string): Record<string, unknown> {
  let size: number;
  try {
    size = statSync(file).size;
  } catch (error) {
    throw new InputError(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (size > MOST_TEMPLATE_BYTES) {
    throw new InputError(file, `found a template of ${size} bytes, expected at most ${MOST_TEMPLATE_BYTES} (CloudFormation takes no larger one)`);
  }
  return parseTemplate(readTextFile(file), file);
}

export function parseTemplate(text: string, file: string): Record<string, unknown> {
  const content = text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text;
  const body = content.trimStart().startsWith('{') ? parseJson(content, file) : parseYaml(content, file);
  checkDepth(body, file);
  if (!isObject(body) || !('Resources' in body)) {
    throw new InputError(file, `found ${isObject(body) ? 'an object without Resources' : 'no object'}, expected a CloudFormation template`);
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
    const document = parseDocument(text, { customTags: SHORT_FORMS, merge: true, schema: 'core' });
    if (document.errors.length === 0) {
      return document.toJS({ maxAliasCount: 1000 });
    }
    problem = document.errors[0].message;
  } catch (error) {
    problem = error instanceof RangeError ? `nested deeper than ${DEEPEST} levels` : (error as Error).message;
  }
  throw new InputError(file, `found broken YAML (${problem.split('\n')[0].replace(/:$/, '')}), expected a CloudFormation template`);
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

function checkDepth(value: unknown, file: string): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  while (open.length > 0) {
    const { value: item, depth } = open.pop()!;
    if (depth > DEEPEST) {
      throw new InputError(file, `found values nested deeper than ${DEEPEST} levels, expected a CloudFormation template`);
    }
    if (typeof item === 'object' && item !== null) {
      for (const child of Object.values(item)) {
        open.push({ value: child, depth: depth + 1 });
      }
    }
  }
}
