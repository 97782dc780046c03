/**
 * The property Policies of a function or a state machine: names and ARNs of managed policies, documents, and SAM's
 * policy templates.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies
 */
import { sub } from './sam-draft';
import { managedPolicy } from '../../catalogue/managed-policies';
import { PolicyTemplate, policyTemplate } from '../../catalogue/policy-templates';
import { isObject } from '../../policy/document';
import { isIntrinsic, isNoValue } from '../intrinsic-call';

/** One entry of the list: it becomes a managed policy or a document. */
export interface ListedPolicy {
  /** Path below the entry. */
  readonly path: string;
  readonly managed?: unknown;
  readonly document?: unknown;
  /** The document stands in the template as it is. */
  readonly verbatim?: true;
  /** Why nobody knows what it becomes. */
  readonly unknown?: string;
}

const NO_VALUE = { Ref: 'AWS::NoValue' };

/** In both forms that an Fn::If gives it, where it is one. */
export function listedPolicies(raw: unknown): ListedPolicy[] {
  if (isIntrinsic(raw) && Array.isArray(raw['Fn::If'])) {
    const [condition, ...branches] = raw['Fn::If'] as unknown[];
    return branches.slice(0, 2).flatMap((branch, index) => listedPolicies(branch).map((policy) => ({
      ...onlyIf(policy, (value) => ({ 'Fn::If': [condition, ...(index === 0 ? [value, NO_VALUE] : [NO_VALUE, value])] })),
      path: `.Fn::If[${index + 1}]${policy.path}`,
    })));
  }
  return isNoValue(raw) ? [] : [listedPolicy(raw)];
}

function onlyIf({ managed, document, ...policy }: ListedPolicy, conditional: (value: unknown) => unknown): ListedPolicy {
  return {
    ...policy,
    ...(managed !== undefined && { managed: conditional(managed) }),
    ...(document !== undefined && { document: conditional(document) }),
  };
}

function listedPolicy(raw: unknown): ListedPolicy {
  if (typeof raw === 'string') {
    return { path: '', managed: managedArn(raw) };
  }
  if (isIntrinsic(raw)) {
    return 'Fn::Transform' in raw ? { path: '', unknown: 'Fn::Transform' } : { path: '', managed: raw };
  }
  if (isObject(raw) && 'Statement' in raw) {
    return { path: '', document: raw, verbatim: true };
  }
  const names = isObject(raw) ? Object.keys(raw) : [];
  return names.length === 1
    ? expandTemplate(names[0], (raw as Record<string, unknown>)[names[0]])
    : { path: '', unknown: 'a policy that is no name, document or policy template of SAM' };
}

/** SAM knows the policies of AWS by their names. */
export function managedArn(nameOrArn: string): unknown {
  const policy = nameOrArn.startsWith('arn:') ? undefined : managedPolicy(nameOrArn);
  return policy ? sub(`arn:\${AWS::Partition}:iam::aws:${policy.arnSuffix}`) : nameOrArn;
}

/** A policy of AWS that functions and the like need. */
export function serviceRole(name: string): unknown {
  return sub(`arn:\${AWS::Partition}:iam::aws:policy/service-role/${name}`);
}

function expandTemplate(name: string, values: unknown): ListedPolicy {
  const path = `.${name}`;
  const template = policyTemplate(name);
  if (!template) {
    return { path, unknown: `the policy template ${name}, which SAM is not known to have` };
  }
  const given = isObject(values) ? values : {};
  const missing = template.parameters.filter((parameter) => given[parameter] === undefined);
  return missing.length > 0
    ? { path, unknown: `the policy template ${name} without a value of ${missing.join(' and ')}` }
    : { path, document: { Statement: withValues(template.statements, template, given) } };
}

function withValues(value: unknown, template: PolicyTemplate, given: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withValues(item, template, given));
  }
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withValues(item, template, given)]));
  }
  if (typeof value !== 'string' || !value.includes('${')) {
    return value;
  }
  const used = template.parameters.filter((parameter) => value.includes(`\${${parameter}}`));
  return sub(value, Object.fromEntries(used.map((parameter) => [parameter, given[parameter]])));
}
