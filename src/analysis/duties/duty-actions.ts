/** Which of the actions that pairs of duties are about policies grant. Most grant none: this keeps a large app cheap to judge. */
import { PolicyDocument } from '../../policy/document';
import { Pattern } from '../../policy/pattern';
import { Matching } from '../../policy/statement';
import { identityOf, Text } from '../../policy/text';

const NONE: readonly string[] = [];

export class DutyActions {
  private readonly byName: ReadonlyMap<string, string>;
  private readonly byPattern = new Map<string, readonly string[]>();
  private readonly byMatching = new WeakMap<Matching, readonly string[]>();
  private readonly byDocument = new WeakMap<PolicyDocument, readonly string[]>();

  /** `names`: in the spelling of AWS. */
  constructor(names: readonly string[]) {
    this.byName = new Map(names.map((name) => [name.toLowerCase(), name]));
  }

  /** Those that some Allow statement speaks of, or may. */
  grantedIn(document: PolicyDocument): readonly string[] {
    let granted = this.byDocument.get(document);
    if (!granted) {
      const found = document.statements.flatMap(({ effect, action }) => (effect === 'Allow' ? this.spokenOf(action) : NONE));
      granted = found.length === 0 ? NONE : [...new Set(found)];
      this.byDocument.set(document, granted);
    }
    return granted;
  }

  speaksOf({ negated, patterns }: Matching, name: string): boolean {
    return patterns.some((pattern) => this.matching(pattern).includes(name)) !== negated;
  }

  /** Those that `Action` or `NotAction` speaks of, or may. */
  spokenOf(action: Matching): readonly string[] {
    let names = this.byMatching.get(action);
    if (!names) {
      names = action.negated
        ? [...this.byName.values()].filter((name) => this.speaksOf(action, name))
        : action.patterns.flatMap((pattern) => this.matching(pattern));
      this.byMatching.set(action, names);
    }
    return names;
  }

  private matching(pattern: Text): readonly string[] {
    const key = identityOf(pattern);
    let names = this.byPattern.get(key);
    if (!names) {
      const compiled = Pattern.of(pattern, { ignoreCase: true });
      const exact = typeof pattern === 'string' && !compiled.hasWildcard ? this.byName.get(pattern.toLowerCase()) : undefined;
      names = exact !== undefined ? [exact] : [...this.byName.values()].filter((name) => compiled.matches(name) !== 'no');
      this.byPattern.set(key, names.length === 0 ? NONE : names);
    }
    return names;
  }
}
