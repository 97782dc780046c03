/**
 * Who may assume which role: the principals of the app among themselves, who comes in from elsewhere, and where they leave to.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html
 */
import { Concretizer } from './concrete';
import { Estate, EstatePrincipal } from './estate';
import { decide } from '../evaluate/decide';
import { NamedPolicy, Outcome } from '../evaluate/decision';
import { AccessRequest } from '../evaluate/request';
import { parseArn } from '../policy/arn';
import { Condition, operatorText } from '../policy/condition';
import { parseDocument } from '../policy/document';
import { Pattern } from '../policy/pattern';
import { accountOf, Principal } from '../policy/principal';
import { Statement } from '../policy/statement';
import { identityOf, Text } from '../policy/text';

/**
 * - `app`: a principal of the estate;
 * - `account`: another principal of an account that the app is in, or the account itself;
 * - `outside`: another account, an identity provider, anyone;
 * - `aws`: a service;
 * - `unknown`: only the deployment can tell.
 */
export type TrustPlace = 'app' | 'account' | 'outside' | 'aws' | 'unknown';

export interface TrustParty {
  /** Of the estate: its key; else what names it in a policy. */
  readonly id: string;
  readonly label: string;
  readonly place: TrustPlace;
}

export interface TrustEdge {
  readonly from: TrustParty;
  readonly to: TrustParty;
  /** Conditions on the trust, for instance `StringEquals sts:ExternalId`. */
  readonly conditions: readonly string[];
  /** Tokens or circumstances decide whether the role can be assumed. */
  readonly unknown: boolean;
}

export interface TrustGraph {
  readonly edges: readonly TrustEdge[];
}

const ASSUMING = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];
const [ASSUME_ROLE] = ASSUMING;
const MOST_STEPS = 6;

export function trustGraph(estate: Estate): TrustGraph {
  return { edges: new GraphReader(estate).edges() };
}

/** Ways of two steps or more by roles of the app to a role elsewhere. */
export function chainsThatLeave({ edges }: TrustGraph): readonly (readonly TrustEdge[])[] {
  const leaving = edges.filter(({ from, to }) => from.place === 'app' && to.place !== 'app');
  const before = (chain: readonly TrustEdge[]): readonly (readonly TrustEdge[])[] => {
    const longer = edges
      .filter(({ from, to }) => to.id === chain[0].from.id && from.place === 'app' && !chain.some((edge) => edge.to.id === from.id || edge.from.id === from.id))
      .map((edge) => [edge, ...chain]);
    return [...longer, ...(chain.length + 1 < MOST_STEPS ? longer.flatMap(before) : [])];
  };
  return leaving.flatMap((edge) => before([edge]));
}

/** Keys of the roles that a party gets, one after the other. */
export function reachOf({ edges }: TrustGraph, party: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [party];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { from, to } of edges) {
      if (from.id === id && to.place === 'app' && !reached.has(to.id)) {
        reached.add(to.id);
        open.push(to.id);
      }
    }
  }
  return reached;
}

class GraphReader {
  private readonly concrete: Concretizer;
  private readonly actors: readonly EstatePrincipal[];
  private readonly roles: readonly EstatePrincipal[];
  private readonly byArn: ReadonlyMap<string, EstatePrincipal>;
  private readonly accounts: ReadonlySet<string>;
  private readonly assuming = new Map<EstatePrincipal, readonly Statement[]>();

  constructor(private readonly estate: Estate) {
    this.concrete = new Concretizer(estate);
    this.actors = estate.principals.filter(({ kind, hypothetical }) => (kind === 'role' || kind === 'user') && !hypothetical);
    this.roles = this.actors.filter(({ kind }) => kind === 'role');
    this.byArn = new Map(this.actors.map((actor) => [identityOf(actor.arn), actor]));
    this.accounts = new Set(this.actors.flatMap(({ account }) => (account === undefined ? [] : [identityOf(account)])));
  }

  edges(): readonly TrustEdge[] {
    const callers = this.actors.filter((actor) => this.assumingStatements(actor).length > 0);
    return [
      ...this.roles.flatMap((role) => [...this.fromElsewhere(role), ...this.fromApp(role, callers)]),
      ...callers.flatMap((actor) => this.toElsewhere(actor)),
    ];
  }

  /** Whom the trust policy names, other than principals of the app. */
  private fromElsewhere(role: EstatePrincipal): TrustEdge[] {
    const trusted = new Map<string, TrustEdge>();
    for (const statement of this.trustOf(role)) {
      for (const principal of statement.principal!.principals) {
        const from = this.partyOf(principal);
        if (from.place !== 'app') {
          trusted.set(`${from.id} ${describe(statement.conditions)}`, {
            from, to: partyOfApp(role), conditions: describe(statement.conditions),
            unknown: statement.conditional === true || from.place === 'unknown',
          });
        }
      }
    }
    return [...trusted.values()];
  }

  private trustOf({ trust }: EstatePrincipal): readonly Statement[] {
    const statements = trust ? this.concrete.policy(trust).document.statements : [];
    return statements.filter(({ effect, principal, action }) => effect === 'Allow' && principal?.negated === false
      && ASSUMING.some((name) => mayNameAction(action.patterns, name) !== action.negated));
  }

