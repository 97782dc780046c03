import { readDate } from '../../../src/policy/operators/date';

/** The forms of https://www.w3.org/TR/NOTE-datetime, and seconds since 1970. */
test.each([
  ['1997', '1997-01-01T00:00:00Z'],
  ['1997-07', '1997-07-01T00:00:00Z'],
  ['1997-07-16', '1997-07-16T00:00:00Z'],
  ['1997-07-16T19:20+01:00', '1997-07-16T18:20:00Z'],
  ['1997-07-16T19:20:30+01:00', '1997-07-16T18:20:30Z'],
  ['1997-07-16T19:20:30.45+01:00', '1997-07-16T18:20:30.450Z'],
  ['2020-01-01T00:00:01Z', '2020-01-01T00:00:01Z'],
  ['2020-01-01T00:00:01-0530', '2020-01-01T05:30:01Z'],
  ['2020-01-01T00:00:01+02', '2019-12-31T22:00:01Z'],
  ['1577836801', '2020-01-01T00:00:01Z'],
])('%s is %s', (text, instant) => {
  expect(readDate(text)).toBe(Date.parse(instant));
});

test.each([
  '', 'tomorrow', '2020-13-01', '2020-02-30', '2020-00-01', '20-01-01', '2020-01-01T25:00Z', '2020-01-01 00:00:00', '2020-*', '01/02/2020',
])('%p is no date', (text) => {
  expect(readDate(text)).toBeNaN();
});

test('a year has its leap day', () => {
  expect(readDate('2024-02-29')).toBe(Date.parse('2024-02-29T00:00:00Z'));
  expect(readDate('2023-02-29')).toBeNaN();
});
