import { pruneEntries } from '../../src/cli/prune-exceptions';
import { parseExceptions } from '../../src/enforce/exceptions/exception-file';

const LIMITS = { today: '2026-06-15', maxDays: 365 };
const entry = (construct: string) => (
  `"rule": "NoAdminStatement", "construct": "${construct}", "reason": "administrators of the sandbox", "owner": "platform-team", "expires": "2026-12-31"`
);

function pruned(text: string, ...indices: number[]): string {
  const { entries } = parseExceptions(text, 'file', LIMITS);
  return pruneEntries(text, entries, (index) => indices.includes(index));
}

const COMMENTED = `{
  // Reviewed by the security team.
  "exceptions": [
    // Of the platform team

    // A is for the sandbox, until it goes
    { ${entry('A')} }, // ticket 1
    // B is odd
    {
      ${entry('B')}, // until the migration
    },

    /* C has
       two lines */
    { ${entry('C')} } // the last
  ]
}
`;

test('an entry goes with the comments above it and behind it, and all else stays as it is written', () => {
  expect(pruned(COMMENTED, 1)).toBe(COMMENTED.replace(/\n {4}\/\/ B is odd[^]*?\n {4}\},/, ''));
});

test('what an empty line separates from an entry stays', () => {
  expect(pruned(COMMENTED, 0)).toBe(COMMENTED.replace(/\n {4}\/\/ A is for.*\n.*\/\/ ticket 1/, ''));
});

test('the entry that is then the last has no comma, as the last had none', () => {
  expect(pruned(COMMENTED, 2)).toBe(COMMENTED.replace(/\},\n\n {4}\/\* C has[^]*the last/, '}'));
});

test('a trailing comma stays', () => {
  const text = COMMENTED.replace('} // the last', '}, // the last');
  expect(pruned(text, 2)).toBe(text.replace(/\n\n {4}\/\* C has[^]*the last/, ''));
});

test('of all entries nothing is left but the list', () => {
  expect(pruned(`{"exceptions":[{${entry('A')}},{${entry('B')}}]}`, 0, 1)).toBe('{"exceptions":[]}');
});

describe.each([
  ['with comments', COMMENTED], ['with Windows line ends', COMMENTED.replaceAll('\n', '\r\n')],
  ['in one line', `{"exceptions":[{${entry('A')}},{${entry('B')}},{${entry('C')}}]}`],
  ['with commas in front', `{"exceptions":[\n {${entry('A')}}\n, {${entry('B')}} /* B */\n, {${entry('C')}}\n]}`],
])('a file %s', (_name, text) => {
  test.each([[[0]], [[1]], [[2]], [[0, 1]], [[0, 2]], [[1, 2]], [[0, 1, 2]]])('is a valid file without the entries %j', (indices) => {
    const constructs = parseExceptions(pruned(text, ...indices), 'file', LIMITS).exceptions.map(({ construct }) => construct);
    expect(constructs).toEqual(['A', 'B', 'C'].filter((_construct, index) => !indices.includes(index)));
  });
});

test('strict JSON stays strict JSON', () => {
  const text = JSON.stringify({ exceptions: ['A', 'B', 'C'].map((construct) => JSON.parse(`{${entry(construct)}}`)) }, null, 2);
  for (const indices of [[0], [2], [1, 2], [0, 1, 2]]) {
    expect(() => JSON.parse(pruned(text, ...indices))).not.toThrow();
  }
});
