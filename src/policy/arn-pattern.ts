/** ARNs with wildcards, segment by segment. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
import { parseArn } from './arn';
import { compileGlob } from './glob';
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
  const plain = typeof text === 'string' ? compileGlob(text, head) : undefined;
  let segments: readonly Pattern[] | undefined;
  return (value) => {
    if (plain && typeof value === 'string') {
      return plain(value) ? 'yes' : 'no';
    }
    const found = segmentsOf(value, head);
    if (!found) {
      return typeof value === 'string' ? 'no' : whole.matches(value);
    }
    segments ??= asSegments(pieces, head).map((piece) => Pattern.of(piece));
    return matchesEach(segments, found);
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
function segmentsOf(value: Text, head: number): readonly Text[] | undefined {
  if (typeof value === 'string') {
    return split(value, head);
  }
  let known = KNOWN.get(value);
  if (!known) {
    known = [];
    KNOWN.set(value, known);
  }
  if (!(head in known)) {
    known[head] = split(value, head);
  }
  return known[head];
}

function split(value: Text, head: number): readonly Text[] | undefined {
  const pieces = splitText(value, ':');
  return pieces[0] === 'arn' && pieces.length > HEAD ? asSegments(pieces, head) : undefined;
}

/** The first pieces one by one, and the others as one. */
function asSegments(pieces: readonly Text[], head: number): Text[] {
  return [...pieces.slice(0, head), concat(pieces.slice(head).flatMap((piece, index) => (index === 0 ? [piece] : [':', piece])))];
}

function matchesEach(patterns: readonly Pattern[], values: readonly Text[]): Verdict {
  let result: Verdict = 'yes';
  for (let i = 0; i < patterns.length && result !== 'no'; i++) {
    const verdict = patterns[i].matches(values[i]);
    result = verdict === 'yes' ? result : verdict;
  }
  return result;
}
