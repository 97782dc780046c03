/** What the policies of one app attach where. */
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { IConstruct } from 'constructs';
import { OrganizationPolicyType } from './guardrail-definition';
import { NamedStatements } from './lock-out';
import { CheckedQuotas } from './organization-policy-quotas';
import { PolicyTarget } from './policy-target';
import { badProp } from '../props';

interface Attachment {
  readonly policyType: OrganizationPolicyType;
  readonly targetId: string;
  /** Named by its path. */
  readonly policy: NamedStatements;
}

const attachmentsOf = new WeakMap<IConstruct, readonly Attachment[]>();

function attachmentsIn(scope: IConstruct, policyType: OrganizationPolicyType): readonly Attachment[] {
  return (attachmentsOf.get(scope.node.root) ?? []).filter((attachment) => attachment.policyType === policyType);
}

/** One that finds no room is an error. */
export function attach(
  scope: IConstruct, policyType: OrganizationPolicyType, policy: NamedStatements, targets: readonly PolicyTarget[], { room }: CheckedQuotas,
): void {
  targets.forEach(({ targetId }, index) => {
    if (targets.slice(0, index).some((other) => other.targetId === targetId)) {
      throw badProp(`targets[${index}]`, targetId, 'each target once');
    }
    const names = [...attachmentsIn(scope, policyType).filter((other) => other.targetId === targetId).map((other) => other.policy.name), policy.name];
    if (names.length > room) {
      throw new Error(`targets[${index}]: found ${names.length} policies of type ${policyType} that the app attaches to ${targetId} (${names.join(', ')}), `
        + `expected at most ${room}: ${names.length - room} too many for the quota of policies per target`);
    }
    attachmentsOf.set(scope.node.root, [...attachmentsOf.get(scope.node.root) ?? [], { policyType, targetId, policy }]);
  });
}

/**
 * The policies that an account is under beside one that is attached to the target: those of the same target and of the root, and where the
 * target is the root, those of each target below it. Which organizational unit is in which one, no id tells.
 */
export function policiesBeside(
  scope: IConstruct, policyType: OrganizationPolicyType, { targetId }: PolicyTarget,
): readonly (readonly NamedStatements[])[] {
  const attachments = attachmentsIn(scope, policyType);
  const reaches = (other: string, place: string) => other === place || isRootOf(other, place);
  const at = (place: string) => attachments.filter((other) => reaches(other.targetId, place)).map(({ policy }) => policy);
  const places = new Set([targetId, ...attachments.map((other) => other.targetId).filter((other) => isRootOf(targetId, other))]);
  return [...places].map(at);
}

/** Of an account, no id tells the root: there is one in an organization. */
function isRootOf(rootId: string, targetId: string): boolean {
  return rootId.startsWith('r-') && !targetId.startsWith('r-') && (!targetId.startsWith('ou-') || targetId.startsWith(`ou-${rootId.slice('r-'.length)}-`));
}

const lastOf = new WeakMap<IConstruct, CfnPolicy>();

/**
 * AWS Organizations takes one change at a time.
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2245
 */
export function deployAfterOthers(policy: CfnPolicy): void {
  const last = lastOf.get(policy.stack);
  if (last) {
    policy.node.addDependency(last);
  }
  lastOf.set(policy.stack, policy);
}
