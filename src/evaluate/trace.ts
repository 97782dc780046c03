import { MatchedStatement } from './decision';
import { Verdict } from '../policy/pattern';
import { Effect } from '../policy/statement';
import { Text, tokensOf } from '../policy/text';

/** What an evaluation comes upon, for whoever asks why. */
export class Trace {
  /** Names of what a search for statements of the effect hangs on, where it was left open. */
  readonly unknowns: Readonly<Record<Effect, Set<string>>> = { Allow: new Set(), Deny: new Set() };
  private readonly found: { readonly match: MatchedStatement; readonly verdict: Verdict }[] = [];

  add(match: MatchedStatement, verdict: Verdict): void {
    if (!this.found.some((one) => one.match.statement === match.statement && one.match.kind === match.kind)) {
      this.found.push({ match, verdict });
    }
  }

  /** Takes note of the tokens. */
  name(effect: Effect, ...texts: readonly Text[]): void {
    texts.forEach((text) => tokensOf(text).forEach(({ label }) => this.unknowns[effect].add(label)));
  }

  /** The statements found with one of the verdicts. */
  matched(verdicts: readonly Verdict[]): MatchedStatement[] {
    return this.found.filter(({ verdict }) => verdicts.includes(verdict)).map(({ match }) => match);
  }
}
