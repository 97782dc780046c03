import { expandAction, nearestAction } from '../catalogue/actions';
import { DUTY_PAIRS } from '../catalogue/duty-pairs';

/**
 * Two duties that no one role, user or group is to have: judged by `SeparationOfDuties`, beside the pairs that the library knows.
 *
 * @see https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final (AC-5)
 */
export interface DutyPair {
  /**
   * Names the pair in the key of its findings: words in lower case with hyphens between them, for instance
   * `orders-and-refunds`. Not one of the library's own ids.
   */
  readonly id: string;

  /** What the two sides are, to follow "may": `place orders and refund them`. */
  readonly title: string;

  /**
   * Actions of the one side, for instance `sqs:SendMessage`; `*` and `?` are wildcards. At least one.
   *
   * Actions that work on the same kind of resource count when they are allowed on the same one, all others wherever they are allowed.
   */
  readonly oneSide: string[];

  /** Actions of the other side, as in `oneSide`. At least one. */
  readonly otherSide: string[];
}

/** An error names the pair, what was found and what is expected. */
export function checkDutyPairs(pairs: readonly DutyPair[]): void {
  const taken = new Set(DUTY_PAIRS.map(({ id }) => id));
  pairs.forEach(({ id, title, oneSide, otherSide }, index) => {
    const at = `dutyPairs[${index}]`;
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
      throw new Error(`${at}.id: found "${id}", expected words in lower case with hyphens between them, for instance orders-and-refunds`);
    }
    if (taken.has(id)) {
      throw new Error(`${at}.id: found "${id}", which is taken; expected an id of its own`);
    }
    taken.add(id);
    if (!/\S/.test(title)) {
      throw new Error(`${at}.title: found "${title}", expected what the two sides are, for instance: place orders and refund them`);
    }
    checkSide(`${at}.oneSide`, oneSide);
    checkSide(`${at}.otherSide`, otherSide);
  });
}

function checkSide(at: string, side: readonly string[]): void {
  if (side.length === 0) {
    throw new Error(`${at}: found no action, expected at least one, for instance s3:DeleteObject`);
  }
  side.forEach((action, index) => {
    if (!/^[a-z0-9*?-]+:[a-z0-9*?]+$/i.test(action) || expandAction(action).length === 0) {
      throw new Error(`${at}[${index}]: found "${action}", which is no action of AWS, expected one such as ${nearestAction(action).name}`);
    }
  });
}
