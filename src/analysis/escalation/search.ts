/**
 * The graph search: from each principal, breadth first, to an administrator, to whoever of the account, and to principals
 * of the app that are allowed more. The shortest chain comes first, and a certain one before one that hangs on something.
 */
import { Actor } from './actor';
import { afterEdit, describeEdit, Edit, editsOf, trustAfterEdit } from './change';
import { allowedBeyond, isAdministrator, Sample } from './gain';
import { ANYONE, Hop } from './hop';
import { hopsFrom } from './hops';
import { Landscape } from './landscape';
import { isMeant } from './meant';
import { candidatePaths } from './relevance';
import { Pattern } from '../../policy/pattern';
import { AllowedActions } from '../allowed-actions';
import { Estate, EstatePrincipal } from '../estate';

const EVERY_ACTION = Pattern.of('?*:?*');
const LONGEST_CHAIN = 4;
/** Whoever can become more than this many others is told of some of them. */
const MOST_REACHED = 200;
const MOST_TOLD = 10;

export interface Escalation {
  readonly principal: EstatePrincipal;
  readonly chain: readonly Hop[];
  /** Something that the target may do and the principal may not; absent when the target is an administrator, or anyone. */
  readonly beyond?: Sample;
  /** Ids of further paths that are open to the principal itself, to an administrator or anyone. */
  readonly others: readonly string[];
  /** What it hangs on; empty when it is certain. */
  readonly doubts: readonly string[];
  readonly change: Change;
}

export interface Change {
  /** What to edit, in the words of the policy. */
  readonly words: string;
  /** Nothing that was found is open any more after it. */
  readonly closesAll: boolean;
}

type Chain = readonly Hop[];
type IsGoal = (chain: Chain) => boolean;

export class EscalationSearch {
  readonly landscape: Landscape;
  private readonly hops = new Map<Actor, Chain>();
  private readonly starts = new Map<EstatePrincipal, Actor | null>();

  constructor(estate: Estate) {
    this.landscape = new Landscape(estate);
  }

  /** Those that a path can begin with; most can not. */
  starting<T extends EstatePrincipal>(principals: readonly T[]): T[] {
    return principals.filter((principal) => this.actorOf(principal) !== undefined);
  }

  /** The way to an administrator or to anyone, if there is one. */
  toAdministrator(principal: EstatePrincipal): Escalation | undefined {
    const actor = this.actorOf(principal);
    for (const certain of actor ? [true, false] : []) {
      for (const chain of this.chains(actor!, certain)) {
        if (isTop(chain)) {
          const direct = this.hopsOf(actor!).filter((hop) => isOpen(hop, certain) && isTop([hop]) && hop.path !== chain[0].path);
          return this.escalation(actor!, chain, isTop, direct);
        }
      }
    }
    return undefined;
  }

  /** Ways to other principals of the app that are allowed more, one for each of them. */
  toOthers(principal: EstatePrincipal): Escalation[] {
    const actor = this.actorOf(principal);
    const found = new Map<Actor, Escalation>();
    for (const certain of actor ? [true, false] : []) {
      for (const chain of this.directAndLonger(actor!, certain)) {
        const { to } = chain[chain.length - 1];
        if (to === ANYONE || found.has(to) || to.principal.key === principal.key || isTop(chain) || isMeant(chain)) {
          continue;
        }
        const beyond = allowedBeyond(to, actor!);
        if (beyond) {
          found.set(to, this.escalation(actor!, chain, (other) => other[other.length - 1].to === to && !isMeant(other), [], beyond));
        }
        if (found.size === MOST_TOLD) {
          return [...found.values()];
        }
      }
    }
    return [...found.values()];
  }

  isAdministrator(principal: EstatePrincipal): boolean {
    return isAdministrator(this.landscape.actor(principal));
  }

  /** The way to the target, or to an administrator or anyone, who can be everybody: whether somebody meant it or not. */
  toPrincipal(principal: EstatePrincipal, target: EstatePrincipal): Escalation | undefined {
    const isGoal: IsGoal = (chain) => {
      const { to } = chain[chain.length - 1];
      return isTop(chain) || (to !== ANYONE && to.principal.key === target.key);
    };
    const actor = this.actorOf(principal);
    for (const certain of actor ? [true, false] : []) {
      for (const chain of this.chains(actor!, certain)) {
        if (isGoal(chain)) {
          return this.escalation(actor!, chain, isGoal, []);
        }
      }
    }
    return undefined;
  }

  /** A principal that may be assumed as it is meant to be may be taken over beside that. */
  private* directAndLonger(actor: Actor, certain: boolean, changed?: ReadonlyMap<Actor, Chain>): Iterable<Chain> {
    for (const hop of changed?.get(actor) ?? this.hopsOf(actor)) {
      if (isOpen(hop, certain)) {
        yield [hop];
      }
    }
    yield* this.chains(actor, certain, changed);
  }

