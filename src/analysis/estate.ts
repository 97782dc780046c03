/** What the analyses look at: the principals of an app and what can be done through its resources. Filled from the model. */
import { NamedPolicy, PolicyLevel } from '../evaluate/decision';
import { Text, Token } from '../policy/text';

export type EstatePrincipalKind = 'role' | 'user' | 'group' | 'permissionSet';

/** How the name of a policy begins that AWS manages: it can be detached, not edited. */
export const AWS_MANAGED = 'AWS-managed ';

export interface EstatePrincipal {
  /** Unique in the estate. */
  readonly key: string;
  readonly kind: EstatePrincipalKind;
  /** What a reader knows it by: its name or logical id. */
  readonly label: string;
  /** With a token, or a name that nobody else has, where AWS or the deployment assigns a part of it. */
  readonly arn: Text;
  readonly account?: Text;
  /** All that reaches it: inline, customer-managed, AWS-managed, through groups. */
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly boundaryArn?: Text;
  /** It has a boundary whose content nobody knows: the one of this ARN. */
  readonly unseenBoundary?: Text;
  readonly trust?: NamedPolicy;
  /** Customer-managed policies of the app that are attached to it, by their ARN. */
  readonly managedPolicyArns: readonly Text[];
  /** Keys of the groups that a user is a member of. */
  readonly groups: readonly string[];
  /** Nobody of the app, but whoever a policy may yet be attached to. */
  readonly hypothetical?: boolean;
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
  /** What a token of the app's policies stands for, as far as the app tells: the ARN of one of its roles, the account. */
  standsFor?(token: Token): Text | undefined;
}
