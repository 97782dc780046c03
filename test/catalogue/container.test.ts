import { Container, packContainer } from '../../src/catalogue/container';

const packed = packContainer({ source: 'a test' }, [['one', { text: 'eins' }], ['two', ['zwei', 2]], ['none', null]]);

test('what is packed is read again, with the header and the order of the keys', () => {
  const container = new Container(packed);
  expect(container.header).toEqual({ source: 'a test' });
  expect(container.keys).toEqual(['one', 'two', 'none']);
  expect(container.keys.map((key) => container.read(key))).toEqual([{ text: 'eins' }, ['zwei', 2], null]);
});

test.each(['three', '', 'toString', '__proto__'])('%p was not packed', (key) => {
  const container = new Container(packed);
  expect(container.has(key)).toBe(false);
  expect(container.read(key)).toBeUndefined();
});

test('an entry that is not asked for is not touched', () => {
  const damaged = Buffer.from(packed);
  damaged.fill(0, damaged.length - 8);
  const container = new Container(damaged);
  expect(container.read('one')).toEqual({ text: 'eins' });
  expect(() => container.read('none')).toThrow();
});
