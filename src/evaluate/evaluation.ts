/**
 * One request against one set of policies, as the IAM User Guide has it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
import { RequestedAction, requestedAction } from './action';
import { DecidingKind, NamedPolicy, Outcome, PolicySet } from './decision';
import { Organization } from './organization';
import { Naming } from './principals';
import { AccessRequest } from './request';
import { accountOfRequester, accountOfResource, hasIdentity, needsDelegation, same } from './requester';
import { Search } from './search';
import { Trace } from './trace';
import { and, not, or } from './verdict';
import { Verdict } from '../policy/pattern';

const NO_POLICIES: readonly NamedPolicy[] = [];
const KINDS: readonly DecidingKind[] = ['resourceControl', 'serviceControl', 'resource', 'identity', 'boundary', 'session'];

export class Evaluation {
  /** The kind of policy that settled the outcome. */
  decidedBy: DecidingKind = 'identity';
  /** Is the resource of another account than the requester? */
  readonly crossAccount: Verdict;

  private readonly action: RequestedAction;
  private readonly search: Search;
  /** Absent where neither SCPs nor RCPs are known. */
  private readonly organization: Organization | undefined;
  /** Do policies of its own speak of the requester? Not of the root user, nor of who has no identity. */
  private readonly own: boolean;
  private readonly identity: readonly NamedPolicy[];
  private readonly session: readonly NamedPolicy[];
  /** The first kind of policy that leaves the outcome open. */
  private open: DecidingKind | undefined;

  constructor(private readonly request: AccessRequest, private readonly policies: PolicySet, private readonly trace?: Trace) {
    const { requester } = request;
    this.action = requestedAction(request.action);
    this.own = hasIdentity(requester) && requester.kind !== 'root';
    this.identity = this.own ? policies.identity : NO_POLICIES;
    this.session = this.own && policies.session ? policies.session : NO_POLICIES;
    this.search = new Search(request, this.action, this.own && policies.boundary !== undefined, trace);
    this.organization = policies.serviceControl || policies.resourceControl
      ? new Organization(request, this.action, policies, this.search)
      : undefined;
    const ofResource = accountOfResource(request);
    const ofRequester = ofResource === undefined ? undefined : accountOfRequester(requester);
    this.crossAccount = ofRequester === undefined ? 'no' : not(same(ofResource!, ofRequester));
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
    if (allowed === 'yes') {
      this.trace?.unknowns.Allow.clear();
    }
    if (denied === 'no' && allowed === 'yes') {
      return 'allowed';
    }
    this.decidedBy = this.open!;
    return 'unknown';
  }

  /** Of an implicit deny by SCPs or RCPs: the level that has no Allow. */
  get level(): string {
    return this.organization?.level ?? '';
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
    const { resource, boundary } = this.policies;
    switch (kind) {
      case 'resourceControl':
      case 'serviceControl':
        return this.organization ? this.organization.denies(kind) : 'no';
      case 'resource':
        return resource ? this.search.in(kind, resource, 'Deny', 'Deny') : 'no';
      case 'boundary':
        return boundary && this.own ? this.search.in(kind, boundary, 'Deny') : 'no';
      default:
        return this.search.any(kind, this[kind], 'Deny');
    }
  }

  private allowed(): Verdict {
    const byRcps = this.organization ? this.needs('resourceControl', this.organization.allows('resourceControl')) : 'yes';
    if (byRcps === 'no') {
      return 'no';
    }
    const byScps = this.organization ? this.needs('serviceControl', this.organization.allows('serviceControl')) : 'yes';
    return byScps === 'no' ? 'no' : and(and(byRcps, byScps), this.granted());
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
    this.trace?.name('Allow', accountOfRequester(this.request.requester)!, accountOfResource(this.request)!);
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
      return this.needs('resource', or(direct, this.unseen()));
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
    this.trace?.unknowns.Allow.add(`the ${this.action.service === 'kms' ? 'key' : 'trust'} policy of ${this.request.resource.toString()}`);
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
}
