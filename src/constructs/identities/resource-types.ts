/** The types of resources that actions can be limited to: which one a resource or an ARN is of, and what is in it. */
import { storedService } from '../../catalogue/services';
import { parseArn } from '../../policy/arn';
import { Pattern } from '../../policy/pattern';
import { splitText, Text } from '../../policy/text';

export interface ResourceType {
  /** The prefix of the service's actions, for instance `s3`. */
  readonly service: string;
  /** As AWS calls it, for instance `bucket`. */
  readonly name: string;
  /** ARN format, for instance `arn:${Partition}:s3:::${BucketName}`. */
  readonly arn: string;
}

const VARIABLE = /\$\{([^}]*)\}/g;
const known = new Map<string, readonly ResourceType[]>();

export function typesOfService(service: string): readonly ResourceType[] {
  let types = known.get(service);
  if (!types) {
    types = Object.entries(storedService(service)?.[1] ?? {}).map(([name, [arn]]) => ({ service, name, arn }));
    known.set(service, types);
  }
  return types;
}

/** Services that CloudFormation calls differently. */
const SERVICES: Readonly<Record<string, string>> = {
  ApplicationAutoScaling: 'application-autoscaling', CertificateManager: 'acm', EFS: 'elasticfilesystem', ElasticLoadBalancingV2: 'elasticloadbalancing',
  EMR: 'elasticmapreduce', KinesisFirehose: 'firehose', MSK: 'kafka', OpenSearchService: 'es', StepFunctions: 'states',
};

/** Types that CloudFormation calls differently: service and type. */
const TYPES: Readonly<Record<string, readonly [service: string, name: string]>> = {
  'AWS::Cognito::IdentityPool': ['cognito-identity', 'identitypool'],
  'AWS::Cognito::UserPool': ['cognito-idp', 'userpool'],
  'AWS::DynamoDB::GlobalTable': ['dynamodb', 'table'],
  'AWS::IAM::ManagedPolicy': ['iam', 'policy'],
  'AWS::KMS::ReplicaKey': ['kms', 'key'],
  'AWS::Lambda::Alias': ['lambda', 'function alias'],
  'AWS::Lambda::Version': ['lambda', 'function version'],
  'AWS::RDS::DBCluster': ['rds', 'cluster'],
  'AWS::RDS::DBInstance': ['rds', 'db'],
  'AWS::SecretsManager::SecretTargetAttachment': ['secretsmanager', 'Secret'],
};

/** By its name: `AWS::Logs::LogGroup` is the type `log-group` of `logs`. */
export function typeOfCloudFormation(type: string): ResourceType | undefined {
  const [, namespace, resource] = type.split('::');
  const [service, name] = TYPES[type] ?? [SERVICES[namespace] ?? namespace.toLowerCase(), resource];
  return typesOfService(service).find((one) => simple(one.name) === simple(name));
}

function simple(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * The types that an ARN can be of; undefined when a token hides the service. `arn:aws:s3:::reports/*` is an object, and no bucket
 * with a slash in its name.
 */
export function typesOfArn(arn: Text): readonly ResourceType[] | undefined {
  const service = parseArn(arn)?.service;
  if (typeof service !== 'string') {
    return undefined;
  }
  const types = typesOfService(service);
  const matching = types.filter((type) => Pattern.of(type.arn.replace(VARIABLE, '*')).matches(arn) === 'yes');
  const innermost = matching.filter((type) => !matching.some((other) => suffixOf(type, other) !== undefined));
  const exact = innermost.filter((type) => !reachesInto(arn, type));
  return exact.length > 0 ? exact : innermost.flatMap((type) => contentsOf(type).map((content) => content.type));
}

/** Has the ARN more segments than the type, as those of what is in it have? */
function reachesInto(arn: Text, type: ResourceType): boolean {
  const separators = new Set(contentsOf(type).map(({ suffix }) => suffix[0]));
  return [...separators].some((separator) => splitText(arn, separator).length > type.arn.split(separator).length);
}

export interface Content {
  readonly type: ResourceType;
  /** What its ARNs have after the one of the resource, with stars for names. */
  readonly suffix: string;
}

/** What lies in a resource by its ARN: objects of a bucket, indexes of a table, versions of a function. */
export function contentsOf(type: ResourceType): readonly Content[] {
  return typesOfService(type.service).flatMap((other) => {
    const suffix = suffixOf(type, other);
    return suffix === undefined ? [] : [{ type: other, suffix: suffix.replace(VARIABLE, '*') }];
  });
}

function suffixOf(outer: ResourceType, inner: ResourceType): string | undefined {
  const suffix = inner.arn.startsWith(outer.arn) ? inner.arn.slice(outer.arn.length) : '';
  return /^[:/]/.test(suffix) ? suffix : undefined;
}

/** What of a resource's ARN goes into other ARNs. */
export interface ArnParts {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** What belongs to a resource although its ARN begins differently: executions of a state machine, rules of an event bus. */
export function companionsOf(type: ResourceType): readonly ResourceType[] {
  const [name, ...more] = ownVariables(type);
  if (name === undefined || more.length > 0 || !simple(name).startsWith(simple(type.name))) {
    return [];
  }
  const nested = contentsOf(type).map((content) => content.type);
  return typesOfService(type.service).filter((other) => (
    other !== type && !nested.includes(other) && serviceOf(other) === serviceOf(type) && ownVariables(other).includes(name)
  ));
}

function serviceOf({ arn }: ResourceType): string {
  return arn.split(':')[2];
}

/** What tells one resource of the type from another in an account. */
function ownVariables({ arn }: ResourceType): string[] {
  return [...arn.matchAll(VARIABLE)].map(([, name]) => name).filter((name) => !['Partition', 'Region', 'Account'].includes(name));
}

/** The ARN of a companion of the resource; stars stand for what the resource does not tell. */
export function companionArn(companion: ResourceType, type: ResourceType, { partition, region, account, name }: ArnParts): string {
  const values: Readonly<Record<string, string>> = { Partition: partition, Region: region, Account: account, [ownVariables(type)[0]]: name };
  return companion.arn.replace(VARIABLE, (_, variable: string) => values[variable] ?? '*');
}

/** What separates the name in ARNs of the type from what is before it. */
export function nameSeparator(type: ResourceType): string {
  return type.arn[type.arn.lastIndexOf('${') - 1];
}
