/** Properties that resources get when they have none of their own, whatever construct class made them. */
import { Annotations, CfnResource, Duration, Stack, Tag, TagManager } from 'aws-cdk-lib';
import { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { MaxSessionDurationAspect } from '../../enforce/max-session-duration-aspect';
import { PermissionsBoundaryAspect } from '../../enforce/permissions-boundary-aspect';
import { synthesizedProperty } from '../../enforce/synthesized-property';
import { BOUNDARY_METADATA } from '../../model/declared-boundary';
import { badProp, checkText, PATH_BELOW_ROOT } from '../props';

export interface ResourceDefault {
  /** What it sets. */
  readonly property: string;
  concerns(construct: IConstruct): boolean;
  value(construct: IConstruct): unknown;
  apply(construct: IConstruct): void;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names */
const TYPES_WITH_PATH = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::InstanceProfile'];
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html, as far as CloudFormation sets them */
const TYPES_WITH_TAGS = [
  'AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::OIDCProvider', 'AWS::IAM::SAMLProvider', 'AWS::IAM::ServerCertificate', 'AWS::IAM::VirtualMFADevice',
];
const TAG_KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

export function boundaryDefault({ managedPolicyArn }: IManagedPolicy): ResourceDefault {
  const aspect = new PermissionsBoundaryAspect({ permissionsBoundaryArn: managedPolicyArn });
  return ofIam(['AWS::IAM::Role', 'AWS::IAM::User'], 'PermissionsBoundary', (resource) => aspect.visit(resource));
}

export function sessionDefault(maxSessionDuration: Duration): ResourceDefault {
  const aspect = new MaxSessionDurationAspect({ maxSessionDuration });
  return ofIam(['AWS::IAM::Role'], 'MaxSessionDuration', (resource) => aspect.visit(resource));
}

/** `/` is what CDK writes for a managed policy without a path. Boundaries stay: they are known by their ARN, and protect it. */
export function pathDefault(path: string, boundary?: IManagedPolicy): ResourceDefault {
  checkText('path', path, PATH_BELOW_ROOT, 'a path below / that AWS does not reserve, with a slash at both ends, such as /workload/');
  return ofIam(TYPES_WITH_PATH, 'Path', (resource) => {
    const existing = synthesizedProperty(resource, 'Path');
    if (isBoundary(resource, boundary)) {
      return;
    }
    if (existing === undefined || existing === '/') {
      resource.addPropertyOverride('Path', path);
    } else if (JSON.stringify(existing) !== JSON.stringify(Stack.of(resource).resolve(path))) {
      Annotations.of(resource).addWarningV2('IamGuardrails:OtherPath', `has the path ${JSON.stringify(existing)}, not "${path}"; it is left as it is`);
    }
  });
}

export function tagDefault(key: string, value: string): ResourceDefault {
  if (!TAG_KEY.test(key)) {
    throw badProp('tags', key, 'the key of a tag, known now, without aws: at its start: 1 to 128 letters, digits, spaces, or _.:/=+-@');
  }
  checkText(`tags["${key}"]`, value, TAG_VALUE, 'at most 256 letters, digits, spaces, or _.:/=+-@');
  const tag = new Tag(key, value, { priority: 0 });
  return {
    property: `Tags.${key}`,
    concerns: (construct) => (TagManager.of(construct) !== undefined && !Stack.isStack(construct)) || isOf(TYPES_WITH_TAGS, construct),
    value: (construct) => TagManager.of(construct)?.tagValues()[key] ?? rawTags(construct)?.find(({ Key }) => Key === key)?.Value,
    apply: (construct) => (TagManager.of(construct) ? tag.visit(construct) : addRawTag(construct as CfnResource, key, value)),
  };
}

function ofIam(types: readonly string[], property: string, apply: (resource: CfnResource) => void): ResourceDefault {
  return {
    property,
    concerns: (construct) => isOf(types, construct),
    value: (construct) => synthesizedProperty(construct as CfnResource, property),
    apply: (construct) => apply(construct as CfnResource),
  };
}

function isOf(types: readonly string[], construct: IConstruct): boolean {
  return CfnResource.isCfnResource(construct) && types.includes(construct.cfnResourceType);
}

function isBoundary(resource: CfnResource, boundary: IManagedPolicy | undefined): boolean {
  const name = synthesizedProperty(resource, 'ManagedPolicyName');
  return resource.getMetadata(BOUNDARY_METADATA) !== undefined || boundary?.node.defaultChild === resource
    || (boundary !== undefined && typeof name === 'string' && boundary.managedPolicyArn.endsWith(`:policy/${name}`));
}

interface TagJson {
  readonly Key: string;
  readonly Value: unknown;
}

function rawTags(construct: IConstruct): readonly TagJson[] | undefined {
  const tags = CfnResource.isCfnResource(construct) ? synthesizedProperty(construct, 'Tags') ?? [] : undefined;
  return Array.isArray(tags) ? tags : undefined;
}

function addRawTag(resource: CfnResource, key: string, value: string): void {
  const tags = rawTags(resource);
  if (!tags) {
    Annotations.of(resource).addWarningV2('IamGuardrails:UnknownTags', `has tags that are known only when it is deployed; it does not get the tag "${key}"`);
  } else if (!tags.some(({ Key }) => Key === key)) {
    resource.addPropertyOverride('Tags', [...tags, { Key: key, Value: value }]);
  }
}
