/**
 * What the section Globals adds to a resource: objects are merged, lists begin with those of Globals, and all other
 * values of the resource win.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
import { objectAt, Properties, SamResource } from './sam-draft';
import { isObject } from '../../policy/document';
import { WrittenPlace } from '../access-model';
import { isIntrinsic } from '../intrinsic-call';

const PREFIX = 'AWS::Serverless::';
export function isSamType(type: unknown): type is string {
  return typeof type === 'string' && type.startsWith(PREFIX);
}

export function withGlobals(logicalId: string, resource: Properties, body: Properties): SamResource {
  const type = String(resource.Type).slice(PREFIX.length);
  const ignored = resource.IgnoreGlobals;
  const constructPath = objectAt(resource, 'Metadata')['aws:cdk:path'];
  const globals = ignored === '*' ? {} : without(objectAt(body, 'Globals', type), Array.isArray(ignored) ? ignored : []);
  const places = new Map<string, WrittenPlace>();
  return {
    logicalId,
    type,
    properties: merged(globals, isObject(resource.Properties) ? resource.Properties : {}, 'Properties', `Globals.${type}`, places),
    attributes: {
      ...('Condition' in resource && { Condition: resource.Condition }),
      ...(constructPath !== undefined && { Metadata: { 'aws:cdk:path': constructPath } }),
    },
    places,
  };
}

function merged(globals: Properties, own: Properties, path: string, globalPath: string, places: Map<string, WrittenPlace>): Properties {
  const result: Record<string, unknown> = { ...own };
  for (const [name, value] of Object.entries(globals)) {
    const mine = own[name];
    if (mine === undefined) {
      result[name] = value;
      places.set(`${path}.${name}`, { path: `${globalPath}.${name}` });
    } else if (isMap(mine) && isMap(value)) {
      result[name] = merged(value, mine, `${path}.${name}`, `${globalPath}.${name}`, places);
    } else if (Array.isArray(mine) && Array.isArray(value)) {
      result[name] = [...value, ...mine];
    }
  }
  return result;
}

function isMap(value: unknown): value is Properties {
  return isObject(value) && !isIntrinsic(value);
}

function without(properties: Properties, names: readonly unknown[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}
