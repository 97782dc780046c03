import fc from 'fast-check';
import { fewestBins } from '../../../src/constructs/organization/bins';

const items = (...sizes: number[]) => sizes.map((size, index) => ({ size, text: `item ${index}` }));
const sizes = (bins: readonly (readonly { readonly size: number }[])[]) => bins.map((bin) => bin.map(({ size }) => size));

test('what fits into one bin stands in one', () => {
  expect(sizes(fewestBins(items(4, 6), 10).bins)).toEqual([[6, 4]]);
});

test('nothing takes no bin', () => {
  expect(fewestBins([], 10)).toEqual({ bins: [], fewest: true });
});

test('where putting the largest into the first bin that has room takes one bin more, the better way is found', () => {
  const { bins, fewest } = fewestBins(items(6, 5, 5, 4, 4, 3, 3), 15);
  expect({ count: bins.length, fewest }).toEqual({ count: 2, fewest: true });
});

test('where the sum fits and no arrangement does, it is certain that no fewer bins do', () => {
  expect(fewestBins(items(6, 6, 6), 9)).toMatchObject({ bins: { length: 3 }, fewest: true });
});

test('too many arrangements to try leave open whether fewer bins do', () => {
  const many = items(...Array.from({ length: 60 }, (_one, index) => 334 + (index % 7)));
  const { bins, fewest } = fewestBins(many, 1000);
  expect({ count: bins.length, fewest }).toEqual({ count: 30, fewest: false });
});

test('no bin is too full, nothing is lost, and the order does not matter', () => {
  const lists = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }).map((list) => items(...list));
  const permuted = lists.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  fc.assert(fc.property(permuted, ([list, shuffled]) => {
    const { bins, fewest } = fewestBins(list, 30);
    expect(bins.every((bin) => bin.reduce((sum, { size }) => sum + size, 0) <= 30)).toBe(true);
    expect(bins.flat().map(({ text }) => text).sort()).toEqual(list.map(({ text }) => text).sort());
    expect(fewest).toBe(true);
    expect(fewestBins(shuffled, 30)).toEqual({ bins, fewest });
  }));
});
