import { MatchedStatement } from './decision';
import { Verdict } from '../policy/pattern';

/** What an evaluation comes upon, for whoever asks why. */
export class Trace {
  /** Names of what the phases hang on that were left open. */
  readonly unknowns = new Set<string>();
  private readonly found: { readonly match: MatchedStatement; readonly verdict: Verdict }[] = [];

  add(match: MatchedStatement, verdict: Verdict): void {
    if (!this.found.some((one) => one.match.statement === match.statement && one.match.kind === match.kind)) {
      this.found.push({ match, verdict });
    }
  }

  /** Statements that may have matched, and those that certainly did. */
  matched(verdicts: readonly Verdict[]): MatchedStatement[] {
    return this.found.filter(({ verdict }) => verdicts.includes(verdict)).map(({ match }) => match);
  }
}
