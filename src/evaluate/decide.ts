import { DecidingKind, Decision, MatchedStatement, Outcome, PolicySet } from './decision';
import { Evaluation } from './evaluation';
import { reasonOf } from './reason';
import { AccessRequest } from './request';
import { Trace } from './trace';

/** What the policies decide of the request. Why is found out when asked. */
export function decide(request: AccessRequest, policies: PolicySet): Decision {
  const evaluation = new Evaluation(request, policies);
  const outcome = evaluation.outcome();
  return new LazyDecision(outcome, evaluation.decidedBy, request, policies);
}

class LazyDecision implements Decision {
  private why: { readonly matched: readonly MatchedStatement[]; readonly unknowns: readonly string[]; readonly reason: string } | undefined;

  constructor(
    readonly outcome: Outcome, readonly decidedBy: DecidingKind,
    private readonly request: AccessRequest, private readonly policies: PolicySet,
  ) {}

  get matched(): readonly MatchedStatement[] {
    return this.explanation.matched;
  }

  get unknowns(): readonly string[] {
    return this.explanation.unknowns;
  }

  get reason(): string {
    return this.explanation.reason;
  }

  private get explanation() {
    return this.why ??= this.explain();
  }

  private explain() {
    const trace = new Trace();
    const evaluation = new Evaluation(this.request, this.policies, trace);
    evaluation.outcome();
    const matched = this.outcome === 'unknown' ? trace.matched(['yes', 'unknown'])
      : trace.matched(['yes']).filter(({ statement }) => (statement.effect === 'Deny') === (this.outcome === 'explicitDeny'));
    const unknowns = this.outcome === 'unknown' ? [...new Set([...trace.unknowns.Allow, ...trace.unknowns.Deny])].sort() : [];
    return { matched, unknowns, reason: reasonOf(this.request, this.policies, this.outcome, evaluation, matched, unknowns) };
  }
}
