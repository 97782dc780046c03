import { delegatedTerms, limits, passing, Place, rolesUnder } from './boundary-choices';
import {
  CiDeployBoundaryOptions, CustomBoundaryOptions, DeveloperBoundaryOptions, WorkloadBoundaryOptions,
} from './boundary-options';
import { BoundaryTerms } from './boundary-terms';
import { StatementJson } from '../../policy/policy-json';
import { DEFAULT_QUALIFIER, QUALIFIER } from '../identities/cdk-bootstrap-target';
import { badProp, checkReason, checkText } from '../props';

/**
 * What a `BoundaryPolicy` keeps principals from.
 *
 * All presets allow everything and then deny: what would let a principal get out of the boundary (making or changing principals that
 * are not below it, taking other credentials, passing and assuming roles that are not below it, changing the boundary itself), what would
 * let it work unseen (CloudTrail, Config, Access Analyzer, GuardDuty, Security Hub and the like) or open the whole account to the public,
 * and whatever you limit. What a role may do is still said by its own policies.
 *
 * Deployers (`developer`, `ciDeploy`) may change all functions, instances, stacks and jobs, which act with the role that they have:
 * where some of these have a role that is not below a boundary, name the deployer's own in `computeResources`, or the others in
 * `protectedResources`. Stacks keep the role that they were deployed with: bootstrap with a boundary.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * @example
 * const boundary = new BoundaryPolicy(stack, 'Boundary', {
 *   preset: BoundaryPreset.workload({ services: ['s3', 'dynamodb', 'logs'], regions: ['eu-west-1'] }),
 * });
 */
export class BoundaryPreset {
  /**
   * For what runs. It changes nothing of IAM, passes and assumes only the roles that are named, and chooses code and commands only
   * of `computeResources`.
   *
   * @param options What it is limited to. What cannot be is an error that names the option.
   */
  public static workload(options: WorkloadBoundaryOptions = {}): BoundaryPreset {
    const { computeResources = [], ...limited } = limits(options);
    const passed = passing(options.passableRoles ?? [], options.passedToServices);
    return new BoundaryPreset('workload', (place) => ({ ...place, ...limited, ...passed, computeResources, deploys: false }));
  }

  /**
   * For people who develop in an account, as delegated administrators: they create roles, only bounded ones, only under a path,
   * assume them, and pass them to the named services. They create no users, and change nothing of IAM outside the path.
   *
   * @param options What it is limited to. What cannot be is an error that names the option.
   */
  public static developer(options: DeveloperBoundaryOptions = {}): BoundaryPreset {
    const terms = delegatedTerms(options);
    return new BoundaryPreset('developer', (place) => {
      const delegated = terms(place);
      return { ...delegated, assumableRoles: [...delegated.passableRoles, ...delegated.assumableRoles] };
    });
  }

  /**
   * For what deploys: the role that CloudFormation deploys with (`cdk bootstrap --custom-permissions-boundary`), and the role of a
   * pipeline. As `developer`, but it assumes the bootstrap roles of CDK and not those that it deploys.
   *
   * @param options What it is limited to. What cannot be is an error that names the option.
   */
  public static ciDeploy(options: CiDeployBoundaryOptions = {}): BoundaryPreset {
    const qualifier = options.bootstrapQualifier ?? DEFAULT_QUALIFIER;
    checkText('bootstrapQualifier', qualifier, QUALIFIER, 'a qualifier of CDK: 1 to 10 letters, digits, underscores or hyphens');
    const terms = delegatedTerms(options);
    return new BoundaryPreset('ci-deploy', (place) => {
      const delegated = terms(place);
      const bootstrap = ['deploy', '*-publishing', 'lookup'].map((job) => `arn:${place.partition}:iam::${place.account}:role/cdk-${qualifier}-${job}-role-*`);
      return { ...delegated, assumableRoles: [...bootstrap, ...delegated.assumableRoles] };
    });
  }

  /**
   * Your own statements, with the denies of the presets.
   *
   * @param options The statements, and what else it is limited to. What cannot be is an error that names the option.
   */
  public static custom(options: CustomBoundaryOptions): BoundaryPreset {
    const { statements, rolePath, passableRoles = [], passedToServices, leaveOut = [] } = options;
    const ceiling: StatementJson[] = statements.map((statement) => statement.toStatementJson());
    if (!ceiling.some(({ Effect }) => Effect === 'Allow')) {
      throw badProp('statements', `${ceiling.length} statements, none of which allows anything`, 'one that allows what may be done at the most');
    }
    if (leaveOut.length > 0) {
      checkReason('leaveOutReason', options.leaveOutReason ?? '');
    }
    const limited = { ...limits(options), ceiling, leftOut: leaveOut };
    if (rolePath === undefined) {
      const passed = passing(passableRoles, passedToServices);
      return new BoundaryPreset('custom', (place) => ({ ...place, ...limited, ...passed, computeResources: limited.computeResources ?? [], deploys: false }));
    }
    const terms = delegatedTerms({ ...options, rolePath });
    const { passableRoles: further } = passing(passableRoles, passedToServices ?? []);
    return new BoundaryPreset('custom', (place) => ({ ...terms(place), ...limited, passableRoles: [rolesUnder(rolePath, place), ...further] }));
  }

  private constructor(
    /** @internal */
    public readonly _name: string,
    /** @internal */
    public readonly _terms: (place: Place) => BoundaryTerms,
  ) {}
}
