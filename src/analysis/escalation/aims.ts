/** What a path may aim at: things of the app that the principal's policies speak of, and what stands for all others. */
import { Actor } from './actor';
import { readable } from './describe';
import { isAdministrator } from './gain';
import { Landscape, Targets } from './landscape';
import { formatsOf, formatsOfTypes, grantedOn, iamFormats, isOfFormat, namedPrincipals, namedResources, unnamedResources } from './resources';
import { COMPUTE_ROLES } from '../../catalogue/compute-roles';
import { PASS_ROLE } from '../../catalogue/escalation/steps';
import { EscalationPath, EscalationStep, StepTarget } from '../../catalogue/escalation-path';
import { NamedPolicy } from '../../evaluate/decision';
import { parseArn } from '../../policy/arn';
import { parseDocument } from '../../policy/document';
import { identityOf, Text } from '../../policy/text';
import { ComputeResource, EstatePrincipal } from '../estate';

export const ASSUME_ROLE = 'sts:AssumeRole';

/** Of a class with more members than this, administrators are looked at first, and no more than this. */
const MOST_TARGETS = 50;
/** What the steps of one class all work on. */
export interface Aim {
  readonly arns: readonly Text[];
  readonly principal?: EstatePrincipal;
  readonly compute?: ComputeResource;
  readonly service?: string;
  /** What nobody knows of a target that is not of the app, and that can prevent the path. */
  readonly doubts?: readonly string[];
  /** It stands for all that nobody has named. */
  readonly unnamed?: boolean;
}

/** Steps of a class that are allowed on it are allowed on every thing of the account that nobody has named. */
export function aimsAtUnnamed(on: StepTarget, [{ action }]: readonly EscalationStep[], path: EscalationPath, actor: Actor): Aim[] {
  const aim = (arns: readonly Text[]): Aim[] => (arns.length === 0 ? [] : [{ arns, unnamed: true }]);
  switch (on) {
    case 'user':
    case 'role':
    case 'group':
    case 'policy':
      return aim(unnamedResources(actor, action, iamFormats(on)));
    case 'ownGroup':
      return aim(unnamedResources(actor, action, iamFormats('group')));
    case 'passedRole': {
      const arns = unnamedResources(actor, action, iamFormats('role'));
      return (path.services ?? []).flatMap((service) => aim(arns).map((one) => ({ ...one, service })));
    }
    case 'compute':
      return aim(unnamedResources(actor, action, formatsOfCompute(action, path), 'one'));
    default:
      return [];
  }
}

export function aimsInApp(
  on: StepTarget, [{ action }]: readonly EscalationStep[], path: EscalationPath, actor: Actor, landscape: Landscape,
): Aim[] {
  const { principal } = actor;
  const toPrincipal = (one: EstatePrincipal, service?: string): Aim[] => (
    one.key === principal.key ? [] : [{ arns: [one.arn], principal: one, ...(service !== undefined && { service }) }]
  );
  switch (on) {
    case 'self':
      return isSelf(actor, action) ? [{ arns: [actor.arn], principal, unnamed: principal.hypothetical ?? false }] : [];
    case 'user':
    case 'role':
    case 'group':
      return administratorsFirst(granted(landscape.ofKind(on), actor, action), landscape).flatMap((one) => toPrincipal(one));
    case 'ownGroup':
      return principal.groups.flatMap((key) => landscape.principal(key) ?? []).map((group) => ({ arns: [group.arn], principal: group }))
        .concat(principal.kind === 'group' ? [{ arns: [principal.arn], principal }] : []);
    case 'policy':
      return principal.managedPolicyArns.map((arn) => ({ arns: [arn], principal }));
    case 'passedRole':
      return (path.services ?? []).flatMap((service) => (
        administratorsFirst(granted(landscape.rolesThatTrust(service), actor, action), landscape).flatMap((one) => toPrincipal(one, service))
      ));
    case 'compute':
      return granted(landscape.computeOfTypes(path.computeTypes ?? []), actor, action).slice(0, MOST_TARGETS)
        .filter(({ roles }) => !roles.includes(principal.key)).map((compute): Aim => ({ arns: [compute.arn], compute }))
        .concat(aimsOutside(action, path, actor, landscape).filter((aim) => aim.principal!.key !== principal.key));
    default:
      return [];
  }
}

