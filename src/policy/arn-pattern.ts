/** ARNs with wildcards, segment by segment. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
import { parseArn } from './arn';
import { Pattern, Verdict } from './pattern';
import { concat, Joined, splitText, Text } from './text';

/** The segments before the resource, which may hold colons. */
const HEAD = 5;

export interface ArnPatternOptions {
  /**
   * Resource: a star at the end of a segment also matches what follows the segment.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
   */
  readonly acrossColons: boolean;
}

export function compileArn(text: Text, { acrossColons }: ArnPatternOptions): (value: Text) => Verdict {
  const whole = Pattern.of(text);
  const pieces = splitText(text, ':');
  if (pieces[0] !== 'arn' || pieces.length <= HEAD) {
    return whole.matchesEverything || acrossColons || typeof text !== 'string' ? (value) => whole.matches(value) : (value) => matchesOther(whole, value);
  }
  const crossing = acrossColons ? pieces.slice(0, HEAD).findIndex(endsInStar) : -1;
  const head = crossing < 0 ? HEAD : crossing;
  const segments = asSegments(pieces, head).map((piece) => Pattern.of(piece));
  const plainHead = typeof text === 'string' && !segments.slice(0, head).some(({ hasWildcard }) => hasWildcard);
  return (value) => {
    if (typeof value === 'string') {
      return plainHead ? whole.matches(value) : matchesPlain(segments, value);
    }
    const found = segmentsOf(value, head);
    return found ? matchesSymbolic(segments, found) : whole.matches(value);
  };
}

/** A pattern that is no ARN matches no ARN; a token may turn out to be one. */
function matchesOther(pattern: Pattern, value: Text): Verdict {
  const verdict = parseArn(value) ? 'no' : pattern.matches(value);
  return verdict === 'yes' && typeof value !== 'string' ? 'unknown' : verdict;
}

function endsInStar(piece: Text): boolean {
  const last = typeof piece === 'string' ? piece : piece.parts[piece.parts.length - 1];
  return typeof last === 'string' && last.endsWith('*');
}

/** A value with tokens is compared with many patterns. */
const KNOWN = new WeakMap<Joined, (readonly Text[] | undefined)[]>();

/** The segments of the head, and all that follows; undefined when a token hides them, or the value is no ARN. */
function segmentsOf(value: Joined, head: number): readonly Text[] | undefined {
  let known = KNOWN.get(value);
  if (!known) {
    known = [];
    KNOWN.set(value, known);
  }
  if (!(head in known)) {
    const pieces = splitText(value, ':');
    known[head] = pieces[0] === 'arn' && pieces.length > HEAD ? asSegments(pieces, head) : undefined;
  }
  return known[head];
}

/** The first pieces one by one, and the others as one. */
function asSegments(pieces: readonly Text[], head: number): Text[] {
  return [...pieces.slice(0, head), concat(pieces.slice(head).flatMap((piece, index) => (index === 0 ? [piece] : [':', piece])))];
}

function matchesPlain(patterns: readonly Pattern[], value: string): Verdict {
  let result: Verdict = 'yes';
  let start = 0;
  for (let i = 0; i < patterns.length && result !== 'no'; i++) {
    const end = i < patterns.length - 1 ? value.indexOf(':', start) : value.length;
    result = end < 0 ? 'no' : and(result, patterns[i].matches(value.slice(start, end)));
    start = end + 1;
  }
  return result;
}

function matchesSymbolic(patterns: readonly Pattern[], values: readonly Text[]): Verdict {
  let result: Verdict = 'yes';
  for (let i = 0; i < patterns.length && result !== 'no'; i++) {
    result = and(result, patterns[i].matches(values[i]));
  }
  return result;
}

function and(a: Verdict, b: Verdict): Verdict {
  return a === 'yes' || b === 'no' ? b : a;
}
