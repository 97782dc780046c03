import { duplicateTexts, MOST_DAYS, refuse, toExceptions } from './exception-entries';
import { readExceptionFile } from './exception-file';
import { isDay } from './exception-schema';
import { utcDay } from '../../rules/day';
import { ExceptionsInForce, GuardrailException } from '../../rules/exception';

/**
 * One exception: which finding is accepted, why, by whom and until when.
 */
export interface GuardrailExceptionProps {
  /** Id of the rule, for instance `NoWildcardResource`; see RULES.md. */
  readonly rule: string;
  /**
   * Key of the finding, to the letter: what stands in the brackets of its id. Not together with `keyPattern`.
   *
   * @default - every key
   */
  readonly key?: string;
  /**
   * A pattern of keys: `*` stands for any characters, `?` for one. Not together with `key`.
   *
   * @default - every key
   */
  readonly keyPattern?: string;
  /**
   * Path of the construct, for instance `Prod/Stack/Role`; `*` stands for any characters, `?` for one. The exception
   * holds for the construct and what is below.
   */
  readonly construct: string;
  /** Why the finding is accepted: 20 characters or more. */
  readonly reason: string;
  /** Who answers for it: a person, a team, an address. */
  readonly owner: string;
  /** The last day it holds, `YYYY-MM-DD` in UTC: at most `maxDays` from today. From the next day on, the finding is back. */
  readonly expires: string;
  /**
   * A ticket where it is discussed.
   *
   * @default - none
   */
  readonly ticket?: string;
}

/**
 * How exceptions are read.
 */
export interface GuardrailExceptionsOptions {
  /**
   * How far ahead an exception may expire, in days: 1 or more.
   *
   * @default 365
   */
  readonly maxDays?: number;
  /**
   * The day that exceptions, and conditions on the time, are judged by, `YYYY-MM-DD`: for tests of what happens when they expire.
   *
   * @default - today in UTC
   */
  readonly today?: string;
}

/**
 * Findings that are accepted for a while: each with a reason, an owner and a last day.
 *
 * When an exception has expired its finding is back; one that no finding is left for is a finding of the rule
 * `StaleException`.
 *
 * @example
 * Guardrails.enforce(app, {
 *   exceptions: GuardrailExceptions.fromFile('guardrail-exceptions.json'),
 * });
 */
export class GuardrailExceptions {
  /**
   * Reads a file of exceptions: JSON by `schemas/guardrail-exceptions.schema.json` of this package, comments and
   * trailing commas allowed. A file that is not so is an error that names each entry, what was found and what is expected.
   *
   * @param path The file, relative to the working directory.
   * @param options How it is read.
   */
  public static fromFile(path: string, options: GuardrailExceptionsOptions = {}): GuardrailExceptions {
    const limits = limitsOf(options);
    return new GuardrailExceptions([...readExceptionFile(path, limits).exceptions], limits.today);
  }

  /**
   * Exceptions in code. One that is not valid is an error that names it, what was found and what is expected.
   *
   * @param exceptions The exceptions, each for another rule, key or construct.
   * @param options How they are read.
   */
  public static of(exceptions: GuardrailExceptionProps[], options: GuardrailExceptionsOptions = {}): GuardrailExceptions {
    const limits = limitsOf(options);
    return new GuardrailExceptions(toExceptions({ exceptions }, { file: 'GuardrailExceptions.of' }, limits), limits.today);
  }

  private constructor(private readonly exceptions: GuardrailException[], private readonly today: string) {}

  /**
   * These exceptions and others, for instance of another file. One that is in both is an error.
   *
   * @param others The others; the day that counts is of these.
   */
  public merge(...others: GuardrailExceptions[]): GuardrailExceptions {
    const all = [this, ...others].flatMap(({ exceptions }) => exceptions);
    refuse('GuardrailExceptions.merge', duplicateTexts(all));
    return new GuardrailExceptions(all, this.today);
  }

  /** @internal */
  public _inForce(): ExceptionsInForce {
    return { exceptions: this.exceptions, today: this.today };
  }
}

function limitsOf({ maxDays = MOST_DAYS, today = utcDay() }: GuardrailExceptionsOptions) {
  if (!Number.isInteger(maxDays) || maxDays < 1) {
    throw new Error(`maxDays: found ${maxDays}, expected a whole number of days, 1 or more`);
  }
  if (!isDay(today)) {
    throw new Error(`today: found "${today}", expected a day as YYYY-MM-DD`);
  }
  return { maxDays, today };
}