/**
 * Resources that the app names and does not have: each may have one of the app's roles that nothing of the app acts with.
 * Which role a resource has makes no difference to whoever may pass the role.
 */
function aimsOutside(action: string, path: EscalationPath, actor: Actor, landscape: Landscape): Aim[] {
  const { computeTypes = [] } = path;
  const names = namedResources(actor, action, formatsOfCompute(action, path))
    .filter((pattern) => landscape.computeOfTypes(computeTypes).find(pattern).length === 0);
  if (names.length === 0) {
    return [];
  }
  const roles = [...new Set(computeTypes.flatMap((type) => landscape.spareRoles(COMPUTE_ROLES[type].service)))]
    .filter((role) => actor.ask({ action: PASS_ROLE.action, resource: role.arn }).verdict === 'no');
  return administratorsFirst(roles, landscape).flatMap((role) => names.map((name) => (
    { arns: [name], principal: role, doubts: [`another role of ${name.toString()}`] }
  )));
}

/**
 * Principals that the policies name and the app does not have. What they are allowed nobody knows, and it makes no difference to
 * a path that writes their permissions and takes them over: only a boundary limits what comes of it. Groups have none, and what
 * a member writes into its group it has itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function aimsElsewhere(on: StepTarget, { steps, gains }: EscalationPath, actor: Actor, landscape: Landscape): Aim[] {
  if ((on !== 'role' && on !== 'user' && on !== 'group') || gains !== 'anything' || steps.some((step) => step.on !== on)) {
    return [];
  }
  const names = namedPrincipals(actor, steps.map(({ action }) => action), on, (pattern) => landscape.ofKind(on).find(pattern).length === 0);
  return on === 'group' ? names.map((arn) => ({ arns: [arn], principal: actor.principal }))
    : names.map((arn) => {
      const principal = elsewhere(on, arn, actor);
      const trust = steps.some(({ action }) => action === ASSUME_ROLE) ? [`the trust policy of ${principal.label}`] : [];
      return { arns: [arn], principal, doubts: [...trust, `a boundary of ${principal.label}`] };
    });
}

/** It lets its account in, for all that anybody knows. */
function elsewhere(kind: 'role' | 'user', arn: Text, actor: Actor): EstatePrincipal {
  return {
    key: `elsewhere ${identityOf(arn)}`, kind, label: readable(parseArn(arn)!.resource.toString()), arn, account: actor.account,
    policies: [], managedPolicyArns: [], groups: [], ...(kind === 'role' && { trust: trustOfAccount(actor) }),
  };
}

/** A role lets in whoever its account allows. */
export function trustOfAccount({ account }: Actor): NamedPolicy {
  const statement = { Effect: 'Allow', Principal: { AWS: account }, Action: ASSUME_ROLE };
  return { name: 'a trust policy that names the account', document: parseDocument({ Version: '2012-10-17', Statement: statement }, 'trust') };
}

/** Not those of what the action needs beside: on every document and one instance, a command reaches that instance. */
function formatsOfCompute(action: string, { computeResources }: EscalationPath): readonly string[] {
  return computeResources ? formatsOfTypes(action, computeResources) : formatsOf(action);
}

/** Members of a class that some Allow statement may speak of. */
function granted<T extends { readonly arn: Text }>(targets: Targets<T>, actor: Actor, action: string): readonly T[] {
  const found = new Set<T>();
  for (const { negated, patterns } of grantedOn(actor, action)) {
    for (const target of negated ? targets.all : patterns.flatMap((pattern) => targets.find(pattern))) {
      found.add(target);
    }
  }
  return [...found];
}

function administratorsFirst(principals: readonly EstatePrincipal[], landscape: Landscape): readonly EstatePrincipal[] {
  if (principals.length <= MOST_TARGETS) {
    return principals;
  }
  const administrators = principals.filter((principal) => isAdministrator(landscape.actor(principal)));
  return [...new Set([...administrators, ...principals])].slice(0, MOST_TARGETS);
}

/** The action takes principals of this kind: a role writes no inline policy into itself with iam:PutUserPolicy. */
function isSelf({ principal: { kind }, arn }: Actor, action: string): boolean {
  return kind !== 'permissionSet' && formatsOf(action).some((format) => isOfFormat(arn, format));
}
