import { allow, deny, grants, named } from './grant-sets';
import { AccessEntry, summarizeAccess } from '../../src/analysis/access-summary';
import { expandAction } from '../../src/catalogue/actions';
import { PolicySet } from '../../src/evaluate/decision';
import { tokenText } from '../../src/policy/text';

const INPUT = tokenText({ kind: 'opaque', label: 'Input', identity: 'Input' });
const REPORTS = 'arn:aws:s3:::reports/*';
const entries = (policies: PolicySet) => summarizeAccess(policies).entries;
const short = ({ service, level, actions }: AccessEntry) => `${service} ${level}: ${actions.join(', ')}`;

test('by service, and by access level in the order of AWS', () => {
  const policies = grants(allow(['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:PutBucketPolicy', 's3:PutObjectTagging'], REPORTS), allow('dynamodb:GetItem'));
  expect(entries(policies).map(short)).toEqual([
    'dynamodb Read: dynamodb:GetItem', 's3 List: s3:ListBucket', 's3 Read: s3:GetObject', 's3 Write: s3:PutObject', 's3 Tagging: s3:PutObjectTagging',
    's3 Permissions management: s3:PutBucketPolicy',
  ]);
});

test('the resources, and what widens the grant', () => {
  expect(entries(grants(allow('s3:GetObject', REPORTS)))).toEqual([
    { service: 's3', level: 'Read', actions: ['s3:GetObject'], resources: [REPORTS], widenedBy: ['no condition', 'wildcard resource'], unknown: false },
  ]);
});

test.each<[string, Record<string, unknown>, readonly string[]]>([
  ['one object, under a condition', allow('s3:GetObject', 'arn:aws:s3:::reports/a', { Bool: { 'aws:SecureTransport': 'true' } }), []],
  ['every object', allow('s3:GetObject'), ['every resource', 'no condition']],
  ['an action that takes only "*"', allow('s3:ListAllMyBuckets'), ['no condition']],
  ['an action with a wildcard', allow('s3:GetObjectL*', 'arn:aws:s3:::reports/a'), ['no condition', 'wildcard action']],
  ['all resources but some', { Effect: 'Allow', Action: 's3:GetObject', NotResource: REPORTS }, ['NotResource', 'no condition']],
])('%s', (_what, statement, widenedBy) => {
  expect(entries(grants(statement)).map((entry) => entry.widenedBy)).toEqual([widenedBy]);
});

test('all actions but some are named one by one', () => {
  const found = entries(grants({ Effect: 'Allow', NotAction: ['iam:*', 's3:GetObject'], Resource: '*' }));
  expect(found.filter(({ service }) => service === 'iam')).toEqual([]);
  const read = found.find(({ service, level }) => service === 's3' && level === 'Read')!;
  expect(read.actions).toContain('s3:GetObjectVersion');
  expect(read.actions).not.toContain('s3:GetObject');
  expect(read.widenedBy).toContain('NotAction');
});

test('everything is every action of the catalogue', () => {
  expect(entries(grants(allow('*'))).flatMap(({ actions }) => actions)).toHaveLength(expandAction('*').length);
});

describe('what is taken away is not there', () => {
  test.each<[string, PolicySet]>([
    ['a denial', grants(allow(['s3:GetObject', 's3:PutObject']), deny('s3:Put*'))],
    ['a boundary', { ...grants(allow(['s3:GetObject', 's3:PutObject'])), boundary: named('Boundary', [allow('s3:Get*')], 'boundary') }],
    ['a service control policy', { ...grants(allow(['s3:GetObject', 's3:PutObject'])), serviceControl: [{ name: 'root', policies: [named('SCP', [allow('*'), deny('s3:PutObject')], 'scp')] }] }],
  ])('%s', (_what, policies) => {
    expect(entries(policies).map(short)).toEqual(['s3 Read: s3:GetObject']);
  });

  test('but a denial of other resources takes nothing away', () => {
    expect(entries(grants(allow('s3:GetObject'), deny('s3:GetObject', REPORTS))).map(short)).toEqual(['s3 Read: s3:GetObject']);
  });
});

test('what only the deployment can tell is marked', () => {
  expect(summarizeAccess(grants(allow([INPUT, 's3:NoSuchAction'])))).toEqual({ entries: [], unlisted: ['<Input>', 's3:NoSuchAction'] });
  const conditional = grants(allow('s3:GetObject'));
  const [{ name, document }] = conditional.identity;
  const statements = document.statements.map((statement) => ({ ...statement, conditional: true }));
  expect(entries({ identity: [{ name, document: { ...document, statements } }] })).toMatchObject([{ unknown: true }]);
});
