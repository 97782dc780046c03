import { beginningOf, dayAfter, utcDay } from '../../src/rules/day';

test('the day is that of UTC', () => {
  expect(utcDay(new Date('2026-06-14T23:30:00-04:00'))).toBe('2026-06-15');
});

test.each([
  ['2026-06-15', 0, '2026-06-15'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-06-15', 365, '2027-06-15'],
])('after %s, %d days later, it is %s', (day, days, after) => {
  expect(dayAfter(day, days)).toBe(after);
});

test('a day begins at midnight in UTC', () => {
  expect(new Date(beginningOf('2026-06-15')).toISOString()).toBe('2026-06-15T00:00:00.000Z');
});
