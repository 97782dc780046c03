/** One entry of a curated list of actions. */
export interface ListedAction {
  /** As AWS spells it, for instance `iam:CreateAccessKey`. */
  readonly name: string;
  /** What it does that earns it its place, to follow "it": `returns an access key of any user`. */
  readonly does: string;
  /** The page that says so. */
  readonly link: string;
}
