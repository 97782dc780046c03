/**
 * Compares what two sets of policies grant. "Narrower" and "equal" are proved from the statements; "broader" is shown by a
 * request that the evaluator allows on one side and denies on the other.
 */
import { PolicySet } from '../evaluate/decision';
import { AccessRequest, Requester } from '../evaluate/request';
import { accountOfRequester, isServiceLinked, same } from '../evaluate/requester';
import { Statement } from '../policy/statement';
import { ActionClass, actionClasses } from './grants/action-classes';
import { findExample, SOMEBODY } from './grants/examples';
import { GrantLayers, identityOfLayers, identityOfOtherPolicies, layersOf } from './grants/layers';
import { isWithin } from './grants/regions';

/** What the first set is in relation to the second. */
export type GrantRelation = 'equal' | 'narrower' | 'broader' | 'incomparable' | 'unknown';

export interface GrantComparison {
  readonly relation: GrantRelation;
  /** A request that only the first set allows: broader, incomparable. */
  readonly onlyFirst?: AccessRequest;
  /** A request that only the second set allows: narrower, incomparable. */
  readonly onlySecond?: AccessRequest;
  /** Why it is unknown. */
  readonly reason?: string;
}

/** What one set allows beyond another: nothing for certain, where both are absent. */
export interface GrantExcess {
  /** A request that only the one set allows. */
  readonly request?: AccessRequest;
  /** Why nobody can tell. */
  readonly reason?: string;
}

const OTHER_POLICIES = 'the resource-based policies or the resource control policies differ, and what they grant is not compared';

/** Of what the requester is allowed; resource-based policies are the same on both sides, or nothing is said. */
export function compareGrants(first: PolicySet, second: PolicySet, requester: Requester = SOMEBODY): GrantComparison {
  const ofFirst = grantsBeyond(first, second, requester);
  const ofSecond = grantsBeyond(second, first, requester);
  const examples = { ...(ofFirst.request && { onlyFirst: ofFirst.request }), ...(ofSecond.request && { onlySecond: ofSecond.request }) };
  const reason = ofFirst.reason ?? ofSecond.reason;
  if (ofFirst.request && ofSecond.request) {
    return { relation: 'incomparable', ...examples };
  }
  if (reason !== undefined) {
    return { relation: 'unknown', ...examples, reason };
  }
  return { relation: ofFirst.request ? 'broader' : ofSecond.request ? 'narrower' : 'equal', ...examples };
}

/** One side of `compareGrants`. */
export function grantsBeyond(part: PolicySet, whole: PolicySet, requester: Requester = SOMEBODY): GrantExcess {
  if (identityOfOtherPolicies(part) !== identityOfOtherPolicies(whole)) {
    return { reason: OTHER_POLICIES };
  }
  const [a, b] = [part, whole].map((policies) => layersOf(isReachedByScps(policies, requester) ? policies : { ...policies, serviceControl: [] }));
  if (identityOfLayers(a) === identityOfLayers(b)) {
    return {};
  }
  const classes = actionClasses([...allOf(a), ...allOf(b)].map(({ action }) => action));
  return excessOf({ policies: part, layers: a }, { policies: whole, layers: b }, classes, requester);
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
function isReachedByScps({ managementAccount }: PolicySet, requester: Requester): boolean {
  const account = accountOfRequester(requester);
  return !isServiceLinked(requester) && (managementAccount === undefined || account === undefined || same(managementAccount, account) === 'no');
}

interface Side {
  readonly policies: PolicySet;
  readonly layers: GrantLayers;
}

/** A request, or an open question, or nothing. */
function excessOf(part: Side, whole: Side, classes: readonly ActionClass[], requester: Requester): GrantExcess {
  let open: ActionClass | undefined;
  for (const one of classes) {
    const speaksOf = ({ action }: Statement) => one.verdicts.get(action) ?? 'no';
    if (!isWithin(part.layers, whole.layers, speaksOf)) {
      const request = findExample(part.policies, whole.policies, one.action, (statement) => speaksOf(statement) !== 'no', requester);
      if (request) {
        return { request };
      }
      open ??= one;
    }
  }
  return open ? { reason: `for ${open.action} neither a proof nor a request that settles it was found` } : {};
}

function allOf({ allows, denies }: GrantLayers): readonly Statement[] {
  return [...allows.flat(), ...denies];
}
