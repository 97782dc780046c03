/** Principals that hold both sides of a pair of duties, by what the evaluator allows them within boundary and service control policies. */
import { expandAction } from '../../catalogue/actions';
import { DutyPair } from '../../catalogue/duty-pairs';
import { MatchedStatement, NamedPolicy } from '../../evaluate/decision';
import { parseDocument, PolicyDocument } from '../../policy/document';
import { Matching } from '../../policy/statement';
import { bareToken, identityOf, Text } from '../../policy/text';
import { Actor, Answer } from '../escalation/actor';
import { Landscape } from '../escalation/landscape';
import { EstatePrincipal } from '../estate';
import { UNNAMED } from '../unnamed';
import { DutyActions } from './duty-actions';
import { resourcesOf, resourcesOfBoth, SharedFormat, sharedFormats } from './shared-resources';

/** A key of the app with its policy, which may allow what no other policy does. */
export interface KeyPolicy {
  /** Of the resource in the model. */
  readonly owner: string;
  readonly arn: Text;
  readonly policy: NamedPolicy;
}

export interface HeldDuty {
  readonly action: string;
  readonly resource: Text;
  /** The statement that allows it. */
  readonly by?: MatchedStatement;
}

export interface DutyConflict {
  readonly pair: DutyPair;
  readonly one: HeldDuty;
  readonly other: HeldDuty;
  /** The two are allowed on the same resource. */
  readonly shared: boolean;
  /** What it hangs on; empty when it is certain. */
  readonly doubts: readonly string[];
}

/** The actions of a pair that the catalogue has. */
interface Sides {
  readonly pair: DutyPair;
  readonly one: readonly string[];
  readonly other: readonly string[];
}

/** The pairs of which a statement names actions, by side. */
interface NamedSides {
  readonly one: readonly Sides[];
  readonly other: readonly Sides[];
}

const NOTHING_NAMED: NamedSides = { one: [], other: [] };
const NONE: readonly NamedSides[] = [];

type Asked = readonly [one: Text, other: Text];

const NO_POLICIES: readonly KeyPolicy[] = [];

export class DutySearch {
  private readonly sides: readonly Sides[];
  private readonly actions: DutyActions;
  private readonly keysByPrincipal: ReadonlyMap<string, readonly KeyPolicy[]>;
  private readonly named = new WeakMap<Matching, NamedSides>();
  private readonly delegations = new Map<string, NamedPolicy>();

  constructor(pairs: readonly DutyPair[], private readonly landscape: Landscape, private readonly keys: readonly KeyPolicy[]) {
    this.sides = pairs.map((pair) => ({ pair, one: namesOf(pair.oneSide), other: namesOf(pair.otherSide) }));
    this.actions = new DutyActions([...new Set(this.sides.flatMap(({ one, other }) => [...one, ...other]))]);
    this.keysByPrincipal = this.keysThatName();
  }

  /** One for each pair. Of who may do everything outside IAM there is nothing to say that is not said already. */
  conflictsOf(principal: EstatePrincipal): readonly DutyConflict[] {
    const keys = this.keysByPrincipal.size === 0 ? NO_POLICIES : this.keysByPrincipal.get(identityOf(principal.arn)) ?? NO_POLICIES;
    if (!this.mayHoldBoth(principal, keys) || this.landscape.isOfServiceAlone(principal)) {
      return [];
    }
    const policies = [...principal.policies, ...keys.map(({ policy }) => policy)];
    const granted = new Set(policies.flatMap(({ document }) => this.actions.grantedIn(document)));
    const actor = this.landscape.actor(principal);
    const isGranted = (name: string) => granted.has(name);
    return isAllowedAnything(actor) ? [] : this.sides.flatMap(({ pair, one, other }) => (
      this.conflict({ pair, one: one.filter(isGranted), other: other.filter(isGranted) }, actor, keys) ?? []
    ));
  }

  /** Are both sides of some pair named? Of most principals none is, or the sides that work with data. */
  private mayHoldBoth({ policies }: EstatePrincipal, keys: readonly KeyPolicy[]): boolean {
    const all = keys.length === 0 ? policies : [...policies, ...keys.map(({ policy }) => policy)];
    const named = all.flatMap(({ document }) => this.namedIn(document));
    return named.some(({ one }) => one.some((sides) => named.some(({ other }) => other.includes(sides))));
  }

  private namedIn({ statements }: PolicyDocument): readonly NamedSides[] {
    const allowing = statements.filter(({ effect, action }) => effect === 'Allow' && this.namedBy(action) !== NOTHING_NAMED);
    return allowing.length === 0 ? NONE : allowing.map(({ action }) => this.namedBy(action));
  }

