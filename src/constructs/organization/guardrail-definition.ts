/** What an entry of the catalogue of organization guardrails says of itself. */
import { StatementJson } from '../../policy/policy-json';

export type OrganizationPolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** What the statements are built from; an entry reads only what it needs. */
export interface GuardrailParameters {
  /** Never empty. ARNs of roles and users, with wildcards: `arn:aws:iam::*:role/OrganizationAdmin`. */
  readonly exemptPrincipals: readonly string[];
  /** `o-a1b2c3d4e5`. */
  readonly organizationId?: string;
  /** Regions that may be used. */
  readonly allowedRegions: readonly string[];
  /** ARNs, with wildcards, of the managed policies that are approved permissions boundaries. */
  readonly approvedBoundaries: readonly string[];
  /** ARNs, with wildcards, of roles that only exempt principals may change. */
  readonly protectedRoles: readonly string[];
  /** ARNs, with wildcards, of CloudFormation stacks that only exempt principals may change. */
  readonly protectedStacks: readonly string[];
  /** ARNs of the buckets that hold logs. */
  readonly logBuckets: readonly string[];
  /** ARNs of the KMS keys that encrypt logs. */
  readonly logKeys: readonly string[];
  /** ARNs, with wildcards, of the log groups that trails deliver to. */
  readonly logGroups: readonly string[];
}

/** A request with AdministratorAccess, in a member account. */
export interface GuardrailExample {
  readonly what: string;
  /** @default - an ordinary role of the member account */
  readonly principalArn?: string;
  readonly action: string;
  /** @default '*' */
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string | readonly string[] | boolean | number>>;
}

export interface GuardrailDefinition {
  /** In PascalCase, as its file; never reused. */
  readonly id: string;
  readonly policyType: OrganizationPolicyType;
  /** What holds where it is attached, in lower case without a full stop: `the root user cannot act`. */
  readonly title: string;
  readonly intent: string;
  readonly sets: readonly ('baseline' | 'strict')[];
  /** Whether the exempt principals are left out of its statements; if not, why. */
  readonly exemption: 'exempt principals' | { readonly nobody: string };
  /** Parameters that must be given (not empty). */
  readonly needs: readonly (keyof GuardrailParameters)[];
  /** What ordinary work it stops, too. */
  readonly sideEffects: readonly string[];
  /** By framework, for instance `{ 'cis-aws-5.0': ['1.16'] }`. */
  readonly controls: Readonly<Record<string, readonly string[]>>;
  /** AWS pages that it follows. */
  readonly links: readonly string[];
  /** Built with `EXAMPLE_PARAMETERS`: proved by the evaluator, at root, organizational unit and account. */
  readonly examples: { readonly denied: readonly GuardrailExample[]; readonly allowed: readonly GuardrailExample[] };
  statements(parameters: GuardrailParameters): readonly StatementJson[];
}

export function defineGuardrail(definition: GuardrailDefinition): GuardrailDefinition {
  return definition;
}

/** What the examples are built and proved with. */
export const EXAMPLE_PARAMETERS: GuardrailParameters = {
  exemptPrincipals: ['arn:aws:iam::*:role/OrganizationAdmin'],
  organizationId: 'o-a1b2c3d4e5',
  allowedRegions: ['eu-west-1', 'eu-central-1'],
  approvedBoundaries: ['arn:aws:iam::*:policy/workload-boundary'],
  protectedRoles: ['arn:aws:iam::*:role/guardrails/*'],
  protectedStacks: ['arn:aws:cloudformation:*:*:stack/guardrails-*'],
  logBuckets: ['arn:aws:s3:::central-logs'],
  logKeys: ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
  logGroups: ['arn:aws:logs:*:*:log-group:organization-trail'],
};
