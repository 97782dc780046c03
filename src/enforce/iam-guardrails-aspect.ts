import { IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { JudgementProps } from './app-judgement';
import { addOwnGate } from './gate';
import { IamGuardrailsChecksProps } from './iam-guardrails-checks';
import { ruleOptions } from './rule-options';
import { RulePack } from './rule-pack';

/**
 * The guardrails as an Aspect: judges what is below the scope it is added to, Stages included, and fails `cdk synth`
 * as well as `app.synth()` in a test.
 *
 * It changes nothing, and it judges when every other Aspect has done its work, whatever priority it is added with.
 *
 * @example
 * Aspects.of(app).add(new IamGuardrailsAspect({ pack: RulePack.STRICT }), { priority: AspectPriority.READONLY });
 */
export class IamGuardrailsAspect implements IAspect {
  private readonly judgementProps: Omit<JudgementProps, 'scope'>;
  private readonly scopes = new Set<IConstruct>();

  constructor(props: IamGuardrailsChecksProps = {}) {
    this.judgementProps = { pack: props.pack ?? RulePack.BASELINE, options: ruleOptions(props), exceptions: props.exceptions?._inForce() };
  }

  /**
   * Called by CDK for each construct, the scope first. Other Aspects have yet to visit what is below it: judging is
   * left to the scope's validation, which CDK runs after all Aspects.
   */
  public visit(node: IConstruct): void {
    if (!node.node.scopes.some((item) => this.scopes.has(item))) {
      this.scopes.add(node);
      addOwnGate(node, this.judgementProps);
    }
  }
}
