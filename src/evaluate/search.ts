/** Looks through policies for the statements that speak of a request. */
import { RequestedAction } from './action';
import { CompiledDocument } from './compiled-document';
import { CompiledStatement } from './compiled-statement';
import { DecidingKind, NamedPolicy } from './decision';
import { allowsBy, denies, Naming, principalUnknowns } from './principals';
import { AccessRequest } from './request';
import { Trace } from './trace';
import { and } from './verdict';
import { Verdict } from '../policy/pattern';
import { Effect } from '../policy/statement';

/** What is looked for in a resource-based policy: a Deny, or an Allow that names the requester so. */
type ResourceSearch = 'Deny' | Naming;

export class Search {
  constructor(
    private readonly request: AccessRequest, private readonly action: RequestedAction, private readonly hasBoundary: boolean,
    readonly trace: Trace | undefined,
  ) {}

  /** Is there a statement with the effect in any of the policies? */
  any(kind: DecidingKind, policies: readonly NamedPolicy[], effect: Effect): Verdict {
    let result: Verdict = 'no';
    for (let i = 0; i < policies.length; i++) {
      const verdict = this.in(kind, policies[i], effect);
      if (verdict === 'yes') {
        return verdict;
      }
      if (verdict === 'unknown') {
        result = verdict;
      }
    }
    return result;
  }

  in(kind: DecidingKind, { name, document }: NamedPolicy, effect: Effect, sought?: ResourceSearch): Verdict {
    const compiled = CompiledDocument.of(document);
    let result: Verdict = compiled.unread.length > 0 ? 'unknown' : 'no';
    for (const statement of compiled.about(this.action, effect)) {
      let verdict = statement.matches(this.action, this.request);
      if (verdict !== 'no' && sought !== undefined) {
        verdict = and(verdict, this.principal(statement, sought));
      }
      if (verdict === 'no') {
        continue;
      }
      this.trace?.add({ kind, policy: name, statement: statement.statement }, verdict);
      if (verdict === 'yes') {
        return 'yes';
      }
      result = 'unknown';
    }
    if (result === 'unknown' && this.trace) {
      this.explain(compiled, name, effect, sought, this.trace.unknowns[effect]);
    }
    return result;
  }

  private principal({ statement }: CompiledStatement, sought: ResourceSearch): Verdict {
    return sought === 'Deny' ? denies(statement, this.request, this.hasBoundary) : allowsBy(sought, statement, this.request);
  }

  private explain(compiled: CompiledDocument, policy: string, effect: Effect, sought: ResourceSearch | undefined, unknowns: Set<string>): void {
    compiled.unread.forEach((part) => unknowns.add(`${part} of ${policy}`));
    for (const statement of compiled.about(this.action, effect)) {
      const named = sought === undefined ? 'yes' : this.principal(statement, sought);
      const verdict = statement.matches(this.action, this.request);
      if (and(named, verdict) === 'unknown') {
        statement.unknowns(this.action, this.request).forEach((name) => unknowns.add(name));
        if (named === 'unknown') {
          principalUnknowns(statement.statement, this.request).forEach((name) => unknowns.add(name));
        }
      }
    }
  }
}

export function allowsSomething(policies: readonly NamedPolicy[]): boolean {
  return policies.some(({ document }) => CompiledDocument.of(document).allowsSomething);
}
