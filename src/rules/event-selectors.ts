/** The event selectors of a trail, of the older kind and of the advanced, in one form. */
import { AccessModel, ResourceNode } from '../model/access-model';
import { opaqueToken, Text } from '../policy/text';

export interface EventSelector {
  readonly location: string;
  readonly management: boolean;
  /** What is left out of the management events, or limits them. */
  readonly limits: readonly string[];
  /** Of objects in S3: `undefined` for none. Empty lists are all objects. */
  readonly objects?: { readonly startsWith: readonly Text[]; readonly notStartsWith: readonly Text[] };
  readonly writes: boolean;
  readonly unknown?: string;
}

type Values = ReadonlyMap<string, readonly Text[]>;

const ADVANCED = /^(Properties\.AdvancedEventSelectors\[\d+\])\.FieldSelectors(\[\d+\])\.(\w+)/;
const OLDER = /^(Properties\.EventSelectors\[\d+\])\.(?:DataResources(\[\d+\])\.(\w+)|(\w+))/;

/** Without any selector a trail records all management events: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html */
export function eventSelectorsOf(model: AccessModel, trail: ResourceNode): readonly EventSelector[] {
  const texts = model.textsOf(trail);
  const switches = model.textsAt(trail, 'EventSelectors[].IncludeManagementEvents');
  const selectors = [
    ...grouped(texts, ADVANCED).map(([location, values]) => advanced(location, values)),
    ...grouped(texts, OLDER).map(([location, values]) => older(location, values, switches.length > 0 && switches.every((text) => text === 'false'))),
  ];
  return selectors.length > 0 ? selectors : [{ location: 'Properties', management: switches.every((text) => text !== 'false'), limits: [], writes: true }];
}

/** Values by the rest of their path, for each selector. */
function grouped(texts: readonly { readonly location: string; readonly text: Text }[], form: RegExp): [string, Values][] {
  const groups = new Map<string, Map<string, Text[]>>();
  for (const { location, text } of texts) {
    const match = form.exec(location);
    if (match) {
      const group = groups.get(match[1]) ?? new Map<string, Text[]>();
      const name = match.slice(2).filter((part) => part !== undefined).join('.');
      groups.set(match[1], group.set(name, [...group.get(name) ?? [], text]));
    }
  }
  return [...groups];
}

function advanced(location: string, values: Values): EventSelector {
  const fields = [...values].filter(([name]) => name.endsWith('.Field')).map(([name, [field]]) => ({
    field: field.toString(), of: (operator: string) => values.get(name.replace('.Field', `.${operator}`)) ?? [],
  }));
  const equals = (name: string) => fields.filter(({ field }) => field === name).flatMap(({ of }) => of('Equals'));
  const isObjects = equals('resources.type').includes('AWS::S3::Object');
  const arns = fields.filter(({ field }) => field === 'resources.ARN');
  const category = equals('eventCategory');
  return {
    location,
    management: category.includes('Management'),
    limits: fields.filter(({ field }) => field !== 'eventCategory').map(({ field }) => field),
    ...(isObjects && {
      objects: {
        startsWith: arns.flatMap(({ of }) => [...of('StartsWith'), ...of('Equals')]),
        notStartsWith: arns.flatMap(({ of }) => [...of('NotStartsWith'), ...of('NotEquals')]),
      },
    }),
    writes: !equals('readOnly').includes('true'),
    unknown: [...category, ...equals('resources.type')].map(opaqueToken).find((token) => token)?.label,
  };
}

function older(location: string, values: Values, isDataOnly: boolean): EventSelector {
  const of = (name: string) => values.get(name) ?? [];
  const types = [...values].filter(([name, texts]) => name.endsWith('.Type') && texts.includes('AWS::S3::Object'));
  const arns = types.flatMap(([name]) => of(name.replace('.Type', '.Values')));
  const readWrite = of('ReadWriteType');
  const switches = of('IncludeManagementEvents');
  return {
    location,
    management: !isDataOnly,
    limits: [
      ...(readWrite.every((text) => text === 'All' || opaqueToken(text)) ? [] : ['ReadWriteType']),
      ...(of('ExcludeManagementEventSources').length > 0 ? ['ExcludeManagementEventSources'] : []),
    ],
    ...(types.length > 0 && {
      objects: { startsWith: arns.some((arn) => ALL_OBJECTS.test(arn.toString())) ? [] : arns, notStartsWith: [] },
    }),
    writes: readWrite.length === 0 || readWrite.some((text) => text !== 'ReadOnly'),
    unknown: [...readWrite, ...switches].map(opaqueToken).find((token) => token)?.label,
  };
}

const ALL_OBJECTS = /^arn:(?:[^:]+|<AWS::Partition>):s3(?::::)?$/;
