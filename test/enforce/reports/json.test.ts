import { LIBRARY_VERSION } from '../../../src/enforce/version';
import { BAD, CLEAN, policy, runCli, template, UNKNOWN, useFolder } from '../../cli/cli';

const write = useFolder();

const report = (...args: string[]) => JSON.parse(runCli(['check', '--format', 'json', ...args]).stdout);

test('the report says which version and pack judged how much', () => {
  write({ 'a.json': CLEAN, 'b.json': CLEAN });
  expect(report('a.json', 'b.json', '--pack', 'baseline')).toEqual({
    version: LIBRARY_VERSION, pack: 'baseline', summary: { templates: 2, errors: 0, warnings: 0, acknowledged: 0 }, trend: null, findings: [],
    accepted: [], exceptions: [],
  });
});

test('a finding has its place, reason and fix', () => {
  write({ 'template.json': template({ PolicyA1: policy({ Sid: 'All' }, 'Stack/Policy/Resource') }) });
  const finding = report('template.json').findings.find(({ rule }: { rule: string }) => rule === 'NoAdminStatement');
  expect(finding).toEqual({
    rule: 'NoAdminStatement',
    id: 'IamGuardrails-NoAdminStatement[Action=*;Resource=*]',
    fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    isNew: null,
    severity: 'error',
    file: 'template.json',
    logicalId: 'PolicyA1',
    resourceType: 'AWS::IAM::ManagedPolicy',
    constructPath: 'Stack/Policy/Resource',
    key: 'Action=*;Resource=*',
    message: 'grants every action on every resource',
    witness: expect.stringContaining('* on *'),
    fix: expect.stringContaining('Name the actions'),
    location: 'Resources.PolicyA1.Properties.PolicyDocument.Statement[0]',
  });
});

test('every finding has every key, with null where there is nothing to say', () => {
  write({ 'bad.json': BAD, 'unknown.json': UNKNOWN, 'macro.json': { ...CLEAN, Transform: 'TeamMacro' } });
  const { findings } = report('*.json', '--pack', 'strict');
  const keys = ['rule', 'id', 'fingerprint', 'isNew', 'severity', 'file', 'logicalId', 'resourceType', 'constructPath', 'key', 'message', 'witness', 'fix', 'location'];
  expect(new Set(findings.map((finding: object) => Object.keys(finding).join()))).toEqual(new Set([keys.join()]));
  expect(findings.map(({ constructPath }: { constructPath: unknown }) => constructPath)).toEqual(findings.map(() => null));
  const ofTemplate = findings.filter(({ file, location }: { file: string; location: string }) => file === 'macro.json' && location === 'Transform');
  expect(ofTemplate).not.toEqual([]);
  expect(ofTemplate[0]).toMatchObject({ logicalId: null, resourceType: null });
});

test('the summary counts the findings', () => {
  write({ 'bad.json': BAD, 'unknown.json': UNKNOWN });
  const { summary, findings } = report('bad.json', 'unknown.json');
  const count = (wanted: string) => findings.filter(({ severity }: { severity: string }) => severity === wanted).length;
  expect(summary).toEqual({ templates: 2, errors: count('error'), warnings: count('warning'), acknowledged: 0 });
});

test('the report is the same in whichever order the templates are given', () => {
  write({ 'a.json': BAD, 'b.json': template({ Z: policy(), A: policy() }), 'c.json': UNKNOWN });
  const args = ['check', '--format', 'json'];
  expect(runCli([...args, 'c.json', 'b.json', 'a.json']).stdout).toBe(runCli([...args, 'a.json', 'b.json', 'c.json']).stdout);
});
