/** What somebody must be able to do in a member account, or the guardrails there can neither be changed nor taken away. */
import { EXAMPLE_PARAMETERS, GuardrailParameters } from './guardrail-definition';

export interface AdministrativeTask {
  readonly what: string;
  readonly action: string;
  /** ARNs, with wildcards for what is anybody's. */
  readonly resources: readonly string[];
}

/** What is protected and not given stands in the tasks as an example, but for log groups: its denial is found all the same. */
export function administrativeTasks(given: Partial<GuardrailParameters>): readonly AdministrativeTask[] {
  const own = (key: 'protectedRoles' | 'protectedStacks' | 'approvedBoundaries' | 'logBuckets' | 'logKeys', example: string) => [...given[key] ?? [], example];
  const roles = [...given.exemptPrincipals ?? [], ...own('protectedRoles', 'arn:*:iam::*:role/example')].filter((arn) => arn.includes(':role/'));
  const boundaries = own('approvedBoundaries', 'arn:*:iam::*:policy/example');
  const stacks = own('protectedStacks', 'arn:*:cloudformation:*:*:stack/example/*');
  const buckets = own('logBuckets', EXAMPLE_PARAMETERS.logBuckets[0]);
  const keys = own('logKeys', 'arn:*:kms:*:*:key/1234abcd-12ab-34cd-56ef-1234567890ab');
  const arns = {
    policy: [POLICY], role: roles, boundary: boundaries, stack: stacks, bucket: buckets, key: keys, trail: [TRAIL], logGroup: given.logGroups ?? [],
  };
  return TASKS.flatMap(([what, resources, actions]) => actions.map((action) => ({ what, action, resources: arns[resources] })));
}

const POLICY = 'arn:*:organizations::*:policy/o-a1b2c3d4e5/service_control_policy/p-examplepolicyid';
const TRAIL = 'arn:*:cloudtrail:*:*:trail/example';

const TASKS: readonly (readonly [string, 'policy' | 'role' | 'boundary' | 'stack' | 'bucket' | 'key' | 'trail' | 'logGroup', readonly string[]])[] = [
  ['detach and change policies of the organization, as its delegated administrator', 'policy', [
    'organizations:DetachPolicy', 'organizations:UpdatePolicy', 'organizations:DeletePolicy',
  ]],
  ['administer roles', 'role', [
    'iam:CreateRole', 'iam:UpdateRole', 'iam:DeleteRole', 'iam:UpdateAssumeRolePolicy', 'iam:AttachRolePolicy', 'iam:DetachRolePolicy',
    'iam:PutRolePolicy', 'iam:DeleteRolePolicy',
  ]],
  ['give and remove permissions boundaries', 'role', ['iam:PutRolePermissionsBoundary', 'iam:DeleteRolePermissionsBoundary']],
  ['administer managed policies', 'boundary', [
    'iam:CreatePolicy', 'iam:DeletePolicy', 'iam:CreatePolicyVersion', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion',
  ]],
  ['assume roles', 'role', ['sts:AssumeRole']],
  ['update and delete stacks', 'stack', ['cloudformation:UpdateStack', 'cloudformation:DeleteStack', 'cloudformation:ExecuteChangeSet']],
  ['administer trails', 'trail', ['cloudtrail:UpdateTrail', 'cloudtrail:StartLogging', 'cloudtrail:DeleteTrail']],
  ['administer log buckets', 'bucket', ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutLifecycleConfiguration']],
  ['administer log keys', 'key', ['kms:PutKeyPolicy', 'kms:EnableKey', 'kms:UpdateKeyDescription']],
  ['administer the log groups of trails', 'logGroup', ['logs:PutRetentionPolicy', 'logs:DeleteLogGroup']],
];
