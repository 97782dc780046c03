import { readNumber } from '../../../src/policy/operators/number';

test.each([['10', 10], ['-1', -1], ['+1', 1], ['0.5', 0.5], ['.5', 0.5], ['1e3', 1000], ['007', 7]])('%s is a number', (text, number) => {
  expect(readNumber(text)).toBe(number);
});

test.each(['', ' ', 'abc', '1x', '0x10', 'Infinity', '1,000', '.', '${aws:EpochTime}'])('%p is no number', (text) => {
  expect(readNumber(text)).toBeNaN();
});
