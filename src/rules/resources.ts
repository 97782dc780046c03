/** Resources and principals of a model by what they are: an app has many of a few types, and most rules are about others. */
import { AccessModel, ModelPrincipal, PrincipalKind, ResourceNode } from '../model/access-model';
import { madeOnce } from '../policy/remember';

const types = new WeakMap<AccessModel, ReadonlyMap<string, readonly ResourceNode[]>>();
const kinds = new WeakMap<AccessModel, ReadonlyMap<string, readonly ModelPrincipal[]>>();

/** Those whose type passes the test, in the order of the sources. */
export function resourcesSuch(model: AccessModel, isSuch: (type: string) => boolean): readonly ResourceNode[] {
  const all = madeOnce(types, model, () => grouped(model.resources, ({ type }) => type));
  const such = new Set([...all.keys()].filter(isSuch));
  return such.size > 1 ? model.resources.filter(({ type }) => such.has(type)) : [...such].flatMap((type) => all.get(type)!);
}

export function resourcesOf(model: AccessModel, type: string): readonly ResourceNode[] {
  return resourcesSuch(model, (one) => one === type);
}

export function principalsOf(model: AccessModel, kind: PrincipalKind): readonly ModelPrincipal[] {
  return madeOnce(kinds, model, () => grouped(model.principals, (principal) => principal.kind)).get(kind) ?? [];
}

function grouped<T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    group ? group.push(item) : groups.set(name, [item]);
  }
  return groups;
}
