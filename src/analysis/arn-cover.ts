/** Does one ARN pattern match all that another matches? IAM compares ARNs segment by segment, as `compileArn` does. */
import { Pattern } from '../policy/pattern';
import { identityOf, splitText, Text } from '../policy/text';

/** The segments before the resource. */
const HEAD = 5;

export function coversArn(outer: Text, inner: Text, { acrossColons }: { readonly acrossColons: boolean }): boolean {
  const whole = Pattern.of(outer);
  if (whole.matchesEverything || identityOf(outer) === identityOf(inner)) {
    return true;
  }
  if (whole.covers(Pattern.of(inner)) !== 'yes') {
    return false;
  }
  const outerPieces = splitText(outer, ':');
  if (outerPieces[0] !== 'arn') {
    return acrossColons;
  }
  const innerPieces = splitText(inner, ':');
  for (let index = 0; index < HEAD; index++) {
    const piece = outerPieces[index];
    if (piece === undefined || (acrossColons && endsInStar(piece))) {
      return acrossColons;
    }
    const other = innerPieces[index];
    if (other === undefined || (acrossColons && endsInStar(other)) || Pattern.of(piece).covers(Pattern.of(other)) !== 'yes') {
      return false;
    }
  }
  return acrossColons || outerPieces.length > HEAD;
}

function endsInStar(piece: Text): boolean {
  const last = typeof piece === 'string' ? piece : piece.parts[piece.parts.length - 1];
  return typeof last === 'string' && last.endsWith('*');
}
