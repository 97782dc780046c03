/** What an expansion collects: the resources that SAM makes, where each is written, and what stays unknown. */
import { isObject } from '../../policy/document';
import { WrittenPlace } from '../access-model';

export type Properties = Readonly<Record<string, unknown>>;

/** A resource of SAM's, with the properties that Globals add. */
export interface SamResource {
  readonly logicalId: string;
  /** Without `AWS::Serverless::`. */
  readonly type: string;
  readonly properties: Properties;
  /** What all that SAM makes of the resource shares with it. */
  readonly attributes: Properties;
  /** By property path: properties that stand in Globals. */
  readonly places: ReadonlyMap<string, WrittenPlace>;
}

/** What no reader knows of an expanded template. */
export interface UnknownPart {
  /** Of the resource made by SAM whose permissions it belongs to. */
  readonly logicalId: string;
  /** Path below that resource. */
  readonly location: string;
  readonly what: string;
}

export class SamDraft {
  readonly resources: Record<string, unknown> = {};
  readonly conditions: Record<string, unknown> = {};
  readonly unknown: UnknownPart[] = [];
  /** By logical id, then by property path. */
  readonly places = new Map<string, Map<string, WrittenPlace>>();

  /** What the template declares by the same id stays as it is. */
  constructor(private readonly declared: Properties) {}

  /** Adds what SAM makes because of the property of a resource. */
  add(from: SamResource, property: string, logicalId: string, type: string, properties: Properties): void {
    if (!Object.hasOwn(this.declared, logicalId)) {
      this.resources[logicalId] = { Type: type, Properties: properties, ...from.attributes };
      this.place(logicalId, 'Properties', { path: writtenAt(from, property), whole: true });
    }
  }

  /** Of a resource as the template declares it. */
  declaredProperties(logicalId: string): Properties {
    return objectAt(this.declared, logicalId, 'Properties');
  }

  /** Puts what becomes of a resource in its place. */
  replace(from: SamResource, type: string, properties: Properties): void {
    const resource = this.declared[from.logicalId] as Properties;
    this.resources[from.logicalId] = { ...resource, Type: type, Properties: properties };
    from.places.forEach((place, path) => this.place(from.logicalId, path, place));
  }

  place(logicalId: string, path: string, place: WrittenPlace): void {
    const places = this.places.get(logicalId) ?? new Map<string, WrittenPlace>();
    this.places.set(logicalId, places.set(path, place));
  }

  /** Leaves a resource as it is, and says that nobody knows what becomes of it. */
  leave(from: SamResource, what: string, property?: string): void {
    this.unknown.push({ logicalId: from.logicalId, location: property === undefined ? 'Properties' : `Properties.${property}`, what });
  }
}

/** The path in the template of a property, be it the resource's own or of Globals; of the properties if none is named. */
export function writtenAt({ logicalId, places }: SamResource, property: string): string {
  const path = property === '' ? 'Properties' : `Properties.${property}`;
  return places.get(path)?.path ?? `Resources.${logicalId}.${path}`;
}

/** The object at a path of names below the properties; an empty one where there is none. */
export function objectAt(properties: Properties, ...names: readonly string[]): Properties {
  const value = names.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), properties);
  return isObject(value) ? value : {};
}

export const ref = (logicalId: string) => ({ Ref: logicalId });
export const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
export const sub = (text: string, variables?: Properties) => ({ 'Fn::Sub': variables ? [text, variables] : text });
