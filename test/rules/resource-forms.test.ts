import { resourceFault } from '../../src/analysis/validation/arns';
import { ActionInfo, expandAction, servicePrefixes } from '../../src/catalogue/actions';
import { mayOverlap } from '../../src/policy/common-text';
import { formsFor } from '../../src/rules/resource-forms';

const areAmong = (resources: string[], ...actions: string[]) => (
  formsFor({ negated: false, patterns: actions }).every((form) => resources.some((resource) => form.test(resource)))
);

test.each([
  ['lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:orders:live'], ['lambda:InvokeFunction', 'arn:*:lambda:*:*:function:*'],
  ['s3:GetObject', 'arn:aws:s3:::reports/2026/report.csv'], ['s3:getobject', 'arn:aws-us-gov:s3:::reports/*'], ['sqs:SendMessage', 'arn:aws-cn:sqs:cn-north-1:111122223333:orders'],
  ['account:GetAccountInformation', 'arn:aws:account::111122223333:account'],
])('%s works on %s', (action, resource) => {
  expect(areAmong([resource], action)).toBe(true);
});

test.each([
  ['another type', 'lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:111122223333:layer:orders'], ['no object', 's3:GetObject', 'arn:aws:s3:::reports'],
  ['no bucket', 's3:ListBucket', 'arn:aws:s3:::reports/*'],
  ['a longer name', 'account:GetAccountInformation', 'arn:aws:account::111122223333:accounts'], ['a faulty Region', 'sqs:SendMessage', 'arn:aws:sqs:Ireland:111122223333:orders'],
  ['a faulty account', 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:1111:orders'], ['a variable', 's3:GetObject', 'arn:aws:s3:::reports/${aws:username}'],
  ['a pattern of actions', 's3:GetObject*', 'arn:aws:s3:::reports/*'], ['an action that works on "*" only', 's3:ListAllMyBuckets', 'arn:aws:s3:::reports'],
  ['an action that nobody knows', 's3:GetEverything', 'arn:aws:s3:::reports/*'],
])('%s is not seen at once', (_what, action, resource) => {
  expect(areAmong([resource], action)).toBe(false);
});

test('each action finds its own', () => {
  expect(areAmong(['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'], 's3:GetObject', 's3:ListBucket')).toBe(true);
  expect(areAmong(['arn:aws:s3:::reports'], 's3:GetObject', 's3:ListBucket')).toBe(false);
});

test('what is seen at once is without fault, and may be of a type that the action works on', () => {
  const filled = (format: string) => format.replace('${Partition}', 'aws').replace('${Region}', 'eu-west-1').replace('${Account}', '111122223333')
    .replace(/\$\{[^}]*\}/g, 'name');
  const works = ({ resourceArns }: ActionInfo, resource: string) => resourceArns.some((format) => mayOverlap(resource, format.replace(/\$\{[^}]*\}/g, '*')));
  const samples = servicePrefixes().flatMap((prefix) => expandAction(`${prefix}:*`))
    .flatMap((action) => action.resourceArns.map(filled).map((resource) => ({ action, resource })));
  const seen = samples.filter(({ action, resource }) => areAmong([resource], action.name));
  expect(seen.length).toBeGreaterThan(samples.length * 0.9);
  expect(seen.filter(({ action, resource }) => resourceFault(resource) || !works(action, resource))).toEqual([]);
});
