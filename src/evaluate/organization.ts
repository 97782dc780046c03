/**
 * SCPs and RCPs, level by level.
 *
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html
 */
import { RequestedAction } from './action';
import { PolicyLevel, PolicySet } from './decision';
import { isUnderRcps } from './rcp-services';
import { AccessRequest } from './request';
import { accountOfRequester, accountOfResource, hasIdentity, isServiceLinked, same } from './requester';
import { allowsSomething, Search } from './search';
import { and, not, or } from './verdict';
import { Verdict } from '../policy/pattern';
import { Effect } from '../policy/statement';
import { Text } from '../policy/text';

export type ControlKind = 'serviceControl' | 'resourceControl';

const NO_LEVELS: readonly PolicyLevel[] = [];

export class Organization {
  /** The last level that was found to have no Allow. */
  level = '';

  constructor(
    private readonly request: AccessRequest, private readonly action: RequestedAction, private readonly policies: PolicySet,
    private readonly search: Search,
  ) {}

  denies(kind: ControlKind): Verdict {
    let denied: Verdict = 'no';
    for (const { policies } of this.policies[kind] ?? NO_LEVELS) {
      denied = or(denied, this.search.any(kind, policies, 'Deny'));
    }
    return this.whereReached(kind, denied, 'Deny');
  }

  /** RCPFullAWSAccess is attached to every level and cannot be detached: a level of RCPs that holds nothing but Deny is taken to have it. */
  allows(kind: ControlKind): Verdict {
    let missing: Verdict = 'no';
    for (const { name, policies } of this.policies[kind] ?? NO_LEVELS) {
      const allowed = kind === 'resourceControl' && !allowsSomething(policies) ? 'yes' : this.search.any(kind, policies, 'Allow');
      if (allowed === 'no') {
        this.level = name;
      }
      missing = or(missing, not(allowed));
    }
    return not(this.whereReached(kind, missing, 'Allow'));
  }

  private whereReached(kind: ControlKind, verdict: Verdict, sought: Effect): Verdict {
    if (verdict === 'no') {
      return 'no';
    }
    const { requester } = this.request;
    const account = accountOfRequester(requester);
    const [governs, governed] = kind === 'serviceControl'
      ? [hasIdentity(requester), account]
      : [isUnderRcps(this.action), accountOfResource(this.request) ?? account];
    return governs && !isServiceLinked(requester) ? and(verdict, this.isMember(governed, sought)) : 'no';
  }

  /** Neither SCPs nor RCPs reach the management account. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
  private isMember(account: Text | undefined, sought: Effect): Verdict {
    const { managementAccount } = this.policies;
    if (managementAccount === undefined || account === undefined) {
      return 'yes';
    }
    const member = not(same(managementAccount, account));
    if (member === 'unknown') {
      this.search.trace?.name(sought, managementAccount, account);
    }
    return member;
  }
}
