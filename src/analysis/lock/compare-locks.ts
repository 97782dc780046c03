/** What principals may do beyond what a lock has agreed: by what is granted, never by text. */
import { grantsBeyond } from '../grant-comparison';
import { describeRequest } from './describe-request';
import { ESCALATION_STATUSES, EscalationStatus, LockedPrincipal, PermissionLock } from './permission-lock';
import { grantsAnything, isBoundaryKnown, limitsAlone, LockLimits, policySetOf, unseenOf } from './policy-sets';
import { trustBeyond } from './trust-excess';
import { madeOnce } from '../../policy/remember';

/** What a principal may do now in relation to what it might before. Broader counts more than narrower. */
export type LockRelation = 'broader' | 'unknown' | 'narrower' | 'equal';

/** Something that one side has beyond the other. */
export interface LockExcess {
  readonly of: 'grants' | 'trust' | 'escalation';
  /** In the third person, for instance `may s3:PutObject on arn:aws:s3:::reports/*`. */
  readonly words: string;
  /** False where it cannot be shown, nor the opposite. */
  readonly certain: boolean;
}

export interface PrincipalComparison {
  readonly id: string;
  readonly kind: LockedPrincipal['kind'];
  readonly relation: LockRelation;
  /** It is on one side only. */
  readonly presence: 'both' | 'added' | 'removed';
  /** What it has beyond what it had. */
  readonly gained: readonly LockExcess[];
  /** What it no longer has. */
  readonly lost: readonly LockExcess[];
}

/** Principals by id; those that are on one side only count as broader or narrower than nothing. */
export function compareLocks(now: PermissionLock, before: PermissionLock): readonly PrincipalComparison[] {
  const ids = [...new Set([...Object.keys(before.principals), ...Object.keys(now.principals)])].sort();
  const limits = limitsNow(now, before);
  return ids.map((id): PrincipalComparison => {
    const [own, old] = [principalOf(now, id), principalOf(before, id)];
    const gained = own ? excessOf(own, limits, old, before) : [];
    const lost = old ? excessOf(old, before, own, limits) : [];
    return { id, kind: (own ?? old)!.kind, relation: relationOf(gained, lost), presence: own && old ? 'both' : own ? 'added' : 'removed', gained, lost };
  });
}

/** What principals have beyond what was agreed, by their ids. Whoever is no longer there is not missed: the app may have been read in part. */
export function beyondLock(now: PermissionLock, agreed: PermissionLock): ReadonlyMap<string, readonly LockExcess[]> {
  const limits = limitsNow(now, agreed);
  return new Map(Object.entries(now.principals).flatMap(([id, principal]) => {
    const excess = excessOf(principal, limits, principalOf(agreed, id), agreed);
    return excess.length > 0 ? [[id, excess] as const] : [];
  }));
}

function principalOf({ principals }: PermissionLock, id: string): LockedPrincipal | undefined {
  return Object.hasOwn(principals, id) ? principals[id] : undefined;
}

/**
 * Of an app that is read in part, service control policies of stacks that were not looked at, and boundaries that it names and does not
 * have, are as they were.
 */
function limitsNow(now: PermissionLock, before: PermissionLock): LockLimits {
  const isAbsent = (policy: string) => policy.includes('/') && !now.stacks.includes(policy.slice(0, policy.lastIndexOf('/')));
  const absent = (before.serviceControl ?? []).map((level) => Object.entries(level).filter(([name]) => isAbsent(name)));
  const isWhole = absent.every((level) => level.length === 0);
  const serviceControl = isWhole ? now.serviceControl
    : before.serviceControl!.map((level, index) => ({ ...(now.serviceControl?.[index] ?? withoutAny(level)), ...Object.fromEntries(absent[index]) }));
  const isInPart = before.stacks.some((stack) => !now.stacks.includes(stack));
  return { boundaries: { ...(isInPart && before.boundaries), ...now.boundaries }, ...(serviceControl && { serviceControl }) };
}

/** The policies of a level that are none of the app's own. */
function withoutAny(level: Exclude<PermissionLock['serviceControl'], undefined>[number]) {
  return Object.fromEntries(Object.entries(level).filter(([name]) => !name.includes('/')));
}

