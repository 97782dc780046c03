/**
 * What policies allow as far as their actions tell. An app allows most of its principals the same few lists of actions: what
 * depends on nothing else is worked out once for all of them.
 */
import { PolicyDocument } from '../policy/document';
import { Matching } from '../policy/statement';

/** The distinct lists of actions that are allowed; the very same object where they are the same, in the same order. */
export class AllowedActions {
  static readonly NONE = new AllowedActions([]);

  /** Of the Allow statements. */
  static of(policies: readonly { readonly document: PolicyDocument }[]): AllowedActions {
    let allowed = AllowedActions.NONE;
    for (const { document } of policies) {
      for (const { effect, action } of document.statements) {
        if (effect === 'Allow') {
          allowed = allowed.and(action);
        }
      }
    }
    return allowed;
  }

  private readonly more = new WeakMap<Matching, AllowedActions>();

  private constructor(readonly lists: readonly Matching[]) {}

  private and(action: Matching): AllowedActions {
    return this.more.get(action) ?? this.extended(action);
  }

  private extended(action: Matching): AllowedActions {
    const allowed = this.lists.includes(action) ? this : new AllowedActions([...this.lists, action]);
    this.more.set(action, allowed);
    return allowed;
  }
}

/** Works it out once for each. */
export function onceForEach<T>(workOut: (allowed: AllowedActions) => T): (allowed: AllowedActions) => T {
  const known = new WeakMap<AllowedActions, { readonly result: T }>();
  return (allowed) => {
    let found = known.get(allowed);
    if (!found) {
      found = { result: workOut(allowed) };
      known.set(allowed, found);
    }
    return found.result;
  };
}
