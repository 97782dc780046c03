import { expandAction } from '../../src/catalogue/actions';
import { DUTY_PAIRS } from '../../src/catalogue/duty-pairs';

const actionsOf = (side: readonly string[]) => side.flatMap((pattern) => expandAction(pattern)).map(({ name }) => name);

test('pairs are sorted by ids that are words in lower case, each once', () => {
  const ids = DUTY_PAIRS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
});

test.each(DUTY_PAIRS.map((pair) => [pair.id, pair] as const))('%s names actions that exist', (_id, { oneSide, otherSide }) => {
  expect([...oneSide, ...otherSide].filter((pattern) => expandAction(pattern).length === 0)).toEqual([]);
});

test.each(DUTY_PAIRS.map((pair) => [pair.id, pair] as const))('%s has no action on both sides', (_id, { oneSide, otherSide }) => {
  expect(actionsOf(oneSide).filter((action) => actionsOf(otherSide).includes(action))).toEqual([]);
});
