import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { allForms, ConditionForms } from './conditions/condition-forms';

/**
 * A condition of policy statements, made by `PolicyConditions`, in both of its forms: what an Allow asks for is not simply
 * negated in a Deny, for the negation of several tests is several statements, and a key that a request lacks has to
 * close in both.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 * @example
 * const fromOffice = PolicyConditions.network({ cidrs: ['203.0.113.0/24'] });
 * role.addToPolicy(new iam.PolicyStatement({
 *   actions: ['s3:GetObject'],
 *   resources: ['arn:aws:s3:::reports/*'],
 *   conditions: fromOffice.allow,
 * }));
 */
export class PolicyCondition {
  /**
   * All of the conditions together.
   *
   * @param conditions At least one. The same operator and condition key with other values in two of them is an error.
   */
  public static all(...conditions: PolicyCondition[]): PolicyCondition {
    if (conditions.length === 0) {
      throw new Error('conditions: found none, expected at least one');
    }
    return new PolicyCondition(allForms(...conditions.map(({ forms }) => forms)));
  }

  /** @internal */
  public static _of(forms: ConditionForms): PolicyCondition {
    return new PolicyCondition(forms);
  }

  private constructor(private readonly forms: ConditionForms) {}

  /**
   * The block `Condition` of an Allow statement that shall apply only where the condition holds. A condition that holds in one of
   * several ways (from an office network, or by a VPC endpoint) does not fit into one statement: it is an error here, and
   * `allowAny` has one block for each way.
   */
  public get allow(): { [operator: string]: any } {
    const [only, ...others] = this.forms.allow;
    if (others.length > 0) {
      throw new Error(`allow: found a condition that holds in one of ${others.length + 1} ways, expected one that fits into one Allow statement: use allowAny, `
        + 'with one statement for each of its blocks');
    }
    return only;
  }

  /**
   * The blocks `Condition` of Allow statements, one statement each, that together apply where the condition holds; mostly one.
   */
  public get allowAny(): { [operator: string]: any }[] {
    return [...this.forms.allow];
  }

  /**
   * The blocks `Condition` of Deny statements, one statement each, that together deny all for which the condition does not hold.
   */
  public get denyUnless(): { [operator: string]: any }[] {
    return [...this.forms.deny];
  }

  /**
   * Statements that deny the actions on the resources wherever the condition does not hold, whatever else allows them.
   *
   * @param actions For instance `s3:*`.
   * @param resources ARNs, or `*`.
   */
  public denyStatements(actions: string[], resources: string[]): PolicyStatement[] {
    return this.denyUnless.map((conditions) => PolicyStatement.fromJson({ Effect: 'Deny', Action: actions, Resource: resources, Condition: conditions }));
  }
}
