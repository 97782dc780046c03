/** Applies exceptions: what they accept, what is back because they have expired, and those that nothing is left for. */
import { posix } from 'path';
import { ExceptionsInForce, ExceptionState, ExceptionUse, GuardrailException } from './exception';
import { staleException } from './exceptions/stale-exception';
import { Finding } from './finding';
import { judgeWith } from './judge';
import { PackName } from './rule';
import { AccessModel } from '../model/access-model';
import { Pattern } from '../policy/pattern';
import { WILDCARD } from '../policy/wildcards';

/** What had its say, so that an exception for anything else is not called stale. */
export interface Judged {
  /** Ids of the rules. */
  readonly rules: ReadonlySet<string>;
  /** Construct paths and template files at and below which all was judged; the empty one stands for everything. */
  readonly roots: readonly string[];
}

export interface ExceptionOutcome<F extends Finding> {
  /** In the given order; of those whose exception has expired, the message says so. */
  readonly open: F[];
  /** With the exception that accepts each. */
  readonly accepted: ReadonlyMap<F, GuardrailException>;
  /** In the order of the exceptions. */
  readonly uses: readonly ExceptionUse[];
}

export function applyExceptions<F extends Finding>(
  findings: readonly F[], { exceptions, today }: ExceptionsInForce, judged: Judged,
): ExceptionOutcome<F> {
  const accepted = new Map<F, GuardrailException>();
  const back = new Map<F, GuardrailException>();
  const uses = exceptions.map((exception): ExceptionUse => {
    const found = findings.filter((finding) => isFor(exception, finding));
    const expired = hasExpired(exception, today);
    found.forEach((finding) => (expired ? back : accepted).set(finding, exception));
    return { exception, state: stateOf(exception, found.length > 0, expired, judged), findings: found };
  });
  const open = findings.filter((finding) => !accepted.has(finding)).map((finding) => withExpiry(finding, back.get(finding)));
  return { open, accepted, uses };
}

/** One finding for each exception that nothing is left for: an error in the strict pack. */
export function staleFindings(uses: readonly ExceptionUse[], pack: PackName, model: AccessModel): Finding[] {
  const exceptions = uses.filter(({ state }) => state === 'stale').map(({ exception }) => exception);
  return judgeWith([staleException], model, { staleExceptions: { exceptions, severity: pack === 'strict' ? 'error' : 'warning' } });
}

/** It holds on its last day. */
export function hasExpired({ expires }: GuardrailException, today: string): boolean {
  return expires < today;
}

/** With all that reviewers ask for: `the migration needs it (owner data-team, expires 2027-03-31, ticket SEC-12)`. */
export function exceptionReason({ reason, owner, expires, ticket }: GuardrailException): string {
  return `${reason} (owner ${owner}, expires ${expires}${ticket === undefined ? '' : `, ticket ${ticket}`})`;
}

function isFor({ rule, key, keyPattern, construct }: GuardrailException, finding: Finding): boolean {
  return rule === finding.rule
    && (key === undefined || key === finding.key)
    && (keyPattern === undefined || Pattern.of(keyPattern).matches(finding.key) === 'yes')
    && holdsAt(construct, placeOf(finding));
}

/** The construct; where none is known, the resource below its template. */
function placeOf({ constructPath, file, logicalId }: Finding): string {
  return constructPath ?? posix.join(slashed(file), logicalId);
}

/** At the place itself, or at one that it is below. */
function holdsAt(construct: string, place: string): boolean {
  const pattern = Pattern.of(slashed(construct));
  return place.split('/').some((_step, index, steps) => pattern.matches(steps.slice(0, index + 1).join('/')) === 'yes');
}

function stateOf({ rule, construct }: GuardrailException, isUsed: boolean, expired: boolean, { rules, roots }: Judged): ExceptionState {
  if (isUsed) {
    return expired ? 'expired' : 'used';
  }
  return rules.has(rule) && roots.some((root) => isWithin(slashed(construct), root)) ? 'stale' : 'unjudged';
}

/** All that the pattern is for is at or below the root. */
function isWithin(construct: string, root: string): boolean {
  return root === '' || construct === root || construct.split(WILDCARD, 1)[0].startsWith(`${root}/`);
}

function withExpiry<F extends Finding>(finding: F, expired: GuardrailException | undefined): F {
  return expired ? { ...finding, message: `${finding.message}; its exception expired on ${expired.expires}, owner ${expired.owner}` } : finding;
}

/** Templates on Windows and elsewhere are named alike, `./` or not. */
export function slashed(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/'));
}
