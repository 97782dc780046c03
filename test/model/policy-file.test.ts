import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { POLICY_KINDS, readPolicyFile } from '../../src/model/policy-file';
import { readTemplates } from '../../src/model/template-reader';
import { PolicyKind } from '../../src/policy/document';
import { judge } from '../../src/rules/judge';

const folder = mkdtempSync(join(tmpdir(), 'policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };

function read(kind: PolicyKind, document: Record<string, unknown>, prefix = '') {
  const file = join(folder, 'policy.json');
  writeFileSync(file, `${prefix}${JSON.stringify(document)}`);
  return readTemplates([readPolicyFile(file, kind)]);
}

const found = (kind: PolicyKind, ...statements: Record<string, unknown>[]) => (
  judge(read(kind, { Version: '2012-10-17', Statement: statements }), 'strict').map(({ rule, location }) => `${rule} at ${location}`)
);

test.each(POLICY_KINDS)('a document of the kind %s is read as one', (kind) => {
  const { policies, unread } = read(kind, { Version: '2012-10-17', Statement: [READ] });
  expect([policies.map((policy) => policy.kind), unread]).toEqual([[kind], []]);
});

test('a byte order mark before the document is no content', () => {
  expect(read('identity', { Statement: READ }, '\uFEFF').policies[0].document.statements).toHaveLength(1);
});

test.each([
  ['identity', [READ, { ...READ, Action: '*', Resource: '*' }], 'NoAdminStatement at Statement[1]'],
  ['trust', [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }], 'TrustNoPublicPrincipal at Statement[0]'],
  ['resource', [{ ...READ, Principal: '*' }], 'ResourcePolicyNoPublicAccess at Statement[0]'],
  ['scp', [{ ...READ, Effect: 'Deny', Principal: '*' }], 'InvalidPolicy at Statement[0].Principal'],
  ['rcp', [{ ...READ, Principal: '*' }], 'InvalidPolicy at Statement[0].Effect'],
  ['boundary', [{ ...READ, Principal: '*' }], 'InvalidPolicy at Statement[0].Principal'],
] as [PolicyKind, Record<string, unknown>[], string][])('a document of the kind %s is judged, and findings name places of the file', (kind, statements, finding) => {
  expect(found(kind, ...statements)).toContain(finding);
});

test.each([
  ['identity', READ],
  ['trust', { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  ['boundary', { ...READ, Action: 's3:*', Resource: '*' }],
  ['scp', { Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }],
  ['resource', { ...READ, Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
] as [PolicyKind, Record<string, unknown>][])('a sound document of the kind %s has no findings about what it does not say', (kind, statement) => {
  expect(found(kind, statement)).toEqual([]);
});

test('what is wrong with the document as a whole is said of its statements', () => {
  const statements = Array.from({ length: 80 }, (_, index) => ({ Effect: 'Deny', Action: 's3:PutObject', Resource: `arn:aws:s3:::reports-of-department-${index}-of-the-team/*` }));
  expect(found('rcp', ...statements.map((statement) => ({ ...statement, Principal: '*' })))).toContain('InvalidPolicy at Statement');
  expect(judge(read('identity', { Version: '2011-01-01', Statement: [READ] }), 'strict').map(({ location }) => location)).toEqual(['Version']);
});
