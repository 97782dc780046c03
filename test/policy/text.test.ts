import { bareToken, concat, identityOf, opaqueToken, sameText, splitText, Token, tokensOf, tokenText } from '../../src/policy/text';

const token = (label: string, kind: Token['kind'] = 'opaque'): Token => ({ kind, label, identity: label });

test('texts without tokens concatenate to a plain string', () => {
  expect(concat(['a', '', 'b'])).toBe('ab');
  expect(concat([])).toBe('');
});

test('a text with tokens reads as the known parts with the labels between', () => {
  expect(concat(['arn:', tokenText(token('Partition')), ':s3:::b']).toString()).toBe('arn:<Partition>:s3:::b');
});

test('two texts are the same only if the known parts and the tokens are', () => {
  const one = concat(['a', 'b', tokenText(token('T'))]);
  expect(sameText(one, concat(['ab', tokenText(token('T'))]))).toBe(true);
  expect(sameText(one, concat(['ab', tokenText(token('U'))]))).toBe(false);
  expect(sameText(one, 'ab<T>')).toBe(false);
  expect(identityOf('plain')).toBe('plain');
});

test('a token stands alone only where nothing is beside it', () => {
  expect(bareToken(tokenText(token('T')))?.label).toBe('T');
  expect(bareToken(concat(['a', tokenText(token('T'))]))).toBeUndefined();
  expect(bareToken('T')).toBeUndefined();
});

test('an attribute of a resource that stands alone does not hide the whole text', () => {
  expect(opaqueToken(tokenText(token('P')))?.label).toBe('P');
  expect(opaqueToken(tokenText(token('R.Arn', 'resource')))).toBeUndefined();
});

test('splitting keeps each token in the piece that it stands in', () => {
  const pieces = splitText(concat(['a:', tokenText(token('T')), 'b:c']), ':');
  expect(pieces.map(String)).toEqual(['a', '<T>b', 'c']);
  expect(tokensOf(pieces[1])).toHaveLength(1);
});
