/**
 * A template in its place: its sections, what its parent passes to its parameters, and the app it belongs to. The
 * reader looks names up here.
 */
import { dirname } from 'path';
import { TemplateInfo, WrittenPlace } from './access-model';
import { InputError } from './errors';
import { Expansion, expandTransforms } from './transforms';
import { isObject } from '../policy/document';
import { Joined, Text, Token, tokenText } from '../policy/text';

/** A template as the reader is given it; `nested` by the logical id of the AWS::CloudFormation::Stack. */
export interface TemplateInput extends TemplateInfo {
  readonly body: Record<string, unknown>;
  readonly nested?: ReadonlyMap<string, TemplateInput>;
  /** As `ResourceNode.writtenAt`, by logical id, where the body is made of something else. */
  readonly writtenAt?: ReadonlyMap<string, ReadonlyMap<string, WrittenPlace>>;
  /** Metadata of the stack's constructs by their paths, as a cloud assembly keeps it. */
  readonly constructMetadata?: ReadonlyMap<string, readonly ConstructMetadata[]>;
}

export interface ConstructMetadata {
  readonly type: string;
  readonly data: unknown;
}

export interface ExportedOutput {
  readonly scope: Scope;
  readonly value: unknown;
}

export interface App {
  /** Exports by name; the same name may stand once in each account and Region. */
  exportsNamed(name: string): readonly ExportedOutput[];
}

type Section = Record<string, unknown>;

export class Scope {
  /** Unique in a model: the file, and for a nested stack the way to it. */
  readonly id: string;
  readonly resources: Record<string, Section>;
  readonly parameters: Section;
  readonly mappings: Section;
  readonly conditions: Section;
  readonly outputs: Section;
  readonly nested = new Map<string, Scope>();
  readonly expansion: Expansion;
  private readonly tokens = new Map<string, Joined>();
  private readonly pseudoParameters = new Map<string, Text>();

  constructor(readonly input: TemplateInput, readonly app: App, readonly parent?: Scope, readonly parentLogicalId?: string) {
    this.id = parent ? `${parent.id}>${parentLogicalId}` : input.file;
    this.expansion = expandTransforms(input.body);
    this.resources = this.section('Resources') as Record<string, Section>;
    this.parameters = this.section('Parameters');
    this.mappings = this.section('Mappings');
    this.conditions = this.section('Conditions');
    this.outputs = this.section('Outputs');
    for (const [logicalId, child] of input.nested ?? []) {
      this.nested.set(logicalId, new Scope(child, app, this, logicalId));
    }
  }

  /** This scope and those of its nested stacks. */
  all(): Scope[] {
    return [this, ...[...this.nested.values()].flatMap((child) => child.all())];
  }

  /** What the parent stack passes for a parameter, if it passes anything. */
  argument(parameter: string): { readonly value: unknown; readonly scope: Scope } | undefined {
    const properties = this.parent?.resources[this.parentLogicalId!]?.Properties;
    const passed = isObject(properties) && isObject(properties.Parameters) ? properties.Parameters[parameter] : undefined;
    return passed === undefined ? undefined : { value: passed, scope: this.parent! };
  }

  /** Made once for each name: most templates repeat the same few tokens all over. */
  sharedToken(name: string, make: () => Token): Joined {
    let text = this.tokens.get(name);
    if (!text) {
      text = tokenText(make());
      this.tokens.set(name, text);
    }
    return text;
  }

  /** What is known of the deployment, or a token. */
  pseudoParameter(name: string): Text {
    let value = this.pseudoParameters.get(name);
    if (value === undefined) {
      const { account, region } = this.input;
      value = (name === 'AWS::AccountId' && account) || (name === 'AWS::Region' && region) || tokenText(this.pseudoToken(name));
      this.pseudoParameters.set(name, value);
    }
    return value;
  }

  /** The partition is the same throughout an app; account, Region and stack are those of the template. */
  private pseudoToken(name: string): Token {
    const isSame = name === 'AWS::Partition' || name === 'AWS::URLSuffix';
    return { kind: 'pseudo', label: name, identity: isSame ? name : `${this.id}#${name}` };
  }

  /** Not known to be in another account or Region, so that an export of one may be imported by the other. */
  mayShareWith(other: Scope): boolean {
    return sameIfKnown(this.input.account, other.input.account) && sameIfKnown(this.input.region, other.input.region);
  }

  /** Of the same assembly, and deployed to the same place as far as that is known. */
  isNear(other: Scope): boolean {
    const { file, account, region } = this.input;
    return dirname(other.input.file) === dirname(file) && other.input.account === account && other.input.region === region;
  }

  fail(problem: string): never {
    throw new InputError(this.input.file, problem);
  }

  private section(name: string): Section {
    const section = this.expansion.body[name];
    if (section === undefined) {
      return {};
    }
    if (!isObject(section)) {
      return this.fail(`${name}: found ${describeKind(section)}, expected an object`);
    }
    if (name === 'Resources') {
      for (const logicalId in section) {
        const resource = section[logicalId];
        if (!logicalId.startsWith('Fn::') && (!isObject(resource) || typeof resource.Type !== 'string')) {
          this.fail(`Resources.${logicalId}: found ${describeKind(resource)}${isObject(resource) ? ' without Type' : ''}, expected an object with Type`);
        }
      }
    }
    return section;
  }
}

function sameIfKnown(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

export function describeKind(value: unknown): string {
  if (value === null || value === undefined) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
