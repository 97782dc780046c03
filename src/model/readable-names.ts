/**
 * Names of stacks, resources and tokens that people can read and that stay the same: without the hashes of logical ids, whether or not
 * the template holds construct paths, and wherever its file stands.
 */
import { createHash } from 'crypto';
import { basename } from 'path';
import { AccessModel, ResourceNode } from './access-model';
import { readableId } from './intrinsics';
import { Token } from '../policy/text';

const TEMPLATE_SUFFIX = /(\.nested)?(\.template)?\.(json|ya?ml|template)$/i;
/** Of versions and deployments, which get a new logical id with each change. */
const CONTENT_HASH = /(?<=.)[0-9a-f]{32}$/;
const HASH = /(?<=.)[0-9A-F]{8}/g;

export class ReadableNames {
  private readonly stacks: ReadonlyMap<string, string>;
  private readonly resources = new Map<string, string>();
  private readonly tokens = new Map<string, string>();
  private readonly taken = new Map<string, string>();

  /** `onlyStack`: what to call the one template there is. */
  constructor({ resources, templates }: AccessModel, onlyStack?: string) {
    const logicalIds = new Map<string, string[]>();
    for (const node of resources) {
      const stack = stackOf(node);
      const others = logicalIds.get(stack);
      others ? others.push(node.logicalId) : logicalIds.set(stack, [node.logicalId]);
    }
    const rename = templates.length === 1 ? onlyStack : undefined;
    const stacks = [...logicalIds.keys()];
    this.stacks = unique(stacks, (stack) => rename ?? nameOfStack(stack, readableId), (stack) => nameOfStack(stack, (name) => name));
    for (const [stack, ids] of logicalIds) {
      for (const [logicalId, name] of unique(ids, withoutHash)) {
        this.resources.set(`${stack}#${logicalId}`, `${this.stacks.get(stack)}/${name}`);
      }
    }
  }

  /** Of all stacks that have resources, sorted. */
  get stackNames(): readonly string[] {
    return [...this.stacks.values()].sort();
  }

  /** `Stack/Name` */
  ofResource({ key }: Pick<ResourceNode, 'key'>): string {
    return this.resources.get(key)!;
  }

  /** `Stack/Bucket.Arn`, `AWS::Partition`, `Stack/AWS::Region`, `Stack/Parameter`: equal for tokens that have the same value, and for no others. */
  readonly ofToken = (token: Token): string => {
    let name = this.tokens.get(token.identity);
    if (name === undefined) {
      name = this.firstFree(this.nameToken(token).replaceAll('}', '>'), token.identity);
      this.tokens.set(token.identity, name);
    }
    return name;
  };

  private nameToken({ kind, label, identity, resource, attribute }: Token): string {
    if (resource !== undefined) {
      return `${this.resources.get(resource) ?? resource.split('#').map((part) => withoutHash(basename(part))).join('/')}.${attribute}`;
    }
    const stack = [...this.stacks.keys()].find((one) => identity.startsWith(`${one}${kind === 'pseudo' ? '#' : '?'}`));
    const rest = stack === undefined ? identity : identity.slice(stack.length + 1);
    const readable = label.replace(HASH, '');
    // A label may be cut short, and what looks like a hash may be an account id.
    const isWhole = kind === 'pseudo' || rest === readable || rest === `{{${readable}}}`;
    return `${stack === undefined ? '' : `${this.stacks.get(stack)}/`}${isWhole ? readable : `${readable}~${digest(rest)}`}`;
  }

  private firstFree(name: string, identity: string): string {
    for (let count = 1; ; count++) {
      const candidate = count === 1 ? name : `${name}~${count}`;
      const owner = this.taken.get(candidate) ?? identity;
      if (owner === identity) {
        this.taken.set(candidate, identity);
        return candidate;
      }
    }
  }
}

/** The part of the key before the logical id: the file, and for a nested stack the way to it. */
function stackOf({ key, logicalId }: ResourceNode): string {
  return key.slice(0, -`#${logicalId}`.length);
}

function nameOfStack(stack: string, shorten: (name: string) => string): string {
  const [file, ...nested] = stack.split('>');
  return [shorten(basename(file).replace(TEMPLATE_SUFFIX, '')), ...nested.map(withoutHash)].join('/');
}

function withoutHash(logicalId: string): string {
  return readableId(logicalId.replace(CONTENT_HASH, ''));
}

/** By the first way of naming that tells them all apart from others; those that none does are numbered. */
function unique(ids: readonly string[], ...namings: readonly ((id: string) => string)[]): ReadonlyMap<string, string> {
  const [naming, ...others] = namings;
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const name = naming(id);
    groups.set(name, [...groups.get(name) ?? [], id]);
  }
  return new Map([...groups].flatMap(([name, members]): (readonly [string, string])[] => {
    if (members.length === 1) {
      return [[members[0], name]];
    }
    return others.length > 0 ? [...unique(members, ...others)] : [...members].sort().map((id, index) => [id, index === 0 ? name : `${name}~${index + 1}`] as const);
  }));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
