import { estateOf } from '../../src/model/estate';
import { findPrincipal } from '../../src/model/find-principal';
import { readTemplates } from '../../src/model/template-reader';

const role = (path?: string, properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, ...properties }, ...(path !== undefined && { Metadata: { 'aws:cdk:path': path } }),
});
const RESOURCES = {
  Worker12345678: role('App/Jobs/Worker/Resource'),
  Worker: role('App/Jobs/Other/Resource', { RoleName: 'other-role' }),
  Twin11111111: role('App/A/Twin/Resource'),
  Twin22222222: role('App/B/Twin/Resource'),
};
const { principals } = estateOf(readTemplates([{ file: 'app.json', body: { Resources: RESOURCES } }]));

const find = (name: string) => findPrincipal(principals, name, 'role').resource.logicalId;

test.each([
  ['Worker12345678', 'Worker12345678', 'its logical id'],
  ['Worker', 'Worker', 'its logical id, before the logical id of another without its hash'],
  ['Jobs/Worker', 'Worker12345678', 'the end of its construct path'],
  ['App/Jobs/Other', 'Worker', 'its whole construct path'],
  ['other-role', 'Worker', 'its name'],
  ['arn:aws:iam::000000000000:role/other-role', 'Worker', 'its ARN'],
])('"%s" finds %s by %s', (name, logicalId) => {
  expect(find(name)).toBe(logicalId);
});

test('several of the same name are an error that lists them', () => {
  expect(() => find('Twin')).toThrow('found 2 roles called "Twin", expected one of Twin11111111 (App/A/Twin), Twin22222222 (App/B/Twin)');
});

test('none is an error that lists all', () => {
  expect(() => find('orker')).toThrow('found no role called "orker", expected one of Worker12345678 (App/Jobs/Worker), Worker (App/Jobs/Other), ');
  expect(() => findPrincipal([], 'x', 'user')).toThrow('found no user called "x", expected an app with a user');
});
