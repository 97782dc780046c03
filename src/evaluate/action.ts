/** Actions: the one of a request, and those that a statement names. */
import { not } from './verdict';
import { Pattern, Verdict } from '../policy/pattern';
import { madeOnce } from '../policy/remember';
import { Matching } from '../policy/statement';
import { Text, tokensOf } from '../policy/text';

/** The action of a request, taken apart once. */
export interface RequestedAction {
  readonly text: Text;
  /** In lower case, as actions are not case-sensitive; undefined when a token hides a part of it. */
  readonly name?: string;
  /** Prefix of the service, in lower case. */
  readonly service?: string;
}

const known = new Map<string, RequestedAction>();
const MOST_KNOWN = 100_000;

export function requestedAction(text: Text): RequestedAction {
  if (typeof text !== 'string') {
    return { text };
  }
  let action = known.get(text);
  if (!action) {
    const name = text.toLowerCase();
    action = { text, name, service: name.slice(0, name.indexOf(':')) };
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    known.set(text, action);
  }
  return action;
}

/** `Action` or `NotAction` of a statement. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export class ActionMatcher {
  /** Prefixes of the services that the statement can speak of; undefined: any. */
  readonly services: ReadonlySet<string> | undefined;
  private readonly names = new Set<string>();
  /** With wildcards or tokens, by the service that they speak of. */
  private readonly patterns = new Map<string, Pattern[]>();

  constructor(private readonly matching: Matching) {
    for (const text of matching.patterns) {
      const pattern = Pattern.of(text, { ignoreCase: true });
      if (typeof text === 'string' && !pattern.hasWildcard) {
        this.names.add(text.toLowerCase());
      } else {
        const service = serviceOf(text) ?? ANY_SERVICE;
        this.patterns.set(service, [...this.patterns.get(service) ?? [], pattern]);
      }
    }
    this.services = matching.negated ? undefined : servicesOf(matching.patterns);
  }

  matches(action: RequestedAction): Verdict {
    const verdict = this.listed(action);
    return this.matching.negated ? not(verdict) : verdict;
  }

  /** The tokens that leave the match open. */
  unknowns(action: RequestedAction): string[] {
    const open = this.matching.patterns.filter((text) => Pattern.of(text, { ignoreCase: true }).matches(action.text) === 'unknown');
    return [action.text, ...open].flatMap((text) => tokensOf(text).map((token) => token.label));
  }

  private listed(action: RequestedAction): Verdict {
    if (action.name === undefined) {
      return this.matching.patterns.reduce<Verdict>((verdict, text) => either(verdict, Pattern.of(text, { ignoreCase: true }), action.text), 'no');
    }
    if (this.names.has(action.name)) {
      return 'yes';
    }
    let verdict: Verdict = 'no';
    for (const service of [action.service!, ANY_SERVICE]) {
      for (const pattern of this.patterns.get(service) ?? []) {
        verdict = either(verdict, pattern, action.name);
        if (verdict === 'yes') {
          return 'yes';
        }
      }
    }
    return verdict;
  }
}

const matchers = new WeakMap<Matching, ActionMatcher>();

/** Made once: lists of actions are shared. */
export function matcherOf(matching: Matching): ActionMatcher {
  return madeOnce(matchers, matching, () => new ActionMatcher(matching));
}

/** No service is called so. */
const ANY_SERVICE = '*';

function either(verdict: Verdict, pattern: Pattern, action: Text): Verdict {
  const next = verdict === 'yes' ? 'yes' : pattern.matches(action);
  return next === 'no' ? verdict : next;
}

function servicesOf(patterns: readonly Text[]): ReadonlySet<string> | undefined {
  const services = new Set<string>();
  for (const text of patterns) {
    const service = serviceOf(text);
    if (service === undefined) {
      return undefined;
    }
    services.add(service);
  }
  return services;
}

/** The prefix of the one service that the pattern speaks of. */
function serviceOf(pattern: Text): string | undefined {
  const start = typeof pattern === 'string' ? pattern : pattern.parts[0];
  const prefix = typeof start === 'string' ? /^([^:*?]+):/.exec(start) : null;
  return prefix?.[1].toLowerCase();
}
