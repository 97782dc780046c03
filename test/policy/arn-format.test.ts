import fc from 'fast-check';
import { coversFormat, usualForm } from '../../src/policy/arn-format';
import { mayOverlap } from '../../src/policy/common-text';
import { concat, tokenText } from '../../src/policy/text';

const FUNCTION = 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}';
const OBJECT = 'arn:${Partition}:s3:::${BucketName}/${ObjectName}';
const token = tokenText({ kind: 'pseudo', label: 'AWS::Partition', identity: 'AWS::Partition' });

test.each([
  ['*', FUNCTION], ['arn:*', FUNCTION], ['arn:aws:*', FUNCTION], ['arn:aws:l*', FUNCTION], ['arn:aws:lambda:*', FUNCTION], ['arn:aws:lambda:eu-west-1:*', FUNCTION],
  ['arn:aws:lambda:*:*:*', FUNCTION], ['arn:aws:lambda:eu-west-1:111122223333:function:*', FUNCTION], ['arn:aws:lambda:*:*:function:?*', FUNCTION],
  ['arn:aws:s3*', OBJECT], ['arn:aws:s3:::*', OBJECT], ['arn:aws:s3:::*/*', OBJECT],
])('%s matches every resource of %s', (pattern, format) => {
  expect(coversFormat(pattern, format)).toBe(true);
});

test.each([
  ['arn:aws:sqs:*', FUNCTION], ['arn:aws:lambda:*:*:function:orders-*', FUNCTION], ['arn:aws:lambda:*:*:layer:*', FUNCTION], ['arn:aws:lambda', FUNCTION],
  ['arn:aws:s3:::logs-*', OBJECT], ['arn:aws:s3:::reports/*', OBJECT],
])('%s does not match every resource of %s', (pattern, format) => {
  expect(coversFormat(pattern, format)).toBe(false);
});

test('a token hides no star behind it', () => {
  expect(coversFormat(concat(['arn:', token, ':lambda:*']), FUNCTION)).toBe(true);
  expect(coversFormat(concat(['arn:', token, ':lambda:*:*:function:', token]), FUNCTION)).toBe(false);
});

const hasUsualForm = (text: string, format: string) => new RegExp(usualForm(format)).test(text);

test.each([
  ['arn:aws:lambda:eu-west-1:111122223333:function:orders', FUNCTION], ['arn:*:lambda:*:*:function:*', FUNCTION], ['arn:aws:lambda:eu-west-1:*:function:orders:live', FUNCTION],
  ['arn:aws:s3:::reports/2026/report.csv', OBJECT], ['arn:aws:account::111122223333:account', 'arn:${Partition}:account::${Account}:account'],
])('%s has the usual form of %s', (text, format) => {
  expect(hasUsualForm(text, format)).toBe(true);
});

test.each([
  ['arn:aws:lambda:eu-west-1:111122223333:layer:orders', FUNCTION], ['arn:aws:s3:::reports', OBJECT], ['arn:aws:s3:::*', OBJECT], ['*', OBJECT],
  ['arn:aws:account::111122223333:accounts', 'arn:${Partition}:account::${Account}:account'],
])('%s has not the usual form of %s', (text, format) => {
  expect(hasUsualForm(text, format)).toBe(false);
});

test('what has the usual form may be of the format', () => {
  const part = fc.constantFrom('a', 'b', ':', '/', '.', '*', '?');
  const format = fc.array(fc.oneof(part, fc.constant('${Name}')), { maxLength: 6 }).map((parts) => parts.join(''));
  const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(fc.property(text, format, (one, other) => !hasUsualForm(one, other) || mayOverlap(one, other.replaceAll('${Name}', '*'))), { numRuns: 5000 });
});
