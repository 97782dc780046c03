import * as fc from 'fast-check';
import { compileArn } from '../../src/policy/arn-pattern';
import { Pattern } from '../../src/policy/pattern';
import { concat, Text, tokenText } from '../../src/policy/text';

const token = (label: string) => tokenText({ kind: 'opaque', label, identity: label });
const matches = (pattern: Text, value: Text) => compileArn(pattern, { acrossColons: true })(value);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
describe('where a star at the end of a segment matches across colons', () => {
  test.each([
    ['*', 'arn:aws:s3:::bucket', 'yes'],
    ['arn:*', 'arn:aws:s3:::bucket', 'yes'],
    ['arn:aws:iam:*', 'arn:aws:iam::111122223333:role/Worker', 'yes'],
    ['arn:aws:s3:::*', 'arn:aws:s3:::bucket/key', 'yes'],
    ['arn:aws:iam::*:role/x', 'arn:aws:iam::111122223333:role/x', 'yes'],
    ['arn:aws:sqs:*:queue', 'arn:aws:sqs:eu-west-1:111122223333:queue', 'yes'],
    ['arn:aws:iam::111122223333:user/accounting/*', 'arn:aws:iam::111122223333:user/accounting/a/b', 'yes'],
    ['arn:aws:s3:::amzn-s3-demo-bucket/*/test/*', 'arn:aws:s3:::amzn-s3-demo-bucket/1/2/test/3/object.jpg', 'yes'],
    ['arn:aws:s3:::amzn-s3-demo-bucket/*/test/*', 'arn:aws:s3:::amzn-s3-demo-bucket/1-test/object.jpg', 'no'],
    ['arn:aws:logs:*:*:log-group:*:x', 'arn:aws:logs:eu-west-1:1:log-group:/a:b:x', 'yes'],
    ['arn:aws:iam::111122223333:role/x', '*', 'no'],
    ['bucket', 'arn:aws:s3:::bucket', 'no'],
  ])('%s against %s: %s', (pattern, value, verdict) => {
    expect(matches(pattern, value)).toBe(verdict);
  });

  test('other wildcards stay in their segment', () => {
    expect(matches('arn:aws:sqs:eu*1:111122223333:queue', 'arn:aws:sqs:eu-west-1:111122223333:queue')).toBe('yes');
    expect(matches('arn:aws:sqs:eu*1:queue:x', 'arn:aws:sqs:eu-west-1:1:queue:x')).toBe('no');
    expect(matches('arn:aws:sqs?eu-west-1:111122223333:queue:x', 'arn:aws:sqs:eu-west-1:111122223333:queue:x')).toBe('no');
    expect(matches('arn:aws:sqs:eu-west-?:111122223333:queue', 'arn:aws:sqs:eu-west-1:111122223333:queue')).toBe('yes');
  });

  test('without a wildcard among the first segments, it is text like any other', () => {
    const resource = fc.array(fc.constantFrom('a', 'b', ':', '/', '*', '?'), { maxLength: 6 }).map((characters) => characters.join(''));
    const value = fc.array(fc.constantFrom('a', 'b', ':', '/'), { maxLength: 6 }).map((characters) => characters.join(''));
    fc.assert(fc.property(resource, value, (pattern, name) => {
      expect(matches(`arn:aws:s3:::${pattern}`, `arn:aws:s3:::${name}`)).toBe(Pattern.of(`arn:aws:s3:::${pattern}`).matches(`arn:aws:s3:::${name}`));
    }));
  });
});

describe('with tokens', () => {
  const object = concat(['arn:', token('Partition'), ':s3:::', token('Bucket'), '/key']);

  test('a token stays in its segment, so that the others decide', () => {
    expect(matches('arn:aws:iam::*:role/*', object)).toBe('no');
    expect(matches('arn:aws:s3:::logs-*', object)).toBe('unknown');
    expect(matches('arn:*:s3:::*', object)).toBe('yes');
    expect(matches(concat(['arn:', token('Partition'), ':s3:::', token('Bucket'), '/*']), object)).toBe('yes');
    expect(matches(concat(['arn:', token('Partition'), ':s3:::', token('Other'), '/*']), object)).toBe('unknown');
  });

  test('a token that may be a whole ARN is compared as it is', () => {
    expect(matches(concat([token('Bucket.Arn'), '/*']), concat([token('Bucket.Arn'), '/key']))).toBe('yes');
    expect(matches('arn:aws:s3:::*', concat([token('Bucket.Arn'), '/key']))).toBe('unknown');
    expect(matches(token('Bucket.Arn'), 'arn:aws:s3:::bucket')).toBe('unknown');
  });

  test('a verdict holds for whatever the tokens become', () => {
    const piece = fc.array(fc.constantFrom('a', 'b', '/', '*', '?'), { maxLength: 3 }).map((characters) => characters.join(''));
    const value = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 3 }).map((characters) => characters.join(''));
    fc.assert(fc.property(piece, piece, value, value, value, (account, resource, one, two, name) => {
      const pattern = `arn:aws:iam::${account}:${resource}`;
      const symbolic = matches(pattern, concat(['arn:aws:iam::', token('A'), one, ':', name, token('N')]));
      const concrete = matches(pattern, `arn:aws:iam::${two}${one}:${name}${two}`);
      expect(['unknown', concrete]).toContain(symbolic);
    }), { numRuns: 1000 });
  });
});
