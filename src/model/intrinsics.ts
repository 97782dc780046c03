/**
 * Resolves CloudFormation's intrinsic functions as far as they are known before deployment; the rest becomes tokens.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
import { dirname } from 'path';
import { isObject } from '../policy/document';
import { concat, identityOf, isText, Joined, sameText, splitText, Text, TokenKind, tokenText } from '../policy/text';
import { Choices } from './choices';
import { Scope } from './scope';

const DEEPEST = 100;
const MOST_OPTIONS = 16;
const NO_VALUE = Symbol('AWS::NoValue');

/** An object that is a call of an intrinsic function. */
export type Intrinsified = Record<string, unknown> & { readonly __intrinsic?: never };

type Resolve = (argument: unknown) => unknown;
type Intrinsic = (argument: unknown, at: Resolver, resolve: Resolve) => unknown;

/** JSON whose strings may be texts with tokens; undefined where AWS::NoValue takes a value away. */
export function resolve(value: unknown, scope: Scope, choices: Choices): unknown {
  const result = new Resolver(scope, choices, []).resolve(value, 0);
  return result === NO_VALUE ? undefined : result;
}

/** True or false under the form; decided by the form where the template leaves it open. */
export function conditionHolds(name: string, scope: Scope, choices: Choices): boolean {
  return new Resolver(scope, choices, []).condition(name);
}

