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

interface Excess {
  readonly request?: AccessRequest;
  /** The action for which neither a proof nor a request was found. */
  readonly open?: ActionClass;
}

/** Of what the requester is allowed; resource-based policies are the same on both sides, or nothing is said. */
export function compareGrants(first: PolicySet, second: PolicySet, requester: Requester = SOMEBODY): GrantComparison {
  if (identityOfOtherPolicies(first) !== identityOfOtherPolicies(second)) {
    return { relation: 'unknown', reason: 'the resource-based policies or the resource control policies differ, and what they grant is not compared' };
  }
  const [a, b] = [first, second].map((policies) => layersOf(isReachedByScps(policies, requester) ? policies : { ...policies, serviceControl: [] }));
  if (identityOfLayers(a) === identityOfLayers(b)) {
    return { relation: 'equal' };
  }
  const classes = actionClasses([...allOf(a), ...allOf(b)].map(({ action }) => action));
  const ofFirst = excessOf({ policies: first, layers: a }, { policies: second, layers: b }, classes, requester);
  const ofSecond = excessOf({ policies: second, layers: b }, { policies: first, layers: a }, classes, requester);
  const examples = { ...(ofFirst.request && { onlyFirst: ofFirst.request }), ...(ofSecond.request && { onlySecond: ofSecond.request }) };
  const open = ofFirst.open ?? ofSecond.open;
  if (ofFirst.request && ofSecond.request) {
    return { relation: 'incomparable', ...examples };
  }
  if (open) {
    return { relation: 'unknown', ...examples, reason: `for ${open.action} neither a proof nor a request that settles it was found` };
  }
  return { relation: ofFirst.request ? 'broader' : ofSecond.request ? 'narrower' : 'equal', ...examples };
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

/** What the one side allows beyond the other: a request, or an open question, or nothing. */
function excessOf(part: Side, whole: Side, classes: readonly ActionClass[], requester: Requester): Excess {
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
  return { open };
}

function allOf({ allows, denies }: GrantLayers): readonly Statement[] {
  return [...allows.flat(), ...denies];
}
