/**
 * Resolves CloudFormation's intrinsic functions as far as they are known before deployment; the rest becomes tokens.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
import { Choices, Form } from './choices';
import { compared, EmptyDefault, withoutEmptyDefaults } from './empty-default';
import { nameOfCall } from './intrinsic-call';
import { describeKind, Scope } from './scope';
import { isObject } from '../policy/document';
import { concat, identityOf, isText, Joined, opaqueToken, sameText, splitText, Text, TokenKind, tokenText } from '../policy/text';

export const DEEPEST = 200;
const MOST_OPTIONS = 16;
const MOST_REFERENCES = 10_000;
const NO_VALUE = Symbol('AWS::NoValue');
const DYNAMIC_REFERENCE = '{{resolve:';

type Intrinsic = (argument: unknown, at: Resolver) => unknown;

/** JSON whose strings may be texts with tokens; undefined where AWS::NoValue takes a value away. */
export function resolve(value: unknown, scope: Scope, choices: Choices): unknown {
  const result = new Resolver(scope, choices).resolve(value);
  return result === NO_VALUE ? undefined : result;
}

/** Objects of one place, resolved one after the other as long as the template leaves nothing open. */
export class FixedObjects {
  private readonly choices: Choices;
  private readonly resolver: Resolver;

  constructor(scope: Scope, form: Form) {
    this.choices = new Choices(form);
    this.resolver = new Resolver(scope, this.choices);
  }

  /** `object` is no call of an intrinsic function. Undefined once more than one form is possible. */
  resolve(object: Record<string, unknown>): Record<string, unknown> | undefined {
    const result = this.resolver.members(object);
    return this.choices.made.length === 0 ? result : undefined;
  }
}


/** True or false under the form; decided by the form where the template leaves it open. */
export function conditionHolds(name: string, scope: Scope, choices: Choices): boolean {
  return new Resolver(scope, choices).condition(name);
}

/** Nothing in it is to be resolved. */
export function isLiteral(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') {
    return !value.includes(DYNAMIC_REFERENCE);
  }
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  if (depth > DEEPEST) {
    return false;
  }
  if (Array.isArray(value)) {
    let index = 0;
    while (index < value.length && isLiteral(value[index], depth + 1)) {
      index++;
    }
    return index === value.length;
  }
  for (const key in value) {
    if (key === 'Ref' || key.startsWith('Fn::') || !isLiteral((value as Record<string, unknown>)[key], depth + 1)) {
      return false;
    }
  }
  return true;
}

/** As `isLiteral`, told from the JSON text: only a text that holds none of the marks is sure to be one. */
export function isPlain(text: string | undefined): boolean {
  return text === undefined || (!text.includes('"Ref":') && !text.includes('"Fn::') && !text.includes(DYNAMIC_REFERENCE));
}

class Resolver {
  constructor(readonly scope: Scope, readonly choices: Choices, private readonly trail: readonly string[] = [], private depth = 0) {}

