/** An exception: an acknowledgment that has an owner and ends. */
import { Finding } from './finding';

export interface GuardrailException {
  /** Rule id without prefix, for instance `NoWildcardResource`. */
  readonly rule: string;
  /** Key of the finding, to the letter: keys have stars of their own. */
  readonly key?: string;
  /** In place of a key, `*` and `?` as wildcards. With neither, it is for every finding of the rule at the construct. */
  readonly keyPattern?: string;
  /** Path of the construct, or file of the template where there is none; `*` and `?` as wildcards. What is below counts too. */
  readonly construct: string;
  readonly reason: string;
  /** Who answers for it: a person, a team, an address. */
  readonly owner: string;
  /** The last day it holds, `YYYY-MM-DD` in UTC. */
  readonly expires: string;
  readonly ticket?: string;
  /** The file it stands in; `GuardrailExceptions.of` for one in code. */
  readonly file: string;
  /** Where in it: `exceptions[3]`. */
  readonly location: string;
  /** The line in the file, from 1. */
  readonly line?: number;
}

/** The exceptions that an app or a command brings along, and the day it is, `YYYY-MM-DD` in UTC. */
export interface ExceptionsInForce {
  readonly exceptions: readonly GuardrailException[];
  readonly today: string;
}

/**
 * - `used`: valid, and it has findings;
 * - `expired`: past its last day, and it has findings, which are back;
 * - `stale`: no finding is left for it;
 * - `unjudged`: it has no finding, but not all was judged that it is for.
 */
export type ExceptionState = 'used' | 'expired' | 'stale' | 'unjudged';

/** What has become of an exception in one judgement. */
export interface ExceptionUse {
  readonly exception: GuardrailException;
  readonly state: ExceptionState;
  /** The findings that it matches. */
  readonly findings: readonly Finding[];
}
