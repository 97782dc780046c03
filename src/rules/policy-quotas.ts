/**
 * Policies that are longer than AWS lets them be.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
import { partKey } from './keys';
import { Violation } from './rule';
import { placeOfPolicy } from './select';
import { AccessModel, ModelPrincipal, PolicySource, PrincipalKind } from '../model/access-model';
import { PolicyDocument } from '../policy/document';
import { PolicySize, sizeOf } from '../policy/size';

interface Quota {
  readonly characters: number;
  /** AWS raises the quota on request, up to this. */
  readonly raised?: number;
}

const MANAGED = 'AWS::IAM::ManagedPolicy';
const OF_MANAGED: Quota = { characters: 6144 };
const OF_TRUST: Quota = { characters: 2048, raised: 4096 };
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

export function* oversizes(model: AccessModel): Generator<Violation> {
  for (const policy of model.policies) {
    const quota = OF_KIND[policy.kind] ?? OF_TYPE[policy.resource.type];
    const size = quota && sizeOfDocument(policy.document);
    if (size && size.likely > quota.characters) {
      yield { ...placeOfPolicy(policy), ...excess(size, quota, 'the document') };
    }
  }
  for (const principal of model.principals) {
    const quota = OF_INLINE[principal.kind];
    const size = quota && sizeOfInline(principal);
    if (size && size.likely > quota.characters) {
      const { resource } = principal;
      yield { template: resource.template, resource, location: 'Properties', ...excess(size, quota, `all inline policies of the ${principal.kind}`) };
    }
  }
}

const sizes = new WeakMap<PolicyDocument, PolicySize>();

/** Policies with the same text share a document. */
function sizeOfDocument(document: PolicyDocument): PolicySize {
  const size = sizes.get(document) ?? sizeOf(document);
  sizes.set(document, size);
  return size;
}

/** The policies of its groups do not count. */
function sizeOfInline({ policies, groups }: ModelPrincipal): PolicySize {
  let least = 0;
  let likely = 0;
  for (const policy of policies) {
    if (policy.resource.type !== MANAGED && !groups.some((group) => group.policies.includes(policy))) {
      const size = sizeOfDocument(policy.document);
      least += size.least;
      likely += size.likely;
    }
  }
  return { least, likely };
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
