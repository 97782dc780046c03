/** A principal as it asks AWS for things: with its policies, its boundary and the SCPs above it. */
import { decide } from '../../evaluate/decide';
import { MatchedStatement, NamedPolicy, PolicySet } from '../../evaluate/decision';
import { Requester } from '../../evaluate/request';
import { parseDocument, PolicyDocument } from '../../policy/document';
import { Verdict } from '../../policy/pattern';
import { Statement } from '../../policy/statement';
import { Text, tokensOf } from '../../policy/text';
import { Concretizer } from '../concrete';
import { Estate, EstatePrincipal } from '../estate';
import { UNNAMED } from '../unnamed';

/** Nothing limits what it holds: what a principal has that writes its own permissions. */
const EVERYTHING: NamedPolicy = {
  name: 'permissions of its own making',
  document: parseDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'identity'),
};

export interface Question {
  readonly action: string;
  readonly resource: Text;
  /** By the key in lower case. */
  readonly context?: ReadonlyMap<string, readonly Text[]>;
  /** Nobody has made it yet, or nobody knows it: it has no tags. */
  readonly untagged?: boolean;
  /** The request makes something, so that keys of the service are for the principal to choose. */
  readonly chooses?: boolean;
  readonly resourcePolicy?: NamedPolicy;
}

export interface Answer {
  readonly verdict: Verdict;
  /** Names of context keys and tokens that the answer hangs on. */
  readonly doubts: readonly string[];
  /** The statements that took part: worked out when asked for. */
  matched(): readonly MatchedStatement[];
}

export const NEVER: Answer = { verdict: 'no', doubts: [], matched: () => [] };

/** What the principal has: as it is deployed, with whatever it cares to write, without its boundary, or both. */
export type ActorState = 'deployed' | 'rewritten' | 'unbounded' | 'limitless';

export class Actor {
  readonly key: string;
  readonly identity: readonly NamedPolicy[];
  readonly account: Text | undefined;
  private readonly policies: PolicySet;
  private readonly requester: Requester;
  private readonly facts: ReadonlyMap<string, readonly Text[]>;
  private tagKeys: readonly string[] | undefined;

  constructor(readonly principal: EstatePrincipal, readonly state: ActorState, estate: Estate, private readonly concretizer: Concretizer) {
    this.key = `${principal.key} ${state}`;
    this.identity = state === 'rewritten' || state === 'limitless' ? [EVERYTHING] : principal.policies.map((policy) => concretizer.policy(policy));
    const { boundary } = principal;
    this.policies = {
      identity: this.identity,
      ...(boundary && !this.isUnbounded && { boundary: concretizer.policy(boundary) }),
      ...(estate.serviceControl && { serviceControl: estate.serviceControl.map((level) => concretizer.level(level)) }),
    };
    this.account = principal.account;
    const isUser = principal.kind === 'user' || principal.kind === 'group';
    this.requester = { kind: isUser ? 'user' : 'role', id: this.arn, ...(this.account !== undefined && { account: this.account }) };
    this.facts = new Map<string, readonly Text[]>([
      ['aws:principalarn', [this.arn]],
      ['aws:principaltype', [isUser ? 'User' : 'AssumedRole']],
      ['aws:username', isUser ? [nameIn(this.arn)] : []],
      ['aws:principalaccount', this.account === undefined ? [] : [this.account]],
      ['aws:resourceaccount', this.account === undefined ? [] : [this.account]],
      ['aws:principalisawsservice', ['false']],
      ['aws:viaawsservice', ['false']],
      ['aws:calledvia', []],
      ['aws:calledviafirst', []],
      ['aws:calledvialast', []],
      ['aws:securetransport', ['true']],
    ]);
  }

  /** A group acts through its users. */
  get arn(): Text {
    const { kind, arn } = this.principal;
    return kind === 'group' && typeof arn === 'string' ? arn.replace(/:group\/.*$/, `:user/${UNNAMED}member`) : arn;
  }

  private get isUnbounded(): boolean {
    return this.state === 'unbounded' || this.state === 'limitless';
  }

  ask(question: Question): Answer {
    const { action, resource } = question;
    const policies = question.resourcePolicy ? { ...this.policies, resource: this.concretizer.policy(question.resourcePolicy) } : this.policies;
    const decision = decide({ requester: this.requester, action, resource, context: { values: this.contextOf(question), others: 'unknown' } }, policies);
    const unseen = this.isUnbounded ? undefined : this.principal.unseenBoundary;
    if (decision.outcome === 'explicitDeny' || decision.outcome === 'implicitDeny') {
      return NEVER;
    }
    const boundary = unseen === undefined ? [] : [`the boundary ${unseen.toString()}`];
    const open = decision.outcome === 'unknown' ? decision.unknowns.filter((name) => !isChosen(name, question.chooses ?? false)) : [];
    const doubts = [...open, ...boundary];
    return { verdict: doubts.length > 0 ? 'unknown' : 'yes', doubts, matched: () => decision.matched };
  }

  /** A policy as the principal's requests are decided by it. */
  concrete(policy: NamedPolicy): NamedPolicy {
    return this.concretizer.policy(policy);
  }

  /** The Allow statements of its own policies. */
  * allowing(): Iterable<{ readonly policy: NamedPolicy; readonly statement: Statement }> {
    for (const policy of this.identity) {
      for (const statement of policy.document.statements) {
        if (statement.effect === 'Allow') {
          yield { policy, statement };
        }
      }
    }
  }

  private contextOf({ context, untagged }: Question): ReadonlyMap<string, readonly Text[]> {
    this.tagKeys ??= [...this.identity, ...[this.policies.boundary ?? []].flat()].flatMap(({ document }) => resourceTagKeys(document));
    if (!context && (!untagged || this.tagKeys.length === 0)) {
      return this.facts;
    }
    return new Map([...this.facts, ...(context ?? []), ...(untagged ? this.tagKeys.map((key) => [key, []] as const) : [])]);
  }
}

/**
 * Keys that the principal satisfies as it likes: they are parameters of its request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function isChosen(name: string, chooses: boolean): boolean {
  const key = name.toLowerCase();
  return /^(aws:(requesttag\/|tagkeys$|requestedregion$|useragent$|referer$)|ec2:region$|sts:)/.test(key)
    || (chooses && /^[a-z][a-z0-9-]*:[a-z]/.test(key) && !key.startsWith('aws:') && !key.startsWith('resolve:'));
}

const tagKeysOf = new WeakMap<PolicyDocument, readonly string[]>();

function resourceTagKeys(document: PolicyDocument): readonly string[] {
  let keys = tagKeysOf.get(document);
  if (!keys) {
    const all = document.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key.toString().toLowerCase()));
    keys = all.filter((key) => key.includes('resourcetag/'));
    tagKeysOf.set(document, keys);
  }
  return keys;
}

function nameIn(arn: Text): Text {
  return tokensOf(arn).length > 0 ? arn : arn.toString().slice(arn.toString().lastIndexOf('/') + 1);
}
