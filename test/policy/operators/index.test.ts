import { BASE_OPERATORS } from '../../../src/policy/operators';

const isValid = (operator: string, value: string) => BASE_OPERATORS.get(operator)!.comparison.isValid?.(value) ?? true;

test.each([
  ['StringEquals', 'anything'], ['NumericLessThan', '10'], ['DateGreaterThan', '2020-01-01'], ['Bool', 'false'], ['Null', 'true'],
  ['BinaryEquals', 'QQ=='], ['IpAddress', '10.0.0.0/8'], ['ArnLike', 'arn:aws:s3:::*'], ['ArnNotEquals', '*'],
])('%s can compare %s', (operator, value) => {
  expect(isValid(operator, value)).toBe(true);
});

test.each([
  ['NumericNotEquals', 'ten'], ['DateLessThan', 'soon'], ['Bool', 'on'], ['Null', ''], ['BinaryEquals', '?'], ['NotIpAddress', 'localhost'],
  ['ArnLike', 'bucket'],
])('%s cannot compare %s', (operator, value) => {
  expect(isValid(operator, value)).toBe(false);
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-conditionelement */
test('only strings and ARNs take policy variables', () => {
  const taking = [...BASE_OPERATORS].filter(([, { comparison }]) => comparison.takesVariables).map(([name]) => name);
  expect(taking).toEqual([...BASE_OPERATORS.keys()].filter((name) => /^(String|Arn)/.test(name)));
});