  /** Undefined when no path can begin there: it has no part in any, or is an administrator already. */
  private actorOf(principal: EstatePrincipal): Actor | undefined {
    let actor = this.starts.get(principal);
    if (actor === undefined) {
      actor = this.startOf(principal) ?? null;
      this.starts.set(principal, actor);
    }
    return actor ?? undefined;
  }

  private startOf(principal: EstatePrincipal): Actor | undefined {
    if (candidatePaths(AllowedActions.of(principal.policies)).length === 0 && this.landscape.rolesThatName(principal).length === 0) {
      return undefined;
    }
    if (this.landscape.isOfServiceAlone(principal)) {
      return undefined;
    }
    const actor = this.landscape.actor(principal);
    return hasEverything(actor) && isAdministrator(actor) ? undefined : actor;
  }

  /** Chains to everybody that can be reached, the shortest first, one for each. */
  private* chains(start: Actor, certain: boolean, changed?: ReadonlyMap<Actor, Chain>): Iterable<Chain> {
    const reached = new Set<Actor | typeof ANYONE>([start]);
    let ends: { readonly actor: Actor; readonly chain: Chain }[] = [{ actor: start, chain: [] }];
    for (let length = 1; length <= LONGEST_CHAIN && reached.size < MOST_REACHED; length++) {
      const next: typeof ends = [];
      for (const { actor, chain } of ends) {
        for (const hop of changed?.get(actor) ?? this.hopsOf(actor)) {
          if (!reached.has(hop.to) && isOpen(hop, certain)) {
            reached.add(hop.to);
            const longer = [...chain, hop];
            yield longer;
            if (hop.to !== ANYONE) {
              next.push({ actor: hop.to, chain: longer });
            }
          }
        }
      }
      ends = next;
    }
  }

  private hopsOf(actor: Actor): Chain {
    let hops = this.hops.get(actor);
    if (!hops) {
      hops = hopsFrom(actor, this.landscape);
      this.hops.set(actor, hops);
    }
    return hops;
  }

  private escalation(actor: Actor, chain: Chain, isGoal: IsGoal, direct: Chain, beyond?: Sample): Escalation {
    const doubts = [...new Set(chain.flatMap((hop) => hop.doubts))];
    const changeOf = () => this.smallestChange(actor, chain, isGoal, doubts.length === 0);
    let change: Change | undefined;
    return {
      principal: actor.principal,
      chain,
      doubts,
      others: [...new Set(direct.map(({ path }) => path.id))],
      get change() {
        return change ??= changeOf();
      },
      ...(beyond && { beyond }),
    };
  }

  /** The smallest edit after which the goal is out of reach; if there is none, the smallest that breaks the chain. */
  private smallestChange(actor: Actor, chain: Chain, isGoal: IsGoal, certain: boolean): Change {
    const edits = editsOf(chain);
    let breaking: Edit | undefined;
    for (const edit of edits) {
      const hops = this.hopsAfter(edit);
      if (!some(this.directAndLonger(actor, certain, new Map([[edit.hop.from, hops]])), isGoal)) {
        return { words: describeEdit(edit), closesAll: true };
      }
      breaking ??= hops.some((hop) => isSameHop(hop, edit.hop)) ? undefined : edit;
    }
    return { words: describeEdit(breaking ?? edits[0]), closesAll: false };
  }

  private hopsAfter(edit: Edit): Chain {
    const { hop } = edit;
    if (edit.kind !== 'trust') {
      return hopsFrom(this.landscape.changed(afterEdit(edit)), this.landscape);
    }
    return this.hopsOf(hop.from).filter((one) => one !== hop || isStillTrusted(hop, edit));
  }
}

/** Is the role open to the principal even after its trust policy is edited, by another statement? */
function isStillTrusted({ from, to, grants }: Hop, edit: Edit): boolean {
  const trust = to === ANYONE ? undefined : to.principal.trust;
  return trust !== undefined && grants.every(({ step: { action }, resource }) => (
    from.ask({ action, resource, resourcePolicy: trustAfterEdit(edit, from.concrete(trust)) }).verdict !== 'no'
  ));
}

function isSameHop(one: Hop, other: Hop): boolean {
  return one.path === other.path && one.to === other.to && one.service === other.service && one.through === other.through;
}

function some<T>(items: Iterable<T>, test: (item: T) => boolean): boolean {
  for (const item of items) {
    if (test(item)) {
      return true;
    }
  }
  return false;
}

/** Some statement grants every action by a wildcard, with nothing left out. */
function hasEverything(actor: Actor): boolean {
  return some(actor.allowing(), ({ statement: { action } }) => (
    !action.negated && action.patterns.some((pattern) => Pattern.of(pattern).covers(EVERY_ACTION) === 'yes')
  ));
}

function isOpen({ doubts }: Hop, certain: boolean): boolean {
  return !certain || doubts.length === 0;
}

function isTop(chain: readonly Hop[]): boolean {
  const { to } = chain[chain.length - 1];
  return to === ANYONE || isAdministrator(to);
}
