/** A pair of duties with the actions of its sides. Most policies name other services: the catalogue is asked when one of them names these. */
import { AllowedActions } from '../allowed-actions';
import { DutyActions } from './duty-actions';
import { expandAction } from '../../catalogue/actions';
import { DutyPair } from '../../catalogue/duty-pairs';
import { PolicyDocument } from '../../policy/document';
import { Matching } from '../../policy/statement';
import { Text } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';

type Lists = readonly Matching[];

interface Names {
  readonly one: readonly string[];
  readonly other: readonly string[];
}

/** Sides of a pair that both are named. */
export interface NamedSides extends Names {
  readonly sides: DutySides;
}

/** Does some of what principals are allowed name both sides of some pair? */
export function areNamed(pairs: readonly DutyPair[], all: Iterable<AllowedActions>): boolean {
  const sides = pairs.map((pair) => new DutySides(pair));
  return [...all].some(({ lists }) => sides.some((one) => one.namedIn(lists) !== undefined));
}

export class DutySides {
  private knownNames: Names | undefined;
  private knownActions: DutyActions | undefined;

  constructor(readonly pair: DutyPair) {}

  /** Those of each side that the lists of allowed actions name, or may. */
  namedIn(lists: Lists): NamedSides | undefined {
    const { oneSide, otherSide } = this.pair;
    if (!mayName(lists, oneSide) || !mayName(lists, otherSide)) {
      return undefined;
    }
    const named = new Set(lists.flatMap((list) => this.actions.spokenOf(list)));
    const [one, other] = [this.names.one, this.names.other].map((side) => side.filter((name) => named.has(name)));
    return one.length > 0 && other.length > 0 ? { sides: this, one, other } : undefined;
  }

  /** Does the document allow an action of the one side or the other, or may it? */
  isNamedIn(document: PolicyDocument): boolean {
    const lists = document.statements.map(({ action }) => action);
    return mayName(lists, [...this.pair.oneSide, ...this.pair.otherSide]) && this.actions.grantedIn(document).length > 0;
  }

  speaksOf(action: Matching, name: string): boolean {
    return this.actions.speaksOf(action, name);
  }

  private get names(): Names {
    return this.knownNames ??= { one: namesOf(this.pair.oneSide), other: namesOf(this.pair.otherSide) };
  }

  private get actions(): DutyActions {
    return this.knownActions ??= new DutyActions([...new Set([...this.names.one, ...this.names.other])]);
  }
}

function namesOf(side: readonly string[]): readonly string[] {
  return [...new Set(side.flatMap((pattern) => expandAction(pattern)).map(({ name }) => name))];
}

/** As far as the services tell. */
function mayName(lists: Lists, side: readonly string[]): boolean {
  const services = new Set(side.map(serviceOf));
  return services.has(undefined)
    || lists.some(({ negated, patterns }) => negated || patterns.map(serviceOf).some((service) => service === undefined || services.has(service)));
}

/** Undefined: it may be any. */
function serviceOf(pattern: Text): string | undefined {
  const [service, ...rest] = typeof pattern === 'string' ? pattern.toLowerCase().split(':') : [];
  return service === undefined || rest.length === 0 || hasWildcard(service) ? undefined : service;
}
