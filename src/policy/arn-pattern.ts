/** ARNs with wildcards, segment by segment. */
import { Pattern, Verdict } from './pattern';
import { concat, splitText, Text } from './text';

/** The segments of an ARN before the resource. */
const HEAD = 5;

export interface ArnPatternOptions {
  /** Does a `*` at the end of a segment also match what follows the segment? */
  readonly acrossColons: boolean;
}

/** What is no ARN, for instance a lone token or `*`, is compared as a whole. */
export function compileArn(text: Text, { acrossColons }: ArnPatternOptions): (value: Text) => Verdict {
  const whole = Pattern.of(text);
  const pieces = splitText(text, ':');
  if (pieces[0] !== 'arn' || (!acrossColons && pieces.length <= HEAD)) {
    return whole.text === '*' || typeof text !== 'string' || acrossColons ? (value) => whole.matches(value) : () => 'no';
  }
  const crossing = acrossColons ? pieces.findIndex((piece) => endsInStar(piece)) : -1;
  const segmented = Math.min(HEAD, crossing < 0 ? HEAD : crossing, pieces.length - 1);
  const segments = join(pieces, segmented).map((piece) => Pattern.of(piece));
  const fixedHead = segments.slice(0, -1).every((segment) => !segment.hasWildcard);
  return (value) => {
    if (typeof value === 'string' && fixedHead) {
      return whole.matches(value);
    }
    const found = splitText(value, ':');
    if (found[0] !== 'arn' || found.length <= segmented) {
      return typeof value === 'string' ? 'no' : whole.matches(value);
    }
    return every(segments, join(found, segmented));
  };
}

function endsInStar(piece: Text): boolean {
  const last = typeof piece === 'string' ? piece : piece.parts[piece.parts.length - 1];
  return typeof last === 'string' && last.endsWith('*');
}

/** The first pieces each, and all others as one. */
function join(pieces: readonly Text[], count: number): Text[] {
  const rest = pieces.slice(count).flatMap((piece, index) => (index === 0 ? [piece] : [':', piece]));
  return [...pieces.slice(0, count), concat(rest)];
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
