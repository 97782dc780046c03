/** An exception: an acknowledgment that has an owner and ends. */
import { Finding } from './finding';

export interface GuardrailException {
  /** Rule id without prefix, for instance `NoWildcardResource`. */
  readonly rule: string;
  /** Key of the finding, `*` and `?` as wildcards; every finding of the rule at the constructs if absent. */
  readonly key?: string;
  /** Construct path, or file of the template where there is none; `*` and `?` as wildcards. */
  readonly construct: string;
  readonly reason: string;
  /** Who answers for it: a person, a team, an address. */
  readonly owner: string;
  /** The last day it holds, `YYYY-MM-DD` in UTC. */
  readonly expires: string;
  readonly ticket?: string;
  /** Where it stands, for messages: `guardrail-exceptions.json: exceptions[3]`. */
  readonly place: string;
}

/** Valid and matching; past its last day (its findings are back); matching nothing. */
export type ExceptionState = 'used' | 'expired' | 'stale';

/** What has become of an exception in one judgement. */
export interface ExceptionUse {
  readonly exception: GuardrailException;
  readonly state: ExceptionState;
  /** The findings that it matches. */
  readonly findings: readonly Finding[];
}
