import { Annotations, CfnResource, Duration, IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { sessionSeconds } from './rule-options';
import { hasAspect, reachStages } from './stages';
import { synthesizedProperty } from './synthesized-property';

/**
 * The cap.
 */
export interface MaxSessionDurationAspectProps {
  /** The longest session that a role may have: 1 to 12 hours. */
  readonly maxSessionDuration: Duration;
}

/**
 * Caps the session duration of every role below a scope, whatever construct made it, also in Stages. A role with a
 * shorter session keeps it. A duration that is known only when it is deployed stays, with the warning
 * `IamGuardrails:UnknownSessionDuration`. Stages are synthesized again for it, as by `PermissionsBoundaryAspect`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
 * @example
 * Aspects.of(app).add(new MaxSessionDurationAspect({ maxSessionDuration: Duration.hours(1) }), {
 *   priority: AspectPriority.MUTATING,
 * });
 */
export class MaxSessionDurationAspect implements IAspect {
  private readonly seconds: number;

  constructor(props: MaxSessionDurationAspectProps) {
    this.seconds = sessionSeconds(props.maxSessionDuration);
  }

  /** Called by CDK for each construct. */
  public visit(node: IConstruct): void {
    if (hasAspect(node, this)) {
      reachStages(node, this);
    }
    if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::IAM::Role') {
      this.cap(node);
    }
  }

  private cap(role: CfnResource): void {
    const duration = synthesizedProperty(role, 'MaxSessionDuration');
    if (duration !== undefined && !Number.isFinite(Number(duration))) {
      Annotations.of(role).addWarningV2('IamGuardrails:UnknownSessionDuration',
        `has the session duration ${JSON.stringify(duration)}, known only when it is deployed; it is not capped`);
    } else if (Number(duration) > this.seconds) {
      role.addPropertyOverride('MaxSessionDuration', this.seconds);
    }
  }
}
