/**
 * Policies that are longer than AWS lets them be.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
import { partKey } from './keys';
import { FEW_CHARACTERS, withSuchDocument } from './ordinary-policies';
import { Violation } from './rule';
import { placeOfPolicy } from './select';
import { AccessModel, ModelPrincipal, PolicySource, PrincipalKind } from '../model/access-model';
import { PolicyDocument } from '../policy/document';
import { likelySize, PolicySize, sizeOf } from '../policy/size';

interface Quota {
  readonly characters: number;
  /** AWS raises the quota on request, up to this. */
  readonly raised?: number;
}

const MANAGED = 'AWS::IAM::ManagedPolicy';
const OF_MANAGED: Quota = { characters: 6144 };
const OF_TRUST: Quota = { characters: 2048, raised: 8192 };
const OF_KIND: Partial<Record<PolicySource['kind'], Quota>> = { trust: OF_TRUST, scp: { characters: 10_240 }, rcp: { characters: 5120 } };
/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
const OF_TYPE: Readonly<Record<string, Quota>> = {
  [MANAGED]: OF_MANAGED, 'AWS::S3::BucketPolicy': { characters: 20_480 }, 'AWS::KMS::Key': { characters: 32_768 }, 'AWS::SQS::QueuePolicy': { characters: 8192 },
};
/** All inline policies of a principal together. */
const OF_INLINE: Partial<Record<PrincipalKind, Quota>> = { role: { characters: 10_240 }, user: { characters: 2048 }, group: { characters: 5120 } };

/** Of the policies, and of principals with several. */
export function oversizes({ principals }: AccessModel, policies: readonly PolicySource[]): Violation[] {
  const long = withSuchDocument(policies, (document) => likelySize(document) > FEW_CHARACTERS);
  const holders = new Set([...principals.filter((principal) => principal.policies.length > 1), ...long.flatMap((policy) => policy.principals)]);
  return [...long.flatMap(oversizeOf), ...[...holders].flatMap(oversizeOfInline)];
}

const NONE: readonly Violation[] = [];

function oversizeOf(policy: PolicySource): readonly Violation[] {
  const quota = OF_KIND[policy.kind] ?? OF_TYPE[policy.resource.type];
  const size = quota && sizeBeyond(quota, [policy.document]);
  return size ? [{ ...placeOfPolicy(policy), ...excess(size, quota, 'the document') }] : NONE;
}

function oversizeOfInline(principal: ModelPrincipal): readonly Violation[] {
  const { kind, resource } = principal;
  const quota = OF_INLINE[kind];
  const size = quota && sizeBeyond(quota, inlineOf(principal));
  return size
    ? [{ template: resource.template, resource, location: 'Properties', ...excess(size, quota, `all inline policies of the ${kind}`) }]
    : NONE;
}

/** The size of the documents together, if it is likely to be beyond the quota. */
function sizeBeyond({ characters }: Quota, documents: readonly PolicyDocument[]): PolicySize | undefined {
  const likely = sum(documents.map(likelySize));
  return likely > characters ? { least: sum(documents.map((document) => sizeOf(document).least)), likely } : undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The policies of its groups do not count. */
function inlineOf({ policies, groups }: ModelPrincipal): PolicyDocument[] {
  const own = groups.length === 0 ? policies : policies.filter((policy) => !groups.some((group) => group.policies.includes(policy)));
  return own.filter(({ resource }) => resource.type !== MANAGED).map(({ document }) => document);
}

function excess({ least, likely }: PolicySize, { characters, raised }: Quota, what: string): Pick<Violation, 'key' | 'message' | 'fix' | 'unknown' | 'severity'> {
  const certain = least > characters;
  return {
    key: partKey('Size', [what]),
    message: certain
      ? `has ${least} characters or more at ${what}, where IAM expects at most ${characters}${raised === undefined ? '' : `, or ${raised} if the quota is raised`}`
      : `has ${least} characters at ${what} beside its tokens, and about ${likely} with them, where IAM expects at most ${characters}`,
    fix: 'Split the policy, or name resources and actions by patterns.',
    unknown: !certain,
    severity: raised !== undefined && least <= raised ? 'warning' : 'error',
  };
}
