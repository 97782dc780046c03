import { Choices, forms } from '../../src/model/choices';

test('what decides nothing has one form', () => {
  expect(forms(() => 'only')).toEqual({ values: ['only'], complete: true });
});

test('every combination of independent decisions is a form', () => {
  const { values, complete } = forms((choices) => `${choices.decide('a', 2)}${choices.decide('b', 3)}`);
  expect([...values].sort()).toEqual(['00', '01', '02', '10', '11', '12']);
  expect(complete).toBe(true);
});

test('the same decision falls alike everywhere within a form', () => {
  expect(forms((choices) => choices.decide('a', 2) === choices.decide('a', 2)).values).toEqual([true, true]);
});

test('a decision that only one branch asks for does not multiply the other', () => {
  const { values } = forms((choices) => (choices.decide('a', 2) === 0 ? 'x' : `y${choices.decide('b', 2)}`));
  expect([...values].sort()).toEqual(['x', 'y0', 'y1']);
});

test('forms go on from the decisions that are already taken', () => {
  const evaluate = (choices: Choices) => `${choices.decide('a', 2)}${choices.decide('b', 2)}`;
  expect([...forms(evaluate, [new Map([['a', 1]])]).values].sort()).toEqual(['10', '11']);
  expect(forms(evaluate, []).values).toEqual([]);
});

test('too many forms are not all looked at, and that is said', () => {
  const { values, complete } = forms((choices) => Array.from({ length: 20 }, (_, index) => choices.decide(`${index}`, 2)).join(''));
  expect(complete).toBe(false);
  expect(new Set(values).size).toBe(values.length);
});
