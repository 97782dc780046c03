/**
 * Resources that refer to each other in a circle: CloudFormation can create none of them first and rejects the
 * template. A reference in one branch of Fn::If counts only where the other branch makes it, too; and templates with
 * a transform are left alone, for their resources are not the ones that are deployed.
 *
 * https://repost.aws/knowledge-center/cloudformation-circular-dependency-errors
 */
import { InputError } from './errors';
import { isIntrinsic } from './intrinsic-call';
import { isObject } from '../policy/document';

export function checkCircularDependencies(body: Record<string, unknown>, file: string): void {
  if (body.Transform !== undefined || !isObject(body.Resources)) {
    return;
  }
  const resources = body.Resources;
  const circle = findCircle(Object.keys(resources), (logicalId) => dependencies(resources[logicalId], resources));
  if (circle) {
    throw new InputError(file, `Resources.${circle[0]}: found a circular dependency (${circle.join(' -> ')}), expected resources that can be created one after the other`);
  }
}

/** Goes down the edges depth first, without recursion; a node that is met again on the way down closes a circle. */
function findCircle(nodes: readonly string[], edgesOf: (node: string) => string[]): string[] | undefined {
  const done = new Set<string>();
  for (const start of nodes) {
    const way: string[] = [];
    const onTheWay = new Set<string>();
    const open: { readonly node: string; readonly edges: string[] }[] = [];
    const enter = (node: string) => {
      way.push(node);
      onTheWay.add(node);
      open.push({ node, edges: edgesOf(node) });
    };
    if (!done.has(start)) {
      enter(start);
    }
    while (open.length > 0) {
      const { node, edges } = open[open.length - 1];
      const next = edges.pop();
      if (next === undefined) {
        open.pop();
        way.pop();
        onTheWay.delete(node);
        done.add(node);
      } else if (onTheWay.has(next)) {
        return [...way.slice(way.indexOf(next)), next];
      } else if (!done.has(next)) {
        enter(next);
      }
    }
  }
  return undefined;
}

function dependencies(resource: unknown, resources: Record<string, unknown>): string[] {
  if (!isObject(resource)) {
    return [];
  }
  const dependsOn = Array.isArray(resource.DependsOn) ? resource.DependsOn : [resource.DependsOn];
  const names = [...dependsOn.map(String), ...references(resource.Properties)];
  return [...new Set(names)].filter((name) => Object.hasOwn(resources, name));
}

/** The names that a value refers to, whatever form it takes. */
function references(root: unknown): Set<string> {
  const names = new Set<string>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) {
      continue;
    }
    const name = isIntrinsic(value) ? Object.keys(value)[0] : undefined;
    const argument = name === undefined ? undefined : (value as Record<string, unknown>)[name];
    const list = Array.isArray(argument) ? argument : [argument];
    if (name === 'Ref') {
      names.add(String(argument));
    } else if (name === 'Fn::GetAtt') {
      names.add(String(list[0]).split('.')[0]);
    } else if (name === 'Fn::If') {
      const [whenTrue, whenFalse] = [references(list[1]), references(list[2])];
      whenTrue.forEach((item) => whenFalse.has(item) && names.add(item));
    } else {
      if (name === 'Fn::Sub') {
        substituted(list[0], list[1]).forEach((item) => names.add(item));
      }
      open.push(...Object.values(value));
    }
  }
  return names;
}

/** The names in `${Name}` and `${Name.Attribute}` that no variable of the call defines. */
function substituted(template: unknown, variables: unknown): string[] {
  const own = isObject(variables) ? variables : {};
  return [...String(template).matchAll(/\$\{([^!}][^}]*)\}/g)].flatMap(([, name]) => (
    Object.hasOwn(own, name) ? [] : [name.split('.')[0].trim()]
  ));
}
