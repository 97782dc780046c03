import { toBeValidSarifLog } from '@microsoft/jest-sarif';
import { sarifReport } from '../../../src/enforce/reports/sarif';
import { BAD, policy, runCli, template, useFolder } from '../../cli/cli';
import { sampleReport } from '../../support/report-sample';

expect.extend({ toBeValidSarifLog });

const write = useFolder();
const sarif = (...args: string[]) => JSON.parse(runCli(['check', '--format', 'sarif', ...args]).stdout);
const log = () => JSON.parse(sarifReport(sampleReport()));

test('the report is what the schema of SARIF 2.1.0 asks for', () => {
  expect(log()).toBeValidSarifLog();
});

test('code scanning gets what it asks for of each rule and each result', () => {
  const [{ tool: { driver }, results }] = log().runs;
  for (const rule of driver.rules) {
    expect(rule).toMatchObject({
      id: expect.stringMatching(/^IamGuardrails-/), shortDescription: { text: expect.any(String) }, fullDescription: { text: expect.any(String) },
      help: { text: expect.any(String), markdown: expect.stringContaining('**Fix:**') },
      helpUri: expect.stringMatching(/^https:.*RULES\.md#/), properties: { 'security-severity': expect.stringMatching(/^\d\.\d$/), 'precision': 'high' },
    });
    expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
    expect(rule.properties.tags.length).toBeLessThanOrEqual(20);
  }
  for (const result of results) {
    expect(driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
  }
});

test('a result is at its line, in JSON and in YAML, in a file that is named from the repository', () => {
  write({
    '.git/HEAD': '', 'app/a.json': JSON.stringify(template({ Policy: policy() }), null, 2),
    'app/b.yaml': 'Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: "*"\n            Resource: "*"\n',
  });
  const places = sarif('app/a.json', 'app/b.yaml').runs[0].results
    .filter(({ ruleId }: { ruleId: string }) => ruleId === 'IamGuardrails-NoAdminStatement')
    .map(({ locations: [{ physicalLocation }] }: { locations: { physicalLocation: unknown }[] }) => physicalLocation);
  expect(places).toEqual([
    { artifactLocation: { uri: 'app/a.json', uriBaseId: '%SRCROOT%' }, region: { startLine: 9 } },
    { artifactLocation: { uri: 'app/b.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 7 } },
  ]);
});

test('a fingerprint stays when the template changes around the finding, and no two are the same', () => {
  const prints = () => sarif('t.json').runs[0].results.map(({ partialFingerprints }: { partialFingerprints: Record<string, string> }) => partialFingerprints['iamGuardrails/v1']);
  write({ 't.json': template({ PolicyABC12345: policy({}, 'Stack/Policy/Resource') }) });
  const before = prints();
  write({ 't.json': template({ Another: policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }), PolicyDEF67890: policy({ Sid: 'Everything' }, 'Stack/Policy/Resource') }) });
  expect(prints()).toEqual(before);
  expect(new Set(before).size).toBe(before.length);
});

test('what is accepted is suppressed, with its reason and its end', () => {
  const suppressed = log().runs[0].results.filter(({ suppressions }: { suppressions?: unknown }) => suppressions !== undefined);
  expect(suppressed.map(({ suppressions: [one] }: { suppressions: unknown[] }) => one)).toEqual([
    { kind: 'external', status: 'accepted', justification: expect.stringContaining('expires 2099-01-31') },
    { kind: 'external', status: 'accepted', justification: 'Reviewed: the user is the break-glass one.' },
  ]);
});

test('results say whether the earlier report had them', () => {
  const states = log().runs[0].results.map(({ baselineState }: { baselineState: string }) => baselineState);
  expect(states.filter((state: string) => state === 'new')).toHaveLength(3);
  write({ 'bad.json': BAD });
  expect(sarif('bad.json').runs[0].results[0]).not.toHaveProperty('baselineState');
});
