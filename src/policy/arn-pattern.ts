/** ARNs with wildcards, segment by segment. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
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

/** What is no ARN, for instance `*` or a token that may be one, is compared as a whole. */
export function compileArn(text: Text, { acrossColons }: ArnPatternOptions): (value: Text) => Verdict {
  const whole = Pattern.of(text);
  const pieces = splitText(text, ':');
  if (whole.matchesEverything || pieces[0] !== 'arn' || pieces.length <= HEAD) {
    return whole.matchesEverything || acrossColons || typeof text !== 'string' ? (value) => whole.matches(value) : () => 'no';
  }
  const crossing = acrossColons ? pieces.slice(0, HEAD).findIndex(endsInStar) : -1;
  const head = crossing < 0 ? HEAD : crossing;
  const segments = asSegments(pieces, head).map((piece) => Pattern.of(piece));
  const wildHead = segments.slice(0, head).some(({ hasWildcard }) => hasWildcard);
  return (value) => {
    if (typeof value === 'string' && !wildHead) {
      return whole.matches(value);
    }
    const found = segmentsOf(value, head);
    if (!found) {
      return typeof value === 'string' ? 'no' : whole.matches(value);
    }
    return every(segments, found);
  };
}

function endsInStar(piece: Text): boolean {
  const last = typeof piece === 'string' ? piece : piece.parts[piece.parts.length - 1];
  return typeof last === 'string' && last.endsWith('*');
}

/** A value with tokens is compared with many patterns. */
const KNOWN = new WeakMap<Joined, (readonly Text[] | undefined)[]>();

/** The segments of the head, and all that follows; undefined when the value is no ARN, or a token hides it. */
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

function every(patterns: readonly Pattern[], values: readonly Text[]): Verdict {
  let result: Verdict = 'yes';
  for (let i = 0; i < patterns.length; i++) {
    const verdict = patterns[i].matches(values[i]);
    if (verdict === 'no') {
      return 'no';
    }
    if (verdict === 'unknown') {
      result = 'unknown';
    }
  }
  return result;
}
