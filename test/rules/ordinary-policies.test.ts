import { policyProblems } from '../../src/analysis/validation/policy-problems';
import { expandAction, servicePrefixes } from '../../src/catalogue/actions';
import { readTemplates } from '../../src/model/template-reader';
import { likelySize } from '../../src/policy/size';
import { FEW_CHARACTERS, remarkable, withSuchDocument } from '../../src/rules/ordinary-policies';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };
const modelOf = (...statements: unknown[]) => readTemplates([{
  file: 'App.template.json', nested: new Map(),
  body: {
    Parameters: { Name: { Type: 'String' } },
    Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: statements } } } },
  },
}]);
const sub = (text: string) => ({ 'Fn::Sub': text });

test.each<[string, unknown[]]>([
  ['a resource', [READ]],
  ['every resource', [{ ...READ, Resource: '*' }]],
  ['an ARN with tokens', [READ, { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: sub('arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Name}') }]],
  ['actions of one type', [{ Effect: 'Deny', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders', 'arn:aws:dynamodb:*:*:table/stock'] }]],
])('%s is nothing to speak of', (_what, statements) => {
  const model = modelOf(...statements);
  expect(remarkable(model)).toEqual([]);
  const [{ document, kind }] = model.policies;
  expect(policyProblems(document, kind)).toEqual([]);
  expect(likelySize(document)).toBeLessThan(FEW_CHARACTERS);
});

test.each<[string, unknown]>([
  ['a Sid', { ...READ, Sid: 'Read' }],
  ['a condition', { ...READ, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
  ['a resource that no action works on', { ...READ, Resource: 'arn:aws:s3:::reports' }],
  ['one such among others', { ...READ, Resource: ['arn:aws:s3:::reports/*', 'arn:aws:s3:::reports'] }],
  ['a variable', { ...READ, Resource: 'arn:aws:s3:::reports/${aws:username}' }],
  ['a token', { ...READ, Resource: { Ref: 'Name' } }],
  ['a pattern of actions', { ...READ, Action: 's3:Get*' }],
  ['a pattern of one action', { ...READ, Action: 'sqs:ReceiveMessage*', Resource: '*' }],
  ['a long name of an action', { ...READ, Action: `s3:${'Get'.repeat(1000)}`, Resource: '*' }],
  ['a negation', { Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' }],
  ['no action', { ...READ, Action: [] }],
  ['no resource', { ...READ, Resource: [] }],
  ['a fault', { ...READ, Effect: 'Permit' }],
  ['many characters', { ...READ, Resource: Array.from({ length: 60 }, (_, index) => `arn:aws:s3:::reports-of-department-${index}/*`) }],
])('%s is', (_what, statement) => {
  expect(remarkable(modelOf(READ, statement))).toHaveLength(1);
});

test('no policy of the actions with the longest names is taken for shorter than it is', () => {
  const groups = new Map<string, string[]>();
  for (const { name, resourceArns } of servicePrefixes().flatMap((prefix) => expandAction(`${prefix}:*`))) {
    groups.set(resourceArns.join(), [...groups.get(resourceArns.join()) ?? [], name]);
  }
  const longest = [...groups.values()].map((names) => names.sort((a, b) => b.length - a.length).slice(0, 100))
    .sort((a, b) => b.join().length - a.join().length).slice(0, 10);
  const sizes = longest.flatMap((names) => names.map((_, index) => modelOf({ Effect: 'Allow', Action: names.slice(0, index + 1), Resource: '*' })))
    .filter((model) => remarkable(model).length === 0).map(({ policies: [{ document }] }) => likelySize(document));
  expect(Math.max(...sizes)).toBeGreaterThan(FEW_CHARACTERS / 4);
  expect(Math.max(...sizes)).toBeLessThan(FEW_CHARACTERS);
});

test('policies that share a document are asked once', () => {
  const { policies } = modelOf(READ);
  const asked: unknown[] = [];
  expect(withSuchDocument([...policies, ...policies], (document) => asked.push(document) > 0)).toEqual([...policies, ...policies]);
  expect(asked).toHaveLength(1);
  expect(withSuchDocument(policies, () => false)).toEqual([]);
});
