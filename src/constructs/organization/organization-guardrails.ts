import { Names, Resource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GuardrailDefinition, GuardrailParameters, OrganizationPolicyType } from './guardrail-definition';
import { GuardrailPlan, PlannedPolicy, plannedPolicies } from './guardrail-plan';
import { GuardrailSet } from './guardrail-set';
import { checkLockOut } from './lock-out-check';
import { policyResource } from './organization-policy';
import { checkedQuotas, OrganizationPolicyQuotas } from './organization-policy-quotas';
import { pack, PackedPolicy, Packing } from './packer';
import { checkStatements, parseStatement } from './policy-statements';
import { PolicyTarget } from './policy-target';
import { StatementJson } from '../../policy/policy-json';
import { badProp, checkText } from '../props';

/**
 * Which guardrails are attached where.
 */
export interface OrganizationGuardrailsProps {
  /**
   * The guardrails, with the principals that they exempt. One at least of these must still be able to administer every account under all that
   * the app attaches to the targets, or construction fails.
   */
  readonly guardrails: GuardrailSet;

  /**
   * The roots, organizational units and accounts that the guardrails are attached to, each once. At least one.
   */
  readonly targets: PolicyTarget[];

  /**
   * What the names of the policies begin with: 1 to 110 ASCII characters. `-scp-1`, `-rcp-1` and so on follow.
   *
   * @default - made from the path of the construct
   */
  readonly policyNamePrefix?: string;

  /**
   * The quotas of service control policies.
   *
   * @default - 10,240 characters, and 10 policies on each target, one of which is FullAWSAccess
   */
  readonly serviceControlPolicyQuotas?: OrganizationPolicyQuotas;

  /**
   * The quotas of resource control policies.
   *
   * @default - 5,120 characters, and 5 policies on each target, one of which is RCPFullAWSAccess
   */
  readonly resourceControlPolicyQuotas?: OrganizationPolicyQuotas;
}

/**
 * Guardrails of the catalogue as organization policies: their statements are minimised without changing what they say, packed into the
 * fewest policies that the quotas allow, and attached. What does not fit is an error that says by how much.
 *
 * Deploy it from the management account, or a delegated administrator, of an organization that has the policy types enabled. The policies are
 * deployed one after the other: while a change moves a statement from one to another, it may be in none for seconds.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @example
 * const guardrails = new OrganizationGuardrails(stack, 'Guardrails', {
 *   guardrails: GuardrailSet.of(['DenyRootUser', 'DenyLeavingOrganization'], {
 *     exemptPrincipals: ['arn:*:iam::*:role/OrganizationAdmin'],
 *   }),
 *   targets: [PolicyTarget.root('r-ab12')],
 * });
 * expect(guardrails.plan.policies.length).toEqual(1);
 */
export class OrganizationGuardrails extends Resource {
  /** Which policy holds which guardrails. */
  public readonly plan: GuardrailPlan;

  /** Ids of the policies, in the order of the plan. */
  public readonly policyIds: string[];

  constructor(scope: Construct, id: string, props: OrganizationGuardrailsProps) {
    super(scope, id);
    const { guardrails, targets, policyNamePrefix } = props;
    if (targets.length === 0) {
      throw badProp('targets', 'none', 'at least one target');
    }
    checkText('policyNamePrefix', policyNamePrefix ?? 'generated', /^[\x20-\x7e]{1,110}$/, '1 to 110 ASCII characters');
    const prefix = policyNamePrefix ?? Names.uniqueResourceName(this, { maxLength: 110 });
    const all = TYPES.map(({ policyType, short, construct, quotas }) => new Packed(this, {
      policyType, construct, prefix: `${prefix}-${short}`, targets, quotas: quotas(props), parameters: guardrails._parameters(),
      definitions: guardrails._guardrails().filter((guardrail) => guardrail.policyType === policyType),
    }));
    this.plan = new GuardrailPlan(all.flatMap(({ planned }) => planned), all.every(({ packing }) => packing.fewest));
    this.policyIds = all.flatMap((packed) => packed.deploy());
  }
}

interface TypeOfPolicies {
  readonly policyType: OrganizationPolicyType;
  readonly short: string;
  readonly construct: string;
  quotas(props: OrganizationGuardrailsProps): OrganizationPolicyQuotas | undefined;
}

const TYPES: readonly TypeOfPolicies[] = [
  { policyType: 'SERVICE_CONTROL_POLICY', short: 'scp', construct: 'ServiceControlPolicy', quotas: (props) => props.serviceControlPolicyQuotas },
  { policyType: 'RESOURCE_CONTROL_POLICY', short: 'rcp', construct: 'ResourceControlPolicy', quotas: (props) => props.resourceControlPolicyQuotas },
];

interface PackedProps {
  readonly policyType: OrganizationPolicyType;
  /** What the ids of the constructs begin with. */
  readonly construct: string;
  readonly definitions: readonly GuardrailDefinition[];
  readonly parameters: GuardrailParameters;
  readonly prefix: string;
  readonly targets: PolicyTarget[];
  readonly quotas: OrganizationPolicyQuotas | undefined;
}

/** The guardrails of one type of policy. */
class Packed {
  readonly packing: Packing;
  readonly planned: PlannedPolicy[];

  constructor(private readonly scope: Construct, private readonly props: PackedProps) {
    const { policyType, definitions, parameters } = props;
    const quotas = checkedQuotas(policyType, props.quotas);
    const chosen = definitions.map((guardrail) => ({ guardrail: guardrail.id, statements: guardrail.statements(parameters) }));
    chosen.forEach(({ guardrail, statements }) => checkStatements(statements, policyType, guardrail));
    this.packing = pack(chosen, { size: quotas.policySize, policies: quotas.room }, parseStatement(policyType));
    this.planned = plannedPolicies(this.packing, policyType, quotas, (index) => this.nameOf(index));
  }

  deploy(): string[] {
    const { policyType, construct, parameters, targets, quotas } = this.props;
    const { policies } = this.packing;
    if (policies.length > 0) {
      const named = policies.map((policy, index) => ({ name: this.nameOf(index), statements: withGuardrailsAsSids(policy) }));
      checkLockOut(this.scope, { policyType, targets, parameters, policies: named });
    }
    return policies.map((policy, index) => {
      const place = new Construct(this.scope, `${construct}${index + 1}`);
      const { guardrails } = this.planned[index];
      return policyResource(place, policyType, policy.contents.map(({ statement }) => statement), {
        targets, quotas, policyName: this.nameOf(index), description: describe(guardrails),
      }).attrId;
    });
  }

  private nameOf(index: number): string {
    return `${this.props.prefix}-${index + 1}`;
  }
}

/** So that what denies has a name, also where there was no room for Sids. */
function withGuardrailsAsSids({ contents }: PackedPolicy): readonly StatementJson[] {
  return contents.map(({ statement, guardrails }) => ({ ...statement, Sid: guardrails.join('+') }));
}

const LONGEST_DESCRIPTION = 512;

function describe(guardrails: readonly string[]): string {
  const text = `Guardrails: ${guardrails.join(', ')}`;
  return text.length <= LONGEST_DESCRIPTION ? text : `${text.slice(0, LONGEST_DESCRIPTION - 3)}...`;
}