  private namedBy(action: Matching): NamedSides {
    let named = this.named.get(action);
    if (!named) {
      const granted = this.actions.spokenOf(action);
      const such = (side: 'one' | 'other') => this.sides.filter((sides) => sides[side].some((name) => granted.includes(name)));
      named = granted.length === 0 ? NOTHING_NAMED : { one: such('one'), other: such('other') };
      this.named.set(action, named);
    }
    return named;
  }

  private conflict({ pair, one, other }: Sides, actor: Actor, keys: readonly KeyPolicy[]): DutyConflict | undefined {
    let open: DutyConflict | undefined;
    for (const first of one) {
      for (const second of other.filter((name) => name !== first)) {
        const formats = sharedFormats(first, second);
        const shared = formats.length > 0;
        for (const [resource, otherResource] of this.asked(first, second, formats, actor, keys)) {
          const answers = [this.ask(actor, first, resource), this.ask(actor, second, otherResource)];
          if (answers.every(({ verdict }) => verdict !== 'no')) {
            const doubts = [...new Set(answers.flatMap((answer) => answer.doubts))];
            const conflict = { pair, one: held(first, resource, answers[0]), other: held(second, otherResource, answers[1]), shared, doubts };
            if (doubts.length === 0) {
              return conflict;
            }
            open ??= conflict;
          }
        }
      }
    }
    return open;
  }

  private asked(one: string, other: string, formats: readonly SharedFormat[], actor: Actor, keys: readonly KeyPolicy[]): Iterable<Asked> {
    const [patterns, others] = [one, other].map((action) => [...this.patternsOf(action, actor), ...keys.map(({ arn }) => arn)]);
    if (formats.length > 0) {
      return resourcesOfBoth(formats, patterns, others, actor);
    }
    const [resource, otherResource] = [this.allowedOn(one, patterns, actor), this.allowedOn(other, others, actor)];
    return resource === undefined || otherResource === undefined ? [] : [[resource, otherResource]];
  }

  /** A resource that the action is allowed on, for certain if there is one. */
  private allowedOn(action: string, patterns: readonly Text[], actor: Actor): Text | undefined {
    let open: Text | undefined;
    for (const resource of resourcesOf(action, patterns, actor)) {
      const { verdict } = this.ask(actor, action, resource);
      if (verdict === 'yes') {
        return resource;
      }
      open ??= verdict === 'unknown' ? resource : undefined;
    }
    return open;
  }

  /** What Allow statements that speak of the action say of resources. */
  private patternsOf(action: string, actor: Actor): Text[] {
    return [...actor.allowing()].flatMap(({ statement: { action: actions, resource } }) => (
      resource && this.actions.speaksOf(actions, action) ? (resource.negated ? ['*'] : resource.patterns) : []
    ));
  }

  private ask(actor: Actor, action: string, resource: Text): Answer {
    return actor.ask({ action, resource, ...(action.startsWith('kms:') && { resourcePolicy: this.policyOfKey(resource, actor) }) });
  }

  /** A key that the app does not have is taken to leave it to the policies of its account, as keys do by default. */
  private policyOfKey(resource: Text, { account = UNNAMED }: Actor): NamedPolicy {
    const owner = bareToken(resource)?.resource;
    const own = owner === undefined ? undefined : this.keys.find((key) => key.owner === owner);
    const name = identityOf(account);
    const delegation = own?.policy ?? this.delegations.get(name) ?? delegationTo(account);
    if (!own) {
      this.delegations.set(name, delegation);
    }
    return delegation;
  }

  /** By the ARN of principals that their policies name. */
  private keysThatName(): ReadonlyMap<string, readonly KeyPolicy[]> {
    const found = new Map<string, KeyPolicy[]>();
    for (const key of this.keys.filter(({ policy }) => this.actions.grantedIn(policy.document).length > 0)) {
      const principals = this.landscape.concretizer.policy(key.policy).document.statements.flatMap(({ principal }) => principal?.principals ?? []);
      for (const name of new Set(principals.flatMap(({ type, value }) => (type === 'AWS' ? [identityOf(value)] : [])))) {
        found.set(name, [...found.get(name) ?? [], key]);
      }
    }
    return found;
  }
}

function namesOf(side: readonly string[]): readonly string[] {
  return [...new Set(side.flatMap((pattern) => expandAction(pattern)).map(({ name }) => name))];
}

function isAllowedAnything(actor: Actor): boolean {
  return actor.ask({ action: `${UNNAMED}:${UNNAMED}`, resource: UNNAMED }).verdict !== 'no';
}

function held(action: string, resource: Text, answer: Answer): HeldDuty {
  const allowing = answer.matched().filter(({ statement: { effect } }) => effect === 'Allow');
  const by = allowing.find(({ kind }) => kind === 'identity') ?? allowing.find(({ kind }) => kind === 'resource');
  return { action, resource, ...(by && { by }) };
}

function delegationTo(account: Text): NamedPolicy {
  const statement = { Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' };
  return { name: 'the key policy', document: parseDocument({ Version: '2012-10-17', Statement: statement }, 'resource') };
}
