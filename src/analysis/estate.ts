/** What the analyses look at: the principals of an app and what can be done through its resources. Filled from the model. */
import { NamedPolicy, PolicyLevel } from '../evaluate/decision';
import { Text } from '../policy/text';

export type EstatePrincipalKind = 'role' | 'user' | 'group' | 'permissionSet';

export interface EstatePrincipal {
  /** Unique in the estate. */
  readonly key: string;
  readonly kind: EstatePrincipalKind;
  /** What a reader knows it by: its name or logical id. */
  readonly label: string;
  /** With a token where AWS or the deployment assigns a part of it. */
  readonly arn: Text;
  readonly account?: Text;
  /** All that reaches it: inline, customer-managed, AWS-managed, through groups. */
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly trust?: NamedPolicy;
  /** Customer-managed policies of the app that are attached to it, by their ARN. */
  readonly managedPolicyArns: readonly Text[];
  readonly groups: readonly string[];
}

/** A resource that acts with a role: a function, an instance, a task definition, a build project. */
export interface ComputeResource {
  readonly key: string;
  readonly label: string;
  /** CloudFormation type. */
  readonly type: string;
  readonly arn: Text;
  /** Keys of the roles of the estate that it acts with. */
  readonly roles: readonly string[];
}

export interface Estate {
  readonly principals: readonly EstatePrincipal[];
  readonly compute: readonly ComputeResource[];
  readonly serviceControl?: readonly PolicyLevel[];
  readonly resourceControl?: readonly PolicyLevel[];
}
