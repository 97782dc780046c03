/** Principals that hold both sides of a pair of duties, by what the evaluator allows them within boundary and service control policies. */
import { DutyPair } from '../../catalogue/duty-pairs';
import { MatchedStatement, NamedPolicy } from '../../evaluate/decision';
import { parseDocument } from '../../policy/document';
import { requiredValues, Statement } from '../../policy/statement';
import { bareToken, identityOf, Text } from '../../policy/text';
import { AllowedActions, onceForEach } from '../allowed-actions';
import { Actor, Answer } from '../escalation/actor';
import { Landscape } from '../escalation/landscape';
import { EstatePrincipal } from '../estate';
import { UNNAMED } from '../unnamed';
import { DutySides, NamedSides } from './duty-sides';
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

type Asked = readonly [one: Text, other: Text];

const NO_POLICIES: readonly KeyPolicy[] = [];

export class DutySearch {
  private readonly keysByPrincipal: ReadonlyMap<string, readonly KeyPolicy[]>;
  /** Of most principals none is, or the sides that work with data. */
  private readonly namedPairs: (allowed: AllowedActions) => readonly NamedSides[];
  private readonly delegations = new Map<string, NamedPolicy>();

  constructor(pairs: readonly DutyPair[], private readonly landscape: Landscape, private readonly keys: readonly KeyPolicy[]) {
    const all = pairs.map((pair) => new DutySides(pair));
    this.namedPairs = onceForEach(({ lists }) => all.flatMap((sides) => sides.namedIn(lists) ?? []));
    this.keysByPrincipal = this.keysThatName(all);
  }

  /** One for each pair. Of who may do everything outside IAM there is nothing to say that is not said already. */
  conflictsOf(principal: EstatePrincipal): readonly DutyConflict[] {
    const named = this.namedPairs(this.allowedTo(principal));
    if (named.length === 0 || this.landscape.isOfServiceAlone(principal)) {
      return [];
    }
    const actor = this.landscape.actor(principal);
    return isAllowedAnything(actor) ? [] : named.flatMap((pair) => this.conflict(pair, actor, this.keysOf(principal)) ?? []);
  }

  /** By its own policies, and by those of the keys that name it. */
  private allowedTo(principal: EstatePrincipal): AllowedActions {
    return AllowedActions.of([...principal.policies, ...this.keysOf(principal).map(({ policy }) => policy)]);
  }

  private keysOf({ arn }: EstatePrincipal): readonly KeyPolicy[] {
    return this.keysByPrincipal.size === 0 ? NO_POLICIES : this.keysByPrincipal.get(identityOf(arn)) ?? NO_POLICIES;
  }

  private conflict({ sides, one, other }: NamedSides, actor: Actor, keys: readonly KeyPolicy[]): DutyConflict | undefined {
    let open: DutyConflict | undefined;
    for (const first of one) {
      for (const second of other.filter((name) => name !== first)) {
        const formats = sharedFormats(first, second);
        const shared = formats.length > 0;
        for (const [resource, otherResource] of this.asked(sides, first, second, formats, actor, keys)) {
          const answers = [this.ask(actor, first, resource), this.ask(actor, second, otherResource)];
          if (answers.every(({ verdict }) => verdict !== 'no')) {
            const doubts = [...new Set(answers.flatMap((answer) => answer.doubts))];
            const [ofOne, ofOther] = [held(first, resource, answers[0]), held(second, otherResource, answers[1])];
            const conflict = { pair: sides.pair, one: ofOne, other: ofOther, shared, doubts };
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

  private asked(
    sides: DutySides, one: string, other: string, formats: readonly SharedFormat[], actor: Actor, keys: readonly KeyPolicy[],
  ): Iterable<Asked> {
    const [patterns, others] = [one, other].map((action) => [...patternsOf(sides, action, actor), ...keys.map(({ arn }) => arn)]);
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
  private keysThatName(all: readonly DutySides[]): ReadonlyMap<string, readonly KeyPolicy[]> {
    const found = new Map<string, KeyPolicy[]>();
    for (const key of this.keys.filter(({ policy }) => all.some((sides) => sides.isNamedIn(policy.document)))) {
      for (const name of new Set(this.landscape.concretizer.policy(key.policy).document.statements.flatMap(namedBy).map(identityOf))) {
        found.set(name, [...found.get(name) ?? [], key]);
      }
    }
    return found;
  }
}

/** Principals by their ARN: as such, or by a condition where everybody is the principal. */
function namedBy(statement: Statement): readonly Text[] {
  const principals = statement.principal?.principals ?? [];
  return [...principals.flatMap(({ type, value }) => (type === 'AWS' ? [value] : [])), ...requiredValues(statement, 'aws:PrincipalArn') ?? []];
}

/** What Allow statements that speak of the action say of resources. */
function patternsOf(sides: DutySides, action: string, actor: Actor): Text[] {
  return [...actor.allowing()].flatMap(({ statement: { action: actions, resource } }) => (
    resource && sides.speaksOf(actions, action) ? (resource.negated ? ['*'] : resource.patterns) : []
  ));
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
