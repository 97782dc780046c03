/** Access levels and actions as statements: each action on the ARNs that it can be limited to. */
import { AccessLevel } from './access-level';
import { ResourceType } from './resource-types';
import { ActionInfo, expandAction } from '../../catalogue/actions';
import { isLimitable } from '../../catalogue/lists/every-resource-actions';
import { ConditionJson, StatementJson } from '../../policy/policy-json';

/** A resource by what actions can be limited to. */
export interface GrantTarget {
  /** For error messages. */
  readonly label: string;
  /** The resource itself and what is in it; undefined when a token hides what it is. */
  readonly forms: readonly TargetForm[] | undefined;
  /** All that is known of a resource without forms. */
  readonly arn: string;
  readonly encryption?: TargetEncryption;
}

export interface TargetForm {
  readonly type: ResourceType;
  readonly arns: readonly string[];
}

export interface TargetEncryption {
  /** Undefined when it is not known. */
  readonly keyArn: string | undefined;
  /** As `kms:ViaService` names the service. */
  readonly viaServices: readonly string[];
}

/** All actions of exactly this level. */
export function levelStatements(level: AccessLevel, targets: readonly GrantTarget[]): StatementJson[] {
  return targets.flatMap((target) => {
    if (!target.forms) {
      throw new Error(`resources: found ${target.label}, which does not tell the type of the resource, expected a construct or an ARN that names `
        + 'its service: of anything else grant actions by name (allowActions)');
    }
    const services = [...new Set(target.forms.map(({ type }) => type.service))];
    const actions = services.flatMap((service) => expandAction(`${service}:*`)).filter(({ accessLevel }) => accessLevel === level);
    const granted = grantedOn(actions, target);
    if (granted.size === 0) {
      throw new Error(`level: found ${level}, but no action of this level can be limited to ${target.label}`);
    }
    return [...grouped(granted), ...keyStatements(level, target)];
  });
}

/** These actions and no others, not even those on the key that encrypts the resource. */
export function actionStatements(patterns: readonly string[], targets: readonly GrantTarget[]): StatementJson[] {
  const actions = patterns.map((pattern) => expandAction(pattern));
  if (targets.length === 0) {
    const limitable = actions.flat().find(isLimitable);
    if (limitable) {
      throw new Error(`resources: found none or "*" for ${limitable.name}, expected constructs or ARNs such as ${limitable.resourceArns.join(', ')}`);
    }
    return [statement(actions.flat().map(({ name }) => name), ['*'])];
  }
  const granted = targets.map((target) => grantedOn(actions.flat(), target));
  const unused = targets.find((_, index) => granted[index].size === 0);
  if (unused) {
    throw new Error(`resources: found ${unused.label}, to which none of ${patterns.join(', ')} can be limited`);
  }
  patterns.forEach((pattern, index) => {
    if (!actions[index].some(({ name }) => granted.some((names) => names.has(name)))) {
      throw new Error(`actions: found ${pattern}, which ${whatItTakes(actions[index])}`);
    }
  });
  return granted.flatMap(grouped);
}

function whatItTakes(actions: readonly ActionInfo[]): string {
  const arns = [...new Set(actions.flatMap(({ resourceArns }) => resourceArns))];
  return arns.length === 0
    ? 'cannot be limited to resources: grant it in a call of its own without resources'
    : `cannot be limited to these resources, but to ${arns.slice(0, 3).join(', ')}`;
}

/** The ARNs of each action that can be limited to the target. */
function grantedOn(actions: readonly ActionInfo[], { forms, arn }: GrantTarget): ReadonlyMap<string, readonly string[]> {
  const granted = new Map<string, readonly string[]>();
  for (const { name, resourceTypes } of actions) {
    const arns = forms
      ? forms.filter(({ type }) => resourceTypes.some((one) => one.arn === type.arn)).flatMap((form) => form.arns)
      : resourceTypes.length > 0 ? [arn] : [];
    if (arns.length > 0) {
      granted.set(name, [...new Set(arns)]);
    }
  }
  return granted;
}

/** A statement for all actions on the same ARNs. */
function grouped(granted: ReadonlyMap<string, readonly string[]>): StatementJson[] {
  const groups = new Map<string, { readonly actions: string[]; readonly arns: readonly string[] }>();
  for (const [action, arns] of granted) {
    const key = arns.join(' ');
    const group = groups.get(key) ?? { actions: [], arns };
    group.actions.push(action);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ actions, arns }) => statement(actions, arns));
}

const READ_WITH_KEY = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITE_WITH_KEY = [...READ_WITH_KEY, 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/**
 * Who reads or writes what a customer-managed key encrypts needs the key too; through the service only, so that the key opens nothing else.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
function keyStatements(level: AccessLevel, { label, encryption }: GrantTarget): StatementJson[] {
  const actions = level === AccessLevel.READ ? READ_WITH_KEY : level === AccessLevel.WRITE ? WRITE_WITH_KEY : [];
  if (!encryption || actions.length === 0) {
    return [];
  }
  if (encryption.keyArn === undefined) {
    throw new Error(`resources: found ${label}, whose encryption key is known by an alias only, expected one that is imported by its ARN (Key.fromKeyArn); `
      + 'or pass the ARN of the resource, and grant the key by itself');
  }
  return [statement(actions, [encryption.keyArn], { StringEquals: { 'kms:ViaService': encryption.viaServices } })];
}

function statement(actions: readonly string[], resources: readonly string[], condition?: ConditionJson): StatementJson {
  return { Effect: 'Allow', Action: actions, Resource: resources, ...(condition && { Condition: condition }) };
}
