/** The packs of rules. */
export enum RulePack {
  /** What no reviewer would argue with: administrator access, public trust, long-lived keys, mistakes. */
  BASELINE = 'baseline',
  /** Everything in BASELINE, and least privilege in full: scoped resources, boundaries, capped sessions, guarded trust. */
  STRICT = 'strict',
}