  /** A value without intrinsic functions stays the very same. */
  resolve(value: unknown): unknown {
    if (typeof value === 'string') {
      return value.includes(DYNAMIC_REFERENCE) ? dynamicReferences(value) : value;
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (++this.depth > DEEPEST) {
      this.failTooDeep();
    }
    const isList = Array.isArray(value);
    const name = isList ? undefined : nameOfCall(value);
    let result: unknown = value;
    if (name !== undefined) {
      const intrinsic = INTRINSICS[name];
      const argument = (value as Record<string, unknown>)[name];
      result = intrinsic ? intrinsic(argument, this) : opaqueCall(this.scope, name, argument);
    } else if (isList) {
      let fewer = false;
      for (let index = 0; index < value.length; index++) {
        const raw: unknown = value[index];
        if (typeof raw === 'string' && !raw.includes(DYNAMIC_REFERENCE)) {
          continue;
        }
        const item = this.resolve(raw);
        if (item !== raw) {
          result = result === value ? value.slice() : result;
          (result as unknown[])[index] = item;
          fewer ||= item === NO_VALUE;
        }
      }
      result = fewer ? (result as unknown[]).filter((item) => item !== NO_VALUE) : result;
    } else {
      result = this.members(value as Record<string, unknown>);
    }
    this.depth--;
    return result;
  }

  /** Of an object that is no call itself. */
  members(value: Record<string, unknown>): Record<string, unknown> {
    let result = value;
    for (const key in value) {
      const raw = value[key];
      if (typeof raw === 'string' && !raw.includes(DYNAMIC_REFERENCE)) {
        continue;
      }
      const item = this.resolve(raw);
      if (item !== raw) {
        result = result === value ? { ...value } : result;
        result[key] = item;
      }
      if (item === NO_VALUE) {
        delete result[key];
      }
    }
    return result;
  }

  resolveAll(values: readonly unknown[]): unknown[] {
    return values.map((value) => this.resolve(value));
  }

  private failTooDeep(): never {
    return this.scope.fail(`found values and references nested deeper than ${DEEPEST} levels, expected fewer`);
  }

  /** Follows a reference into this or another scope; one that comes back to itself is an error. */
  follow(step: string, value: unknown, scope: Scope): unknown {
    return this.enter(step, scope).resolve(value);
  }

  condition(name: string): boolean {
    if (!Object.hasOwn(this.scope.conditions, name)) {
      this.scope.fail(`found the condition "${name}", expected one that stands in Conditions`);
    }
    return this.enter(`Conditions.${name}`, this.scope).holds(this.scope.conditions[name]);
  }

  private enter(step: string, scope: Scope): Resolver {
    const place = `${scope.id} ${step}`;
    if (this.trail.includes(place)) {
      const circle = [...this.trail.slice(this.trail.indexOf(place)), place];
      this.scope.fail(`found a cyclic reference (${circle.join(' -> ')}), expected references that come to an end`);
    }
    if (++this.choices.followed > MOST_REFERENCES) {
      this.scope.fail(`found more than ${MOST_REFERENCES} references in one value, expected fewer`);
    }
    return new Resolver(scope, this.choices, [...this.trail, place], this.depth);
  }

  private holds(expression: unknown): boolean {
    if (++this.depth > DEEPEST) {
      this.failTooDeep();
    }
    const result = this.expression(expression);
    this.depth--;
    return result;
  }

  private expression(expression: unknown): boolean {
    if (isObject(expression)) {
      const [name] = Object.keys(expression);
      const argument = expression[name];
      const all = Array.isArray(argument) ? argument : [argument];
      switch (name) {
        case 'Condition': return this.condition(String(argument));
        case 'Fn::And': return all.map((item) => this.holds(item)).every(Boolean);
        case 'Fn::Or': return all.map((item) => this.holds(item)).some(Boolean);
        case 'Fn::Not': return !this.holds(all[0]);
        case 'Fn::Equals': {
          const [left, right] = all.map((item) => compared(toText(this.resolve(item))));
          if (left !== undefined && right !== undefined) {
            return this.equal(left, right);
          }
        }
      }
    }
    return this.choices.decide(`${this.scope.id}?${JSON.stringify(expression)}`, 2) === 0;
  }

  private equal(left: Text, right: Text): boolean {
    if (sameText(left, right)) {
      return true;
    }
    const known = typeof left === 'string' && typeof right === 'string';
    return known ? false : this.choices.decide(`${identityOf(left)}==${identityOf(right)}`, 2) === 0;
  }
}

const INTRINSICS: Record<string, Intrinsic> = {
  'Ref': reference,
  'Fn::GetAtt': (argument, at) => {
    const [logicalId, ...attribute] = Array.isArray(argument) ? at.resolveAll(argument) : String(argument).split('.');
    return getAttribute(String(logicalId), attribute.map(String).join('.'), at);
  },
  'Fn::Sub': (argument, at) => {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return typeof template === 'string' ? substitute(template, isObject(variables) ? variables : {}, at) : opaque(at.scope, 'Sub');
  },
  'Fn::Join': (argument, at) => {
    const separator: unknown = Array.isArray(argument) ? argument[0] : undefined;
    const list = Array.isArray(argument) ? at.resolve(argument[1]) : undefined;
    const texts = typeof separator === 'string' && Array.isArray(list) ? separated(list, separator) : undefined;
    return texts ? dynamicReferences(concat(withoutEmptyDefaults(texts))) : opaqueCall(at.scope, 'Fn::Join', argument);
  },
  'Fn::If': (argument, at) => {
    const [condition, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
    if (typeof condition !== 'string') {
      return at.scope.fail(`found Fn::If with ${describeKind(argument)}, expected a list of a condition's name and two values`);
    }
    return at.resolve(at.condition(condition) ? whenTrue : whenFalse);
  },
  'Fn::Select': (argument, at) => {
    const [index, list] = Array.isArray(argument) ? at.resolveAll(argument) : [];
    const items = Array.isArray(list) ? list : undefined;
    const item = items?.[Number(toText(index as never))];
    return item ?? opaqueCall(at.scope, 'Fn::Select', argument);
  },
  'Fn::Split': (argument, at) => {
    const [separator, source] = Array.isArray(argument) ? [argument[0], toText(at.resolve(argument[1]))] : [];
    const hidden = source === undefined || (typeof source !== 'string' && source.parts.some((part) => typeof part !== 'string' && part.kind !== 'pseudo'));
    return hidden || typeof separator !== 'string' ? opaqueCall(at.scope, 'Fn::Split', argument) : splitText(source, separator);
  },
  'Fn::FindInMap': (argument, at) => findInMap(Array.isArray(argument) ? argument : [], at),
  'Fn::ImportValue': (argument, at) => importValue(toText(at.resolve(argument)), at),
  'Fn::ToJsonString': (argument, at) => at.resolve(argument),
};

/** The texts with the separator between them; undefined when one of the values is no text. */
function separated(values: readonly unknown[], separator: string): Text[] | undefined {
  const texts: Text[] = [];
  for (const value of values) {
    const text = typeof value === 'string' ? value : toText(value);
    if (text === undefined) {
      return undefined;
    }
    if (separator !== '' && texts.length > 0) {
      texts.push(separator);
    }
    texts.push(text);
  }
  return texts;
}

function reference(argument: unknown, at: Resolver): unknown {
  const name = String(argument);
  const { scope } = at;
  if (name.startsWith('AWS::')) {
    return name === 'AWS::NoValue' ? NO_VALUE : scope.pseudoParameter(name);
  }
  if (Object.hasOwn(scope.resources, name)) {
    return resourceToken(scope, name, 'Ref', isCustom(scope, name) ? 'opaque' : 'resource');
  }
  return parameter(name, at);
}

function parameter(name: string, at: Resolver): unknown {
  const declared = at.scope.parameters[name];
  const declaration = isObject(declared) ? declared : {};
  const type = String(declaration.Type ?? 'String');
  if (type.startsWith('AWS::SSM::')) {
    // What stands here is the name of what holds the value: another name, another value.
    const source = at.scope.argument(name)?.value ?? declaration.Default;
    return opaque(at.scope, name, source === undefined ? name : `${name}.${JSON.stringify(source)}`);
  }
  const unknown = opaque(at.scope, name);
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  const shape = (value: unknown) => (isList ? String(value).split(',').map((item) => item.trim()) : String(value));
  const argument = at.scope.argument(name);
  const passed = argument ? at.follow(`Parameters.${name}`, argument.value, argument.scope) : NO_VALUE;
  if (passed !== NO_VALUE) {
    const text = toText(passed);
    return isList && text !== undefined && !opaqueToken(text) ? splitText(text, ',').map(trimmed) : text ?? passed;
  }
  const allowed = declaration.AllowedValues;
  if (Array.isArray(allowed) && allowed.length > 0 && allowed.length <= MOST_OPTIONS) {
    return shape(allowed[at.choices.decide(`${at.scope.id}#${name}`, allowed.length)]);
  }
  // Either the template is deployed with its defaults, or nobody knows with what.
  const takesDefault = declaration.Default !== undefined && at.choices.decide(`${at.scope.id} defaults`, 2) === 0;
  if (!takesDefault) {
    return unknown;
  }
  return declaration.Default === '' ? new EmptyDefault(unknown.parts) : shape(declaration.Default);
}

function trimmed(text: Text): Text {
  return typeof text === 'string' ? text.trim() : text;
}

function getAttribute(logicalId: string, attribute: string, at: Resolver): unknown {
  const { scope } = at;
  const output = attribute.startsWith('Outputs.') ? attribute.slice('Outputs.'.length) : undefined;
  const nested = scope.nested.get(logicalId);
  if (output !== undefined && nested) {
    const declared = own(nested.outputs, output);
    return isObject(declared)
      ? at.follow(`Outputs.${output}`, declared.Value, nested)
      : scope.fail(`found Fn::GetAtt of the output "${output}", expected an output of the nested stack "${logicalId}"`);
  }
  const known = Object.hasOwn(scope.resources, logicalId) && output === undefined && !isCustom(scope, logicalId);
  return resourceToken(scope, logicalId, attribute, known ? 'resource' : 'opaque');
}

function isCustom(scope: Scope, logicalId: string): boolean {
  const type = Object.hasOwn(scope.resources, logicalId) ? String(scope.resources[logicalId].Type) : '';
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

function substitute(template: string, variables: Record<string, unknown>, at: Resolver): Text {
  const texts: Text[] = [];
  let end = 0;
  for (const match of template.matchAll(/\$\{(!?)([^}]*)\}/g)) {
    const [whole, literal, name] = match;
    texts.push(template.slice(end, match.index));
    end = match.index! + whole.length;
    if (literal) {
      texts.push(`\${${name}}`);
      continue;
    }
    const dot = name.indexOf('.');
    const value = Object.hasOwn(variables, name)
      ? at.resolve(variables[name])
      : dot < 0 ? reference(name.trim(), at) : getAttribute(name.slice(0, dot).trim(), name.slice(dot + 1).trim(), at);
    texts.push(toText(value) ?? opaque(at.scope, name));
  }
  texts.push(template.slice(end));
  return dynamicReferences(concat(withoutEmptyDefaults(texts)));
}

function findInMap(names: readonly unknown[], at: Resolver): unknown {
  const { scope } = at;
  const [mapName, topKey, secondKey] = at.resolveAll(names);
  const map = typeof mapName === 'string' ? own(scope.mappings, mapName) : undefined;
  if (!isObject(map)) {
    // A name that is looked up itself is one of several: CloudFormation minds only the one that the parameters lead to.
    const isWritten = typeof mapName === 'string' && mapName === names[0];
    return isWritten && map === undefined
      ? scope.fail(`found Fn::FindInMap in "${mapName}", expected a map that stands in Mappings`)
      : opaque(scope, 'FindInMap', `FindInMap.${String(mapName)}.${String(topKey)}.${String(secondKey)}`);
  }
  const rows = typeof topKey === 'string' ? [own(map, topKey)] : Object.values(map);
  const values = rows.flatMap((row) => (isObject(row) ? (typeof secondKey === 'string' ? [own(row, secondKey)] : Object.values(row)) : []));
  const distinct = [...new Map(values.filter((value) => value !== undefined).map((value) => [JSON.stringify(value), value])).values()];
  const label = `FindInMap.${String(mapName)}`;
  if (distinct.length === 0 || distinct.length > MOST_OPTIONS) {
    return opaque(scope, label, `${label}.${String(topKey)}.${String(secondKey)}.${JSON.stringify(distinct)}`);
  }
  return distinct.length === 1 ? distinct[0] : distinct[at.choices.decide(`${scope.id} ${label}.${String(topKey)}.${String(secondKey)}`, distinct.length)];
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function importValue(name: Text | undefined, at: Resolver): unknown {
  const { scope } = at;
  const outputs = (name === undefined ? [] : scope.app.exportsNamed(identityOf(name))).filter((output) => scope.mayShareWith(output.scope));
  const near = outputs.filter((output) => scope.isNear(output.scope));
  const [found, ...others] = outputs.length === 1 ? outputs : near;
  return found && others.length === 0
    ? at.follow(`export ${name}`, found.value, found.scope)
    : opaque(scope, `ImportValue.${name ?? '?'}`);
}

/** `{{resolve:ssm:name}}` is a value that AWS looks up during deployment; the name may hold tokens itself. */
function dynamicReferences(text: Text): Text {
  if (!holdsDynamicReference(text)) {
    return text;
  }
  const [before, ...starts] = splitText(text, DYNAMIC_REFERENCE);
  return concat([before, ...starts.flatMap((start) => {
    const [name, ...after] = splitText(start, '}}');
    if (after.length === 0) {
      return ['{{resolve:', name];
    }
    const rest = after.flatMap((piece, index) => (index === 0 ? [piece] : ['}}', piece]));
    return [tokenText({ kind: 'opaque', label: `resolve:${name}`, identity: `{{resolve:${identityOf(name)}}}` }), ...rest];
  })]);
}

function holdsDynamicReference(text: Text): boolean {
  return typeof text === 'string'
    ? text.includes(DYNAMIC_REFERENCE)
    : text.parts.some((part) => typeof part === 'string' && part.includes(DYNAMIC_REFERENCE));
}

/** Numbers and booleans are text in CloudFormation. */
export function toText(value: unknown): Text | undefined {
  return isText(value) ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function resourceToken(scope: Scope, logicalId: string, attribute: string, kind: TokenKind): Joined {
  return scope.sharedToken(`${logicalId}.${attribute}`, () => {
    const resource = `${scope.id}#${logicalId}`;
    const name = readableId(logicalId);
    return {
      kind, resource, attribute, identity: `${resource}.${attribute}`, label: attribute === 'Ref' ? name : `${name}.${attribute}`,
    };
  });
}

/** CDK ends a logical id in eight hexadecimal digits; names without them stay the same when a construct moves. */
export function readableId(logicalId: string): string {
  return logicalId.replace(/(?<=.)[0-9A-F]{8}$/, '');
}

function opaque(scope: Scope, label: string, identity = label): Joined {
  return tokenText({ kind: 'opaque', label, identity: `${scope.id}?${identity}` });
}

/** The result of a function whose value is not known; the same call gives the same value. */
function opaqueCall(scope: Scope, name: string, argument: unknown): Joined {
  const call = `${name.replace('Fn::', '')}.${JSON.stringify(argument)}`;
  return opaque(scope, call.replace(/[^A-Za-z0-9:.-]+/g, '.').slice(0, 48), call);
}
