import { madeOnce, remember } from '../../src/policy/remember';

test('computes once for each key', () => {
  const asked: string[] = [];
  const length = remember((text: string) => asked.push(text) && text.length, (text) => text.toLowerCase());
  expect([length('a'), length('A'), length('bb'), length('a')]).toEqual([1, 1, 2, 1]);
  expect(asked).toEqual(['a', 'bb']);
});

test('starts anew when it has to remember too much', () => {
  let computed = 0;
  const next = remember((key: number) => ++computed + key, String);
  for (let key = 0; key < 10_001; key++) {
    next(key);
  }
  next(0);
  expect(computed).toBe(10_002);
});

test('what a map does not have is made once', () => {
  const lists = new Map<string, number[]>();
  madeOnce(lists, 'odd', () => [1]).push(3);
  madeOnce(lists, 'odd', () => []).push(5);
  expect([...lists]).toEqual([['odd', [1, 3, 5]]]);
});
