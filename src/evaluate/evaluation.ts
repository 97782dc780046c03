/**
 * One request against one set of policies, as the IAM User Guide has it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
import { RequestedAction, requestedAction } from './action';
import { DecidingKind, NamedPolicy, Outcome, PolicyLevel, PolicySet } from './decision';
import { Naming } from './principals';
import { isUnderRcps } from './rcp-services';
import { AccessRequest } from './request';
import { accountOfRequester, accountOfResource, hasIdentity, isServiceLinked, needsDelegation, same } from './requester';
import { allowsSomething, Search } from './search';
import { Trace } from './trace';
import { and, not, or } from './verdict';
import { Verdict } from '../policy/pattern';
import { Text, tokensOf } from '../policy/text';

const NO_POLICIES: readonly NamedPolicy[] = [];
const NO_LEVELS: readonly PolicyLevel[] = [];
const KINDS: readonly DecidingKind[] = ['resourceControl', 'serviceControl', 'resource', 'identity', 'boundary', 'session'];

export class Evaluation {
  /** The kind of policy that settled the outcome. */
  decidedBy: DecidingKind = 'identity';
  /** Of an implicit deny by SCPs or RCPs: the level that has no Allow. */
  level = '';
  /** Is the resource of another account than the requester? */
  readonly crossAccount: Verdict;

  private readonly action: RequestedAction;
  private readonly search: Search;
  /** Do policies of its own limit the requester? Not the root user, nor who has no identity. */
  private readonly own: boolean;
  private readonly identity: readonly NamedPolicy[];
  private readonly session: readonly NamedPolicy[];
  /** Whether SCPs reach the requester, and RCPs the resource. */
  private readonly reach: { readonly serviceControl: Verdict; readonly resourceControl: Verdict };
  /** The first kind of policy that leaves the outcome open. */
  private open: DecidingKind | undefined;

  constructor(private readonly request: AccessRequest, private readonly policies: PolicySet, private readonly trace?: Trace) {
    const { requester } = request;
    this.action = requestedAction(request.action);
    this.search = new Search(request, this.action, policies.boundary !== undefined, trace);
    this.own = hasIdentity(requester) && requester.kind !== 'root';
    this.identity = this.own ? policies.identity : NO_POLICIES;
    this.session = this.own ? policies.session ?? NO_POLICIES : NO_POLICIES;
    const ofRequester = accountOfRequester(requester);
    const ofResource = accountOfResource(request) ?? ofRequester;
    this.crossAccount = ofRequester === undefined || ofResource === undefined ? 'no' : not(same(ofResource, ofRequester));
    const exempt = isServiceLinked(requester);
    this.reach = {
      serviceControl: exempt || !hasIdentity(requester) ? 'no' : this.isMember(ofRequester),
      resourceControl: exempt || !isUnderRcps(this.action) ? 'no' : this.isMember(ofResource),
    };
  }

  outcome(): Outcome {
    const denied = this.denied();
    if (denied === 'yes') {
      return 'explicitDeny';
    }
    const allowed = this.allowed();
    if (allowed === 'no') {
      return 'implicitDeny';
    }
    if (denied === 'no' && allowed === 'yes') {
      return 'allowed';
    }
    this.decidedBy = this.open!;
    return 'unknown';
  }

  /** Neither SCPs nor RCPs reach the management account. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
  private isMember(account: Text | undefined): Verdict {
    const { managementAccount } = this.policies;
    return managementAccount === undefined || account === undefined ? 'yes' : not(same(managementAccount, account));
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html */
  private denied(): Verdict {
    let result: Verdict = 'no';
    for (const kind of KINDS) {
      const verdict = this.denies(kind);
      if (verdict === 'yes') {
        this.decidedBy = kind;
        return 'yes';
      }
      if (verdict === 'unknown') {
        this.open ??= kind;
        result = 'unknown';
      }
    }
    return result;
  }

  private denies(kind: DecidingKind): Verdict {
    switch (kind) {
      case 'resourceControl':
      case 'serviceControl': {
        const levels = this.levels(kind);
        let verdict: Verdict = 'no';
        for (let i = 0; i < levels.length && verdict !== 'yes'; i++) {
          verdict = or(verdict, this.search.any(kind, levels[i].policies, 'Deny'));
        }
        return this.where(kind, verdict);
      }
      case 'resource':
        return this.policies.resource ? this.search.in(kind, this.policies.resource, 'Deny', 'Deny') : 'no';
      case 'boundary':
        return this.policies.boundary && this.own ? this.search.in(kind, this.policies.boundary, 'Deny') : 'no';
      default:
        return this.search.any(kind, this[kind], 'Deny');
    }
  }

  private allowed(): Verdict {
    let verdict = this.allowedOnLevels('resourceControl');
    verdict = verdict === 'no' ? verdict : and(verdict, this.allowedOnLevels('serviceControl'));
    return verdict === 'no' ? verdict : and(verdict, this.granted());
  }

  /**
   * An Allow on every level, from the root to the account. RCPFullAWSAccess is attached everywhere and cannot be detached, so a level of
   * RCPs that holds Deny alone is taken to have it.
   *
   * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
   * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html
   */
  private allowedOnLevels(kind: 'serviceControl' | 'resourceControl'): Verdict {
    let missing: Verdict = 'no';
    for (const { name, policies } of this.levels(kind)) {
      const allows = kind === 'resourceControl' && !allowsSomething(policies) ? 'yes' : this.search.any(kind, policies, 'Allow');
      if (allows === 'no') {
        this.level = name;
      }
      missing = or(missing, not(allows));
    }
    return this.needs(kind, not(this.where(kind, missing)));
  }

  private granted(): Verdict {
    if (!hasIdentity(this.request.requester)) {
      this.decidedBy = 'resource';
      return this.needs('resource', or(this.names('direct'), this.unseen()));
    }
    if (this.crossAccount === 'no') {
      return this.grantedWithinAccount();
    }
    const across = this.grantedAcrossAccounts();
    if (this.crossAccount === 'yes') {
      return across;
    }
    const within = this.grantedWithinAccount();
    if (within === across) {
      return within;
    }
    this.nameTokens(accountOfRequester(this.request.requester)!, accountOfResource(this.request)!);
    return this.needs('resource', 'unknown');
  }

  /**
   * What a resource-based policy grants to the user or session itself, nothing but an explicit deny can limit. What it grants to the role
   * that a session stems from is limited by the boundary and the session policy, as is what the identity policies grant.
   *
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  private grantedWithinAccount(): Verdict {
    const direct = this.needs('resource', this.names('direct'));
    const root = this.request.requester.kind === 'root';
    const delegation = needsDelegation(this.action, this.request.resource);
    if (direct === 'yes' || (root && delegation)) {
      this.decidedBy = 'resource';
      return or(direct, this.unseen());
    }
    if (root) {
      this.decidedBy = 'identity';
      return 'yes';
    }
    const entity = this.needs('resource', this.names('entity'));
    const delegated = delegation ? this.needs('resource', or(this.names('account'), this.unseen())) : 'yes';
    const identity = delegated === 'no' ? 'no' : and(delegated, this.needs('identity', this.search.any('identity', this.identity, 'Allow')));
    const granted = or(entity, identity);
    const limited = granted === 'no' ? 'no' : and(granted, this.withinLimits());
    if (limited === 'yes') {
      this.decidedBy = entity === 'yes' ? 'resource' : 'identity';
    }
    return or(direct, limited);
  }

  /** Both accounts must allow. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html */
  private grantedAcrossAccounts(): Verdict {
    const named = or(or(this.names('direct'), this.names('entity')), or(this.names('account'), this.unseen()));
    const admitted = this.needs('resource', named);
    if (admitted === 'no') {
      return 'no';
    }
    const root = this.request.requester.kind === 'root';
    const identity = root ? 'yes' : this.needs('identity', this.search.any('identity', this.identity, 'Allow'));
    const limited = identity === 'no' || root ? identity : and(identity, this.withinLimits());
    if (limited === 'yes') {
      this.decidedBy = 'resource';
    }
    return and(admitted, limited);
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session */
  private withinLimits(): Verdict {
    const { boundary } = this.policies;
    const bounded = boundary ? this.needs('boundary', this.search.in('boundary', boundary, 'Allow')) : 'yes';
    return bounded === 'no' ? bounded : and(bounded, this.withinSession());
  }

  /** A federated user has no permissions but those of its session policies. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
  private withinSession(): Verdict {
    return this.session.length === 0 && this.request.requester.kind !== 'federated'
      ? 'yes'
      : this.needs('session', this.search.any('session', this.session, 'Allow'));
  }

  private names(naming: Naming): Verdict {
    const { resource } = this.policies;
    return resource ? this.search.in('resource', resource, 'Allow', naming) : 'no';
  }

  /** A key and a role always have a policy of their own: one that was not handed in leaves open whether IAM policies count. */
  private unseen(): Verdict {
    if (this.policies.resource || !needsDelegation(this.action, this.request.resource)) {
      return 'no';
    }
    this.trace?.unknowns.add(`the ${this.action.service === 'kms' ? 'key' : 'trust'} policy of ${this.request.resource.toString()}`);
    return 'unknown';
  }

  /** Takes note of the kind of policy that keeps the outcome from being certain. */
  private needs(kind: DecidingKind, verdict: Verdict): Verdict {
    if (verdict === 'no') {
      this.decidedBy = kind;
    } else if (verdict === 'unknown') {
      this.open ??= kind;
    }
    return verdict;
  }

  private levels(kind: 'serviceControl' | 'resourceControl'): readonly PolicyLevel[] {
    return this.reach[kind] === 'no' ? NO_LEVELS : this.policies[kind] ?? NO_LEVELS;
  }

  /** A verdict of SCPs or RCPs counts where they reach. */
  private where(kind: 'serviceControl' | 'resourceControl', verdict: Verdict): Verdict {
    const reach = this.reach[kind];
    if (reach === 'unknown' && verdict !== 'no') {
      this.nameTokens(this.policies.managementAccount!, accountOfRequester(this.request.requester) ?? '');
    }
    return and(verdict, reach);
  }

  private nameTokens(...texts: readonly Text[]): void {
    texts.forEach((text) => tokensOf(text).forEach(({ label }) => this.trace?.unknowns.add(label)));
  }
}