export function isIntrinsic(value: unknown): value is Intrinsified {
  if (!isObject(value)) {
    return false;
  }
  const keys = Object.keys(value);
  return 'Fn::Transform' in value || (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::')));
}

class Resolver {
  constructor(readonly scope: Scope, readonly choices: Choices, private readonly trail: readonly string[]) {}

  resolve(value: unknown, depth: number): unknown {
    if (typeof value === 'string') {
      return value.includes('{{resolve:') ? dynamicReferences(value) : value;
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (depth > DEEPEST) {
      this.scope.fail(`nested deeper than ${DEEPEST} levels`);
    }
    const next: Resolve = (argument) => this.resolve(argument, depth + 1);
    if (Array.isArray(value)) {
      return value.map(next).filter((item) => item !== NO_VALUE);
    }
    if (isIntrinsic(value)) {
      const name = 'Fn::Transform' in value ? 'Fn::Transform' : Object.keys(value)[0];
      const intrinsic = INTRINSICS[name];
      return intrinsic ? intrinsic(value[name], this, next) : opaqueCall(this.scope, name, value[name]);
    }
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const item = next((value as Record<string, unknown>)[key]);
      if (item !== NO_VALUE) {
        result[key] = item;
      }
    }
    return result;
  }

  /** Follows a reference into this or another scope; one that comes back to itself is an error. */
  follow(step: string, value: unknown, scope: Scope): unknown {
    const place = `${scope.id} ${step}`;
    if (this.trail.includes(place)) {
      this.scope.fail(`cyclic reference: ${[...this.trail.slice(this.trail.indexOf(place)), place].join(' -> ')}`);
    }
    return new Resolver(scope, this.choices, [...this.trail, place]).resolve(value, 0);
  }

  condition(name: string): boolean {
    if (!(name in this.scope.conditions)) {
      this.scope.fail(`Conditions: "${name}" is used but not there`);
    }
    const place = `${this.scope.id} Conditions.${name}`;
    if (this.trail.includes(place)) {
      this.scope.fail(`cyclic reference: ${[...this.trail.slice(this.trail.indexOf(place)), place].join(' -> ')}`);
    }
    return new Resolver(this.scope, this.choices, [...this.trail, place]).holds(this.scope.conditions[name]);
  }

  private holds(expression: unknown): boolean {
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
          const [left, right] = all.map((item) => toText(this.resolve(item, 0)));
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
  'Ref': (argument, at) => reference(String(argument), at),
  'Fn::GetAtt': (argument, at, resolve_) => {
    const [logicalId, ...attribute] = Array.isArray(argument) ? argument.map(resolve_) : String(argument).split('.');
    return getAttribute(String(logicalId), attribute.map(String).join('.'), at);
  },
  'Fn::Sub': (argument, at, resolve_) => {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return typeof template === 'string' ? substitute(template, isObject(variables) ? variables : {}, at, resolve_) : opaque(at.scope, 'Sub');
  },
  'Fn::Join': (argument, at, resolve_) => {
    const [separator, list] = Array.isArray(argument) ? [argument[0], resolve_(argument[1])] : [];
    const texts = Array.isArray(list) ? list.map(toText) : undefined;
    if (typeof separator !== 'string' || !texts?.every((text) => text !== undefined)) {
      return opaqueCall(at.scope, 'Fn::Join', argument);
    }
    return concat(texts.flatMap((text, index) => (index === 0 ? [text] : [separator, text])));
  },
  'Fn::If': (argument, at, resolve_) => {
    const [condition, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
    if (typeof condition !== 'string') {
      return at.scope.fail('Fn::If: expected a list of a condition name and two values');
    }
    return resolve_(at.condition(condition) ? whenTrue : whenFalse);
  },
  'Fn::Select': (argument, at, resolve_) => {
    const [index, list] = Array.isArray(argument) ? argument.map(resolve_) : [];
    const items = Array.isArray(list) ? list : undefined;
    const item = items?.[Number(toText(index as never))];
    return item ?? opaqueCall(at.scope, 'Fn::Select', argument);
  },
  'Fn::Split': (argument, at, resolve_) => {
    const [separator, source] = Array.isArray(argument) ? [argument[0], toText(resolve_(argument[1]))] : [];
    const hidden = source === undefined || (typeof source !== 'string' && source.parts.some((part) => typeof part !== 'string' && part.kind !== 'pseudo'));
    return hidden || typeof separator !== 'string' ? opaqueCall(at.scope, 'Fn::Split', argument) : splitText(source, separator);
  },
  'Fn::FindInMap': (argument, at, resolve_) => findInMap(Array.isArray(argument) ? argument.map(resolve_) : [], at),
  'Fn::ImportValue': (argument, at, resolve_) => importValue(toText(resolve_(argument)), at),
  'Fn::ToJsonString': (argument, _at, resolve_) => resolve_(argument),
};

function reference(name: string, at: Resolver): unknown {
  const { scope } = at;
  if (name.startsWith('AWS::')) {
    return pseudoParameter(name, at);
  }
  if (name in scope.resources) {
    return resourceToken(scope, name, 'Ref', isCustom(scope, name) ? 'opaque' : 'resource');
  }
  const argument = scope.argument(name);
  if (argument) {
    return at.follow(`Parameters.${name}`, argument.value, argument.scope);
  }
  return parameter(name, at);
}

function pseudoParameter(name: string, { scope }: Resolver): unknown {
  if (name === 'AWS::NoValue') {
    return NO_VALUE;
  }
  if (name === 'AWS::AccountId' && scope.input.account) {
    return scope.input.account;
  }
  if (name === 'AWS::Region' && scope.input.region) {
    return scope.input.region;
  }
  // The partition is the same throughout an app; account, Region and stack are those of the template.
  const identity = name === 'AWS::Partition' || name === 'AWS::URLSuffix' ? name : `${scope.id}#${name}`;
  return tokenText({ kind: 'pseudo', label: name, identity });
}

function parameter(name: string, at: Resolver): unknown {
  const declared = at.scope.parameters[name];
  const declaration = isObject(declared) ? declared : {};
  const type = String(declaration.Type ?? 'String');
  const unknown = opaque(at.scope, name);
  if (type.startsWith('AWS::SSM::')) {
    return unknown;
  }
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  const shape = (value: unknown) => (isList ? String(value).split(',').map((item) => item.trim()) : String(value));
  const allowed = declaration.AllowedValues;
  if (Array.isArray(allowed) && allowed.length > 0 && allowed.length <= MOST_OPTIONS) {
    return shape(allowed[at.choices.decide(`${at.scope.id}#${name}`, allowed.length)]);
  }
  // Either the template is deployed with its defaults, or nobody knows with what.
  const takesDefault = declaration.Default !== undefined && at.choices.decide(`${at.scope.id} defaults`, 2) === 0;
  return takesDefault ? shape(declaration.Default) : unknown;
}

function getAttribute(logicalId: string, attribute: string, at: Resolver): unknown {
  const { scope } = at;
  const output = attribute.startsWith('Outputs.') ? attribute.slice('Outputs.'.length) : undefined;
  const nested = scope.nested.get(logicalId);
  if (output !== undefined && nested) {
    const declared = nested.outputs[output];
    return isObject(declared)
      ? at.follow(`Outputs.${output}`, declared.Value, nested)
      : scope.fail(`Fn::GetAtt: nested stack "${logicalId}" has no output "${output}"`);
  }
  const known = logicalId in scope.resources && output === undefined && !isCustom(scope, logicalId);
  return resourceToken(scope, logicalId, attribute, known ? 'resource' : 'opaque');
}

function isCustom(scope: Scope, logicalId: string): boolean {
  const type = String(scope.resources[logicalId]?.Type);
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

function substitute(template: string, variables: Record<string, unknown>, at: Resolver, resolve_: Resolve): Text {
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
    const value = name in variables
      ? resolve_(variables[name])
      : dot < 0 ? reference(name.trim(), at) : getAttribute(name.slice(0, dot).trim(), name.slice(dot + 1).trim(), at);
    texts.push(toText(value) ?? opaque(at.scope, name));
  }
  texts.push(template.slice(end));
  const text = concat(texts);
  return typeof text === 'string' && text.includes('{{resolve:') ? dynamicReferences(text) : text;
}

function findInMap([mapName, topKey, secondKey]: unknown[], at: Resolver): unknown {
  const { scope } = at;
  const map = typeof mapName === 'string' ? scope.mappings[mapName] : undefined;
  if (!isObject(map)) {
    return typeof mapName === 'string' && !(mapName in scope.mappings)
      ? scope.fail(`Fn::FindInMap: the template has no mapping "${mapName}"`)
      : opaque(scope, 'FindInMap');
  }
  const rows = typeof topKey === 'string' ? [map[topKey]] : Object.values(map);
  const values = rows.flatMap((row) => (isObject(row) ? (typeof secondKey === 'string' ? [row[secondKey]] : Object.values(row)) : []));
  const distinct = [...new Map(values.filter((value) => value !== undefined).map((value) => [JSON.stringify(value), value])).values()];
  const label = `FindInMap.${String(mapName)}`;
  if (distinct.length === 0 || distinct.length > MOST_OPTIONS) {
    return opaque(scope, label);
  }
  return distinct.length === 1 ? distinct[0] : distinct[at.choices.decide(`${scope.id} ${label}.${String(topKey)}.${String(secondKey)}`, distinct.length)];
}

function importValue(name: Text | undefined, at: Resolver): unknown {
  const { scope } = at;
  const outputs = name === undefined ? [] : scope.app.exportsNamed(identityOf(name));
  const near = outputs.filter((output) => dirname(output.scope.input.file) === dirname(scope.input.file)
    && output.scope.input.account === scope.input.account && output.scope.input.region === scope.input.region);
  const [found, ...others] = outputs.length === 1 ? outputs : near;
  return found && others.length === 0
    ? at.follow(`export ${name}`, found.value, found.scope)
    : opaque(scope, `ImportValue.${name ?? '?'}`);
}

function dynamicReferences(text: string): Text {
  const parts = text.split(/(\{\{resolve:[^}]*\}\})/);
  return concat(parts.map((part) => (part.startsWith('{{resolve:')
    ? tokenText({ kind: 'opaque', label: part.slice(2, -2), identity: part })
    : part)));
}

/** Numbers and booleans are text in CloudFormation. */
export function toText(value: unknown): Text | undefined {
  return isText(value) ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function resourceToken(scope: Scope, logicalId: string, attribute: string, kind: TokenKind): Joined {
  const resource = `${scope.id}#${logicalId}`;
  const name = readableId(logicalId);
  return tokenText({
    kind, resource, attribute, identity: `${resource}.${attribute}`, label: attribute === 'Ref' ? name : `${name}.${attribute}`,
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