/** `whole`: undefined for a principal that is not there. */
function excessOf(part: LockedPrincipal, ofPart: LockLimits, given: LockedPrincipal | undefined, ofWhole: LockLimits): readonly LockExcess[] {
  const whole = given?.kind === part.kind ? given : undefined;
  if (whole === undefined && !grantsAnything(part)) {
    return [];
  }
  return [
    ...grantExcess(part, ofPart, whole ?? { kind: part.kind }, ofWhole),
    ...(whole ? trustBeyond(part.trust, whole.trust).map((one): LockExcess => ({ ...one, of: 'trust' })) : []),
    ...(part.holders ?? []).filter((holder) => whole && !whole.holders?.includes(holder))
      .map((holder): LockExcess => ({ of: 'grants', words: `${part.kind === 'policy' ? 'is attached to' : 'is held by'} ${holder}`, certain: true })),
    ...escalationExcess(part, whole),
  ];
}

function grantExcess(part: LockedPrincipal, ofPart: LockLimits, whole: LockedPrincipal, ofWhole: LockLimits): readonly LockExcess[] {
  if (isSame(part, ofPart, whole, ofWhole)) {
    return [];
  }
  const known = unseenOf(whole);
  const unseen = unseenOf(part).filter((name) => !known.includes(name));
  if (unseen.length > 0) {
    return [{ of: 'grants', words: `has ${unseen.join(', ')}, whose content is not known`, certain: false }];
  }
  const [ofNow, ofBefore] = [policySetOf(part, ofPart), policySetOf(whole, ofWhole)];
  const { request, reason } = grantsBeyond(ofNow, ofBefore);
  if (request) {
    const isBounded = part.boundary !== undefined && !isBoundaryKnown(part.boundary, ofPart);
    return [{ of: 'grants', words: `may ${describeRequest(request)}${isBounded ? `, if the boundary ${part.boundary} lets it` : ''}`, certain: true }];
  }
  if (reason !== undefined) {
    return [{ of: 'grants', words: `has grants of which nobody can tell whether they are broader: ${reason}`, certain: false }];
  }
  if (whole.boundary !== undefined && whole.boundary !== part.boundary && !isBoundaryKnown(whole.boundary, ofWhole) && grantsAnything(part)) {
    return [{ of: 'grants', words: `does not have the boundary ${whole.boundary}, whose content is not known`, certain: false }];
  }
  const isUnlimited = unseenOf(part).length > 0 && Object.keys(grantsBeyond(limitsAlone(ofNow), limitsAlone(ofBefore))).length > 0;
  return isUnlimited ? [{ of: 'grants', words: `has ${unseenOf(part).join(', ')}, whose content is not known, with fewer limits`, certain: false }] : [];
}

/** What makes up the grants is written alike: most principals have not changed. */
function isSame(part: LockedPrincipal, ofPart: LockLimits, whole: LockedPrincipal, ofWhole: LockLimits): boolean {
  const text = ({ grants, managedPolicies, unread, boundary }: LockedPrincipal, { boundaries = {} }: LockLimits) => (
    JSON.stringify([grants, managedPolicies, unread, boundary, boundary !== undefined && Object.hasOwn(boundaries, boundary) && boundaries[boundary]])
  );
  return serviceControlText(ofPart) === serviceControlText(ofWhole) && text(part, ofPart) === text(whole, ofWhole);
}

const serviceControlTexts = new WeakMap<object, string>();

function serviceControlText({ serviceControl }: LockLimits): string {
  if (!serviceControl) {
    return '';
  }
  return madeOnce(serviceControlTexts, serviceControl, () => JSON.stringify(serviceControl.map((level) => Object.entries(level).sort())));
}

const STATUS_WORDS: Readonly<Record<EscalationStatus, string>> = {
  administrator: 'is an administrator',
  open: 'can make itself an administrator, or act as whom nobody has chosen for it',
  possible: 'can perhaps make itself an administrator, or act as whom nobody has chosen for it',
};

function escalationExcess(part: LockedPrincipal, whole: LockedPrincipal | undefined): readonly LockExcess[] {
  const rank = (principal: LockedPrincipal | undefined) => (principal?.escalation ? ESCALATION_STATUSES.indexOf(principal.escalation) : -1);
  const targets = (part.becomes ?? []).filter((id) => !whole?.becomes?.includes(id));
  return [
    ...(rank(part) > rank(whole) ? [{ of: 'escalation', words: STATUS_WORDS[part.escalation!], certain: part.escalation !== 'possible' } as const] : []),
    ...(targets.length > 0 && rank(whole) < ESCALATION_STATUSES.indexOf('open') ? [{ of: 'escalation', words: `can become ${targets.join(', ')}`, certain: true } as const] : []),
  ];
}

function relationOf(gained: readonly LockExcess[], lost: readonly LockExcess[]): LockRelation {
  if (gained.length > 0) {
    return gained.some(({ certain }) => certain) ? 'broader' : 'unknown';
  }
  return lost.length > 0 ? 'narrower' : 'equal';
}
