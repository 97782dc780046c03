import { Annotations, CfnResource, IAspect, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { hasAspect, reachStages } from './stages';
import { synthesizedProperty } from './synthesized-property';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html: boundaries apply to roles and users. */
const BOUNDED_TYPES = ['AWS::IAM::Role', 'AWS::IAM::User'];

/**
 * Which boundary goes where.
 */
export interface PermissionsBoundaryAspectProps {
  /**
   * ARN of the managed policy that becomes the permissions boundary. Stages take a literal ARN only: a reference to a
   * policy of another Stage cannot be deployed. `AWS::Partition` and `AWS::AccountId` may stand in it.
   */
  readonly permissionsBoundaryArn: string;

  /**
   * Replace a boundary that a role or user already has. Without it, another boundary stays and is reported: as the
   * warning `IamGuardrails:OtherPermissionsBoundary`, and by the rule `PermissionsBoundaryRequired` of an app that
   * enforces this one.
   *
   * @default false
   */
  readonly overwriteExisting?: boolean;
}

/**
 * Puts a permissions boundary on every role and user below a scope: those of L2 and L1 constructs, raw `CfnResource`s,
 * included templates, the roles of custom-resource providers, and those in Stages.
 *
 * Stages are synthesized before the Aspects of their app run: they are synthesized again, and their own Aspects are
 * called again. `Guardrails.enforce` reaches them the first time.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * @example
 * Aspects.of(app).add(new PermissionsBoundaryAspect({
 *   permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/workload-boundary',
 * }), { priority: AspectPriority.MUTATING });
 */
export class PermissionsBoundaryAspect implements IAspect {
  constructor(private readonly props: PermissionsBoundaryAspectProps) {
    if (props.permissionsBoundaryArn === '') {
      throw new Error('permissionsBoundaryArn: found an empty string, expected the ARN of a managed policy');
    }
    if (!Token.isUnresolved(props.permissionsBoundaryArn) && !/^arn:[^:]+:iam::[^:]+:policy\/.+$/.test(props.permissionsBoundaryArn)) {
      throw new Error(`permissionsBoundaryArn: found "${props.permissionsBoundaryArn}", expected arn:<partition>:iam::<account>:policy/<name>`);
    }
  }

  /** Called by CDK for each construct. */
  public visit(node: IConstruct): void {
    if (hasAspect(node, this)) {
      reachStages(node, this);
    }
    if (CfnResource.isCfnResource(node) && BOUNDED_TYPES.includes(node.cfnResourceType)) {
      this.bound(node);
    }
  }

  private bound(resource: CfnResource): void {
    const { permissionsBoundaryArn, overwriteExisting } = this.props;
    const existing = synthesizedProperty(resource, 'PermissionsBoundary');
    const wanted = Stack.of(resource).resolve(permissionsBoundaryArn);
    if (existing === undefined || overwriteExisting) {
      resource.addPropertyOverride('PermissionsBoundary', permissionsBoundaryArn);
    } else if (JSON.stringify(existing) !== JSON.stringify(wanted)) {
      Annotations.of(resource).addWarningV2('IamGuardrails:OtherPermissionsBoundary',
        `has the permissions boundary ${JSON.stringify(existing)}, not ${JSON.stringify(wanted)}; it is left as it is (overwriteExisting replaces it)`);
    }
  }
}
