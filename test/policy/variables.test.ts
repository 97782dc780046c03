import { Pattern } from '../../src/policy/pattern';
import { concat, Text, tokenText } from '../../src/policy/text';
import { compileText, Lookup } from '../../src/policy/variables';

const token = (label: string) => tokenText({ kind: 'opaque', label, identity: label });
const request = (values: Record<string, Text[]>, others: 'absent' | 'unknown' = 'absent'): Lookup => (key) => values[key] ?? others;
const resolve = (text: Text, lookup: Lookup, version = '2012-10-17') => compileText(text, version, Pattern.of).resolve(lookup);
const matches = (text: Text, lookup: Lookup, value: Text) => resolve(text, lookup)?.compiled.matches(value) ?? 'no';

const david = request({ 'aws:username': ['David'] });

test('a variable stands for the value of the key, whose name has no case', () => {
  expect(matches('home/${aws:username}/*', david, 'home/David/a')).toBe('yes');
  expect(matches('home/${AWS:UserName}/*', david, 'home/David/a')).toBe('yes');
  expect(matches('home/${aws:username}/*', david, 'home/Maria/a')).toBe('no');
});

test('the name of a variable may be the key of a tag with spaces', () => {
  const tagged = request({ 'aws:principaltag/cost center/a:b': ['blue'] });
  expect(matches('x/${aws:PrincipalTag/Cost Center/a:b}', tagged, 'x/blue')).toBe('yes');
  expect(matches("x/${aws:PrincipalTag/Cost Center, 'none'}", tagged, 'x/none')).toBe('yes');
});

test.each(['2008-10-17', undefined])('in version %p there are no variables', (version) => {
  const compiled = compileText('home/${aws:username}', version, Pattern.of);
  expect(compiled.fixed?.text).toBe('home/${aws:username}');
});

test('a text without variables is compiled once for all requests', () => {
  const compiled = compileText('home/*', '2012-10-17', (text) => ({ text }));
  expect(compiled.resolve(david)).toBe(compiled.fixed);
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-default-values */
test('a default value stands in for an absent key, and only for that', () => {
  const resource = "amzn-s3-demo-bucket-${aws:PrincipalTag/team, 'company-wide'}";
  expect(matches(resource, request({}), 'amzn-s3-demo-bucket-company-wide')).toBe('yes');
  expect(matches(resource, request({ 'aws:principaltag/team': ['yellow'] }), 'amzn-s3-demo-bucket-yellow')).toBe('yes');
  expect(matches(resource, request({ 'aws:principaltag/team': ['yellow'] }), 'amzn-s3-demo-bucket-company-wide')).toBe('no');
});

test('a text with a variable that has no value is not resolved', () => {
  expect(resolve('home/${aws:username}', request({}))).toBeUndefined();
  expect(resolve('home/${aws:username}', request({ 'aws:username': [] }))).toBeUndefined();
});

test('a key with several values is no variable', () => {
  expect(resolve('${aws:TagKeys}', request({ 'aws:tagkeys': ['a', 'b'] }))).toBeUndefined();
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars */
test.each([['a${*}c', 'a*c', 'abc'], ['a${?}c', 'a?c', 'abc'], ['${$}{aws:username}', '${aws:username}', 'David']])('%s matches %s and not %s', (text, yes, no) => {
  expect(matches(text, david, yes)).toBe('yes');
  expect(matches(text, david, no)).toBe('no');
});

test('a wildcard in the value of a key, or in a default value, stands for itself', () => {
  expect(matches('${aws:username}', request({ 'aws:username': ['*'] }), 'anyone')).toBe('no');
  expect(matches('${aws:username}', request({ 'aws:username': ['*'] }), '*')).toBe('yes');
  expect(matches("${aws:username, 'a*'}", request({}), 'anyone')).toBe('no');
});

test.each(['${}', '${aws:username', '${ aws:username }', '${aws:username, default}', '$aws:username'])('%s is no variable', (text) => {
  expect(compileText(text, '2012-10-17', Pattern.of).fixed?.text).toBe(text);
});

test('a symbolic value of a key is equal to itself', () => {
  const lookup = request({ 'aws:username': [token('User')] });
  expect(matches('home/${aws:username}/*', lookup, concat(['home/', token('User'), '/a']))).toBe('yes');
  expect(matches('home/${aws:username}/*', lookup, 'home/David/a')).toBe('unknown');
});

test('of a key that nobody knows, the known parts of the text still decide, and its presence is uncertain', () => {
  const lookup = request({}, 'unknown');
  expect(matches('home/${aws:username}/*', lookup, 'home/David/a')).toBe('unknown');
  expect(matches('home/${aws:username}/*', lookup, 'shared/a')).toBe('no');
  expect(resolve('home/${aws:username}', lookup)).toMatchObject({ uncertain: ['aws:username'] });
  expect(resolve("home/${aws:username, 'x'}", lookup)).toMatchObject({ uncertain: [] });
});

test('tokens and variables stand side by side', () => {
  expect(matches(concat(['arn:aws:s3:::', token('Bucket'), '/${aws:username}/*']), david, concat(['arn:aws:s3:::', token('Bucket'), '/David/a']))).toBe('yes');
});
