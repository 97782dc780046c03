/** Cuts a statement that is too large for one policy into several that say together what it says. */
import { contentSize } from './content-size';
import { StatementJson } from '../../policy/policy-json';

/** `guardrails` are named when the statement cannot be cut. */
export function splitStatement(statement: StatementJson, size: number, guardrails: readonly string[]): readonly StatementJson[] {
  const own = contentSize([statement]);
  if (own <= size) {
    return [statement];
  }
  const element = longestList(statement);
  if (element === undefined) {
    throw new Error(`guardrails: found a statement of ${guardrails.join(', ')} that takes ${own} bytes, expected at most ${size} in one policy: ${own - size} too many`);
  }
  const values = statement[element] as readonly string[];
  const part = (some: readonly string[]): StatementJson => ({ ...statement, [element]: some.length === 1 ? some[0] : some });
  const tooMany = values.findIndex((_value, index) => contentSize([part(values.slice(0, index + 1))]) > size);
  const first = Math.max(tooMany, 1);
  return [values.slice(0, first), values.slice(first)].flatMap((some) => splitStatement(part(some), size, guardrails));
}

function longestList(statement: StatementJson): 'Action' | 'Resource' | undefined {
  const lengthOf = (element: 'Action' | 'Resource') => JSON.stringify(statement[element] ?? '').length;
  return (['Action', 'Resource'] as const).filter((element) => Array.isArray(statement[element]))
    .sort((one, other) => lengthOf(other) - lengthOf(one))[0];
}
