/** Parts of the model while it is filled. */
import { ModelPrincipal, PolicySource, ResourceNode } from './access-model';
import { Place } from './document-reader';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

export type PrincipalDraft = Mutable<ModelPrincipal>;
export type PolicyDraft = Mutable<PolicySource>;

/** A resource of a template that says something about access. */
export interface Declared extends Place {
  readonly node: ResourceNode;
  readonly properties: Record<string, unknown>;
}

export const ATTACHED_POLICY_TYPES = [
  'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy',
];
