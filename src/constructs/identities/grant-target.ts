/** What a grant is on: constructs of CDK and ARNs, by the types of resources that actions can be limited to. */
import { Arn, ArnFormat, Aws, CfnResource, Reference, Resource, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { GrantTarget, TargetEncryption, TargetForm } from './access-statements';
import { companionArn, companionsOf, contentsOf, nameSeparator, ResourceType, typeOfCloudFormation, typesOfArn, typesOfService } from './resource-types';
import { plainText } from '../../enforce/plain-policies';
import { badProp } from '../props';

export function grantTarget(resource: IConstruct | string): GrantTarget {
  return typeof resource === 'string' ? targetOfArn(resource) : targetOfConstruct(resource);
}

function targetOfConstruct(construct: IConstruct): GrantTarget {
  const label = construct.node.path;
  const reference = refOf(construct);
  if (!reference) {
    throw badProp('resources', `${label} (${typeName(construct)})`, 'a construct whose ARN is known: pass the ARN of this one, if it has one');
  }
  const arn = wholeArn(construct, reference);
  const type = typeOfResource(construct);
  const types = type ? [type] : typesOfArn(plainText(arn, 'resources')) ?? typesOfImport(reference);
  return { label, arn, forms: types && formsOf(types, arn), encryption: types && encryptionOf(construct, types) };
}

function targetOfArn(written: string): GrantTarget {
  const label = `"${written}"`;
  const arn = written.replace(/(:log-group:[^:]+):\*$/, '$1');
  const attribute = arnAttribute(arn);
  if (attribute?.rest === '') {
    return attribute.type ? { label, arn, forms: formsOf([attribute.type], arn) } : targetOfConstruct(attribute.resource);
  }
  const type = attribute && (attribute.type ?? typeOfResource(attribute.resource));
  const types = typesOfArn(type ? `${type.arn}${attribute.rest}` : plainText(arn, 'resources'));
  return { label, arn, forms: types && formsOf(types, arn) };
}

/** Attributes that are ARNs of something else, or of a resource whose construct does not tell its ARN. */
const ATTRIBUTES: Readonly<Record<string, readonly [service: string, name: string]>> = {
  'AWS::CertificateManager::Certificate.Ref': ['acm', 'certificate'],
  'AWS::DynamoDB::GlobalTable.StreamArn': ['dynamodb', 'stream'],
  'AWS::DynamoDB::Table.StreamArn': ['dynamodb', 'stream'],
  'AWS::RDS::DBCluster.MasterUserSecret.SecretArn': ['secretsmanager', 'Secret'],
  'AWS::RDS::DBInstance.MasterUserSecret.SecretArn': ['secretsmanager', 'Secret'],
};

function typeOfAttribute(resource: IConstruct, attribute: string): ResourceType | undefined {
  const [service, name] = (CfnResource.isCfnResource(resource) && ATTRIBUTES[`${resource.cfnResourceType}.${attribute}`]) || [];
  return service === undefined ? undefined : typesOfService(service).find((type) => type.name === name);
}

interface ArnAttribute {
  readonly resource: IConstruct;
  /** What the attribute is the ARN of, if not of the resource as its construct tells it. */
  readonly type?: ResourceType;
  /** What follows the attribute: `/*` of `${bucket.bucketArn}/*`. */
  readonly rest: string;
}

/** A token that is the ARN of a resource of the app tells what the resource is. */
function arnAttribute(text: string): ArnAttribute | undefined {
  const firstToken = text === '' ? undefined : Tokenization.reverseString(text).firstToken;
  if (!firstToken || !Reference.isReference(firstToken) || !text.startsWith(Token.asString(firstToken))) {
    return undefined;
  }
  const arn = refOf(firstToken.target)?.arn;
  const own = arn ? Tokenization.reverseString(arn).firstToken : undefined;
  const isArn = own !== undefined && Reference.isReference(own) && own.displayName === firstToken.displayName;
  const type = isArn ? undefined : typeOfAttribute(firstToken.target, firstToken.displayName);
  return isArn || type ? { resource: firstToken.target, type, rest: text.slice(Token.asString(firstToken).length) } : undefined;
}

interface ResourceRef {
  /** What CloudFormation calls it, as properties are spelt: `bucket`. */
  readonly name: string;
  readonly arn: string;
}

/** Of CDK's references, which all constructs of a type have: `bucketRef` with `bucketArn`. The id of a secret is its ARN. */
function refOf(construct: IConstruct): ResourceRef | undefined {
  for (let holder: object = construct; holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    for (const property of Object.getOwnPropertyNames(holder)) {
      const name = /^(.+)Ref$/.exec(property)?.[1];
      const reference: unknown = name && Reflect.get(construct, property);
      const arn: unknown = typeof reference === 'object' && reference !== null && Reflect.get(reference, name === 'secret' ? 'secretId' : `${name}Arn`);
      if (name && typeof arn === 'string') {
        return { name, arn };
      }
    }
  }
  return undefined;
}

function wholeArn(construct: IConstruct, { name, arn }: ResourceRef): string {
  if (name === 'logGroup') {
    return logGroupArn(construct) ?? arn;
  }
  // Of a secret that is imported by name the last six characters of the ARN are not known.
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret-names.html
  return name === 'secret' && 'secretFullArn' in construct && construct.secretFullArn === undefined ? `${arn}-??????` : arn;
}

/** CloudFormation's ARN of a log group ends in `:*`, which is not its ARN to the actions on tags. */
function logGroupArn(construct: IConstruct): string | undefined {
  const { logGroupName } = Reflect.get(construct, 'logGroupRef');
  const { region, account } = environmentOf(construct);
  return Stack.of(construct).formatArn({
    service: 'logs', resource: 'log-group', resourceName: logGroupName, region, account, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

function environmentOf(construct: IConstruct): { readonly region: string; readonly account: string } {
  return Resource.isResource(construct) ? construct.env : Stack.of(construct);
}

function typeOfResource(construct: IConstruct): ResourceType | undefined {
  const type = cloudFormationType(construct);
  return type === undefined ? undefined : typeOfCloudFormation(type);
}

function cloudFormationType(construct: IConstruct): string | undefined {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  return resource && CfnResource.isCfnResource(resource) ? resource.cfnResourceType : undefined;
}

/** Of a construct without a resource of its own, an imported one for instance, the name of the class. */
function typeName(construct: IConstruct): string {
  return cloudFormationType(construct) ?? construct.constructor.name;
}

/** What can be imported by an ARN that is all token. */
const IMPORTED = [
  'AWS::DynamoDB::Table', 'AWS::ECR::Repository', 'AWS::EFS::FileSystem', 'AWS::Events::EventBus', 'AWS::IAM::Role', 'AWS::Kinesis::Stream',
  'AWS::KinesisFirehose::DeliveryStream', 'AWS::KMS::Key', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret', 'AWS::SNS::Topic', 'AWS::SQS::Queue', 'AWS::SSM::Parameter', 'AWS::StepFunctions::StateMachine',
];

function typesOfImport({ name }: ResourceRef): ResourceType[] | undefined {
  const imported = IMPORTED.find((type) => type.split('::')[2].toLowerCase() === name.toLowerCase());
  const type = imported === undefined ? undefined : typeOfCloudFormation(imported);
  return type && [type];
}

function formsOf(types: readonly ResourceType[], arn: string): TargetForm[] {
  return types.flatMap((type) => {
    const companions = companionsOf(type);
    return [
      ...ownForms(type, arn),
      ...contentsOf(type).map((content) => ({ type: content.type, arns: [`${arn}${content.suffix}`] })),
      ...(companions.length > 0 ? companionForms(companions, type, arn) : []),
    ];
  });
}

const QUALIFIED = ['logs log-group', 'lambda function'];

/**
 * With `:*` a log group for all actions but those on tags, and a function by its versions and aliases: actions on functions take those, too.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
 */
function ownForms(type: ResourceType, arn: string): TargetForm[] {
  const { service, name } = type;
  const isOpen = QUALIFIED.includes(`${service} ${name}`) && !arn.endsWith('*');
  const unqualified = service === 'lambda' && /^function (version|alias)$/.test(name) ? typesOfService(service).filter((other) => other.name === 'function') : [];
  return [{ type, arns: isOpen ? [arn, `${arn}:*`] : [arn] }, ...unqualified.map((other) => ({ type: other, arns: [arn] }))];
}

function companionForms(companions: readonly ResourceType[], type: ResourceType, arn: string): TargetForm[] {
  const format = nameSeparator(type) === '/' ? ArnFormat.SLASH_RESOURCE_NAME : ArnFormat.COLON_RESOURCE_NAME;
  const { partition = Aws.PARTITION, region = '', account = '', resourceName: name = '*' } = Arn.split(arn, format);
  return companions.map((companion) => ({ type: companion, arns: [companionArn(companion, type, { partition, region, account, name })] }));
}

/** What L2 constructs call the key of the customer that encrypts them. */
const KEYS = ['encryptionKey', 'encryptionMasterKey', 'masterKey'];

function encryptionOf(construct: IConstruct, [type]: readonly ResourceType[]): TargetEncryption | undefined {
  const key: unknown = KEYS.map((property) => Reflect.get(construct, property)).find((value) => value !== undefined);
  if (!Construct.isConstruct(key)) {
    return undefined;
  }
  const { region } = environmentOf(construct);
  // The name of the service in the Regions of China ends as their domain does.
  return { keyArn: keyArnOf(key), viaServices: ['amazonaws.com', Aws.URL_SUFFIX].map((suffix) => `${type.service}.${region}.${suffix}`) };
}

/**
 * The ARN of an alias grants no use of its key, which an alias that is imported does not tell.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function keyArnOf(key: IConstruct): string | undefined {
  const isAlias = 'aliasName' in key;
  return isAlias && !Resource.isOwnedResource(key) ? undefined : Reflect.get(isAlias ? Reflect.get(key, 'aliasTargetKey') : key, 'keyArn');
}
