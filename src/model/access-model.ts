/**
 * The neutral model that rules judge: who there is (principals), what reaches them (policies, boundaries), what trusts
 * whom, and where each of it stands in the source. Readers fill it; nothing in it knows CloudFormation or CDK.
 */
import { PolicyDocument, PolicyKind } from '../policy/document';
import { Text } from '../policy/text';

/** One template, with what is known of where it is deployed. */
export interface TemplateInfo {
  /** Path of the file as the reader was given it; unique in a model. */
  readonly file: string;
  /** Twelve digits, if the deployment's account is known. */
  readonly account?: string;
  readonly region?: string;
}

export interface ResourceNode {
  /** `file#LogicalId`, unique in a model. */
  readonly key: string;
  readonly template: TemplateInfo;
  readonly logicalId: string;
  /** CloudFormation type, for instance `AWS::IAM::Role`. */
  readonly type: string;
  /** From the `aws:cdk:path` metadata, if present. */
  readonly constructPath?: string;
  /** By property path, where it does not stand in the template as the model has it, but a transform makes it. */
  readonly writtenAt?: ReadonlyMap<string, WrittenPlace>;
}

export interface WrittenPlace {
  /** From the root of the template, for instance `Resources.Function.Properties.Policies[0]`. */
  readonly path: string;
  /** The place stands for all that is made of it. */
  readonly whole?: boolean;
}

export interface PolicySource {
  readonly kind: PolicyKind;
  readonly resource: ResourceNode;
  /** Property path of the document below the resource, for instance `Properties.Policies[0].PolicyDocument`. */
  readonly location: string;
  /** At the location stands no document, but its one statement. */
  readonly isStatement?: boolean;
  readonly name?: Text;
  readonly document: PolicyDocument;
  /** Principals of the app that the policy reaches. */
  readonly principals: readonly ModelPrincipal[];
  /** Principals it is attached to that the app does not define. */
  readonly outsiders: readonly { readonly kind: PrincipalKind; readonly name: Text }[];
}

export type PrincipalKind = 'role' | 'user' | 'group' | 'permissionSet';

/** A managed policy attached by its ARN. */
export interface Attachment {
  readonly arn: Text;
  readonly location: string;
  /** The resource that declares the attachment. */
  readonly resource: ResourceNode;
  /** The policy itself, when the same app defines it. */
  readonly policy?: PolicySource;
}

export interface Boundary {
  readonly arn: Text;
  /** The policy itself, when the same app defines it. */
  readonly policy?: PolicySource;
}

export interface ModelPrincipal {
  readonly kind: PrincipalKind;
  readonly resource: ResourceNode;
  readonly name?: Text;
  readonly trust?: PolicySource;
  /** Inline and customer-managed policies, from whichever side they are attached, and through groups. */
  readonly policies: readonly PolicySource[];
  readonly attachments: readonly Attachment[];
  /** One entry a form the template can take: `undefined` where no boundary is set. */
  readonly boundaries: readonly (Boundary | undefined)[];
  /** `AWS::IAM::Role` MaxSessionDuration in seconds, one entry a form the template can take. */
  readonly maxSessionSeconds: readonly (number | Text)[];
  readonly groups: readonly ModelPrincipal[];
}

/** Content that no reader can see before it is deployed, for instance a macro's. */
export interface Unread {
  readonly resource?: ResourceNode;
  readonly template: TemplateInfo;
  readonly location: string;
  readonly what: string;
}

/** A text as it is written: a parameter is a token, whatever its default. */
export interface WrittenText {
  /** Below the resource or the template, for instance `Properties.Environment.Variables.TOKEN`. */
  readonly location: string;
  readonly text: Text;
}

export interface TemplateParameter {
  readonly template: TemplateInfo;
  readonly name: string;
  readonly type: string;
  readonly default?: string;
  /** Its value is masked wherever CloudFormation shows it. */
  readonly noEcho: boolean;
}

export interface AccessModel {
  readonly templates: readonly TemplateInfo[];
  readonly resources: readonly ResourceNode[];
  readonly principals: readonly ModelPrincipal[];
  /** Every policy document of every kind, in the order of the sources. */
  readonly policies: readonly PolicySource[];
  /** What `AWS::Lambda::Permission` and the like add to the policy of a resource, as statements. Not among the policies. */
  readonly permissions: readonly PolicySource[];
  readonly unread: readonly Unread[];
  /** Accounts that the app itself is deployed to. */
  readonly accounts: ReadonlySet<string>;
  readonly parameters: readonly TemplateParameter[];
  /** What a property of a resource can be, in any form that the source can take: `Targets[].RoleArn` looks into each of a list. */
  textsAt(resource: ResourceNode, path: string): readonly Text[];
  /** Whether the property is left out in some form that the source can take; the path leads into no list. */
  isMissingAt(resource: ResourceNode, path: string): boolean;
  /** Every text of the properties and the metadata of a resource, in any form. */
  textsOf(resource: ResourceNode): readonly WrittenText[];
  /** Every value that the template shows after it is deployed, in any form. */
  outputsOf(template: TemplateInfo): readonly WrittenText[];
  /** Every text of the template beside those, and beside the defaults of parameters: descriptions, mappings, metadata, allowed values. */
  textsBeside(template: TemplateInfo): readonly WrittenText[];
}