  /** Principals of the app that the evaluator lets assume the role: those that the trust names, and those of an account that it names. */
  private fromApp(role: EstatePrincipal, callers: readonly EstatePrincipal[]): TrustEdge[] {
    const trust = this.trustOf(role);
    const named = trust.flatMap(({ principal }) => principal!.principals.flatMap(({ value }) => this.byArn.get(identityOf(value)) ?? []));
    const admitted = trust.flatMap(({ principal }) => principal!.principals.filter(({ type }) => type === 'AWS'));
    const isOpen = admitted.some(({ value }) => value === '*');
    const others = admitted.length === 0 ? [] : callers.filter((actor) => isOpen || this.mayName(actor, role));
    return [...new Set([...named, ...others])].filter((actor) => actor !== role).flatMap((actor) => {
      const outcome = this.outcome(actor, role.arn, role);
      return outcome === 'allowed' || outcome === 'unknown' ? [{
        from: partyOfApp(actor), to: partyOfApp(role), unknown: outcome === 'unknown',
        conditions: describe(trust.flatMap(({ conditions }) => conditions)),
      }] : [];
    });
  }

  /** Roles that the principal's own policies let it assume and that are none of the app's. */
  private toElsewhere(actor: EstatePrincipal): TrustEdge[] {
    const elsewhere = new Map<string, TrustEdge>();
    for (const { resource, conditions, conditional } of this.assumingStatements(actor)) {
      for (const pattern of resource && !resource.negated ? resource.patterns : []) {
        const to = this.roleElsewhere(pattern);
        const outcome = to && this.outcome(actor, pattern, { account: actor.account, trust: trustOfAccount(actor.account) });
        if (to && outcome !== 'explicitDeny' && outcome !== 'implicitDeny') {
          elsewhere.set(to.id, { from: partyOfApp(actor), to, conditions: describe(conditions), unknown: conditional === true || outcome === 'unknown' });
        }
      }
    }
    return [...elsewhere.values()];
  }

  /** Without a policy of its own that names the role, nobody assumes it who is not named in its trust policy. */
  private mayName(actor: EstatePrincipal, { arn }: EstatePrincipal): boolean {
    return this.assumingStatements(actor).some(({ resource }) => (
      !resource || resource.negated || resource.patterns.some((pattern) => Pattern.of(pattern).matches(arn) !== 'no')
    ));
  }

  private roleElsewhere(pattern: Text): TrustParty | undefined {
    if (this.byArn.has(identityOf(pattern))) {
      return undefined;
    }
    const account = parseArn(pattern)?.account;
    const isPattern = account === undefined || Pattern.of(account).hasWildcard;
    return { id: identityOf(pattern), label: pattern.toString(), place: isPattern ? 'unknown' : this.placeOfAccount(account) };
  }

  private assumingStatements(actor: EstatePrincipal): readonly Statement[] {
    let statements = this.assuming.get(actor);
    if (!statements) {
      // What is known of tokens can only rule more statements out.
      statements = actor.policies.filter(({ document }) => document.statements.some(mayAllowAssuming))
        .flatMap((policy) => this.concrete.policy(policy).document.statements).filter(mayAllowAssuming);
      this.assuming.set(actor, statements);
    }
    return statements;
  }

  private outcome(actor: EstatePrincipal, resource: Text, { account: resourceAccount, trust }: Pick<EstatePrincipal, 'account' | 'trust'>): Outcome {
    const { boundary, account, kind, arn, policies } = actor;
    const { serviceControl } = this.estate;
    const request: AccessRequest = {
      requester: { kind: kind === 'user' ? 'user' : 'role', id: arn, ...(account !== undefined && { account }) },
      action: ASSUME_ROLE, resource, ...(resourceAccount !== undefined && { resourceAccount }),
      context: { values: new Map(), others: 'unknown' },
    };
    const concrete = (policy: NamedPolicy) => this.concrete.policy(policy);
    return decide(request, {
      identity: policies.map(concrete),
      ...(boundary && { boundary: concrete(boundary) }),
      ...(trust && { resource: concrete(trust) }),
      ...(serviceControl && { serviceControl: serviceControl.map((level) => this.concrete.level(level)) }),
    }).outcome;
  }

  private partyOf(principal: Principal): TrustParty {
    const { type, value } = principal;
    const own = this.byArn.get(identityOf(value));
    if (own) {
      return partyOfApp(own);
    }
    const party = { id: identityOf(value), label: value.toString() };
    if (type === 'Service') {
      return { ...party, place: 'aws' };
    }
    const account = accountOf(principal);
    const isNamed = type !== 'AWS' || value === '*';
    return { ...party, place: isNamed ? 'outside' : account === undefined ? 'unknown' : this.placeOfAccount(account) };
  }

  private placeOfAccount(account: Text): TrustPlace {
    if (this.accounts.has(identityOf(account))) {
      return 'account';
    }
    return typeof account === 'string' ? 'outside' : 'unknown';
  }
}

/** The trust policy of a role that leaves it to the account who may assume it: then the policies of the principal decide. */
function trustOfAccount(account: Text | undefined): NamedPolicy | undefined {
  const statement = { Effect: 'Allow', Principal: { AWS: account }, Action: ASSUME_ROLE };
  return account === undefined ? undefined : { name: 'trust', document: parseDocument({ Version: '2012-10-17', Statement: statement }, 'trust') };
}

function partyOfApp({ key, label }: EstatePrincipal): TrustParty {
  return { id: key, label, place: 'app' };
}

function mayNameAction(patterns: readonly Text[], action: string): boolean {
  return patterns.some((pattern) => Pattern.of(pattern, { ignoreCase: true }).matches(action) !== 'no');
}

function mayAllowAssuming({ effect, action }: Statement): boolean {
  return effect === 'Allow' && mayNameAction(action.patterns, ASSUME_ROLE) !== action.negated;
}

function describe(conditions: readonly Condition[]): readonly string[] {
  return [...new Set(conditions.map(({ operator, key }) => `${operatorText(operator)} ${key}`))];
}
