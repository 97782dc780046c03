import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { fieldIn, fieldsOf, matches } from './insights';
import { ADDRESS, FOUND, KEY, ORDINARY } from './trail-events';
import { checkGuardrails, RulePack } from '../../../src';
import { InvestigationQueries } from '../../../src/constructs/audit/investigation-queries';
import { INVESTIGATION_QUERIES, InvestigationQuery, queryText } from '../../../src/constructs/audit/investigation-query';

const VALUES: Readonly<Record<string, string>> = { ACCESS_KEY_ID: KEY, SOURCE_ADDRESS: ADDRESS };

function inStack(folder?: string) {
  const app = new App();
  const stack = new Stack(app, 'Audit', { env: { region: 'eu-west-1', account: '111122223333' } });
  const logGroup = new logs.LogGroup(stack, 'Logs', { logGroupName: 'trail/logs' });
  return { app, stack, logGroup, queries: new InvestigationQueries(stack, 'Queries', { logGroup, folder }) };
}

const filled = ({ filter, placeholders }: InvestigationQuery) => placeholders.reduce((text, { name }) => text.replace(name, VALUES[name]), filter);

describe.each(INVESTIGATION_QUERIES.map((query) => [query.title, query] as const))('%s', (_, query) => {
  test('finds what it is about, and nothing ordinary', () => {
    expect(FOUND[query.id].filter((event) => !matches(filled(query), event))).toEqual([]);
    expect(ORDINARY.filter((event) => matches(filled(query), event))).toEqual([]);
  });

  test('shows and asks for fields that such records have', () => {
    const used = [...query.fields, ...fieldsOf(query.filter)].filter((field) => field !== 'userIdentity.invokedBy');
    expect(used.filter((field) => !FOUND[query.id].some((event) => fieldIn(event, field) !== undefined))).toEqual([]);
  });

  test('is known by its placeholders, each in quotes', () => {
    expect(query.filter.match(/"[A-Z]+(_[A-Z]+)+"/g) ?? []).toEqual(query.placeholders.map(({ name }) => `"${name}"`));
    expect(queryText(query)).not.toContain('\'');
  });
});

test('keys that were created are looked for where CreateAccessKey answers, and sessions of STS are not taken for them', () => {
  const { fields } = INVESTIGATION_QUERIES.find(({ id }) => id === 'AccessKeyCreated')!;
  expect(fields).toContain('responseElements.accessKey.accessKeyId');
  expect(INVESTIGATION_QUERIES.filter((query) => queryText(query).includes('responseElements.credentials'))).toEqual([]);
});

describe('the construct', () => {
  test('saves each query for the log group, in a folder', () => {
    const { stack, logGroup } = inStack('Security/IAM');
    const made = Template.fromStack(stack);
    made.resourceCountIs('AWS::Logs::QueryDefinition', INVESTIGATION_QUERIES.length);
    for (const query of INVESTIGATION_QUERIES) {
      made.hasResourceProperties('AWS::Logs::QueryDefinition', {
        Name: `Security/IAM/${query.title}`, QueryString: queryText(query), LogGroupNames: [stack.resolve(logGroup.logGroupName)],
      });
    }
  });

  test('passes the strict pack and AwsSolutionsChecks', () => {
    const { app } = inStack();
    expect(checkGuardrails(app, { pack: RulePack.STRICT }).errors).toEqual([]);
    expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
  });

  test.each(['', '/Security', 'Security/'])('refuses the folder "%s"', (folder) => {
    expect(() => inStack(folder)).toThrow(/folder: found ".*", expected a name, or names with slashes between them/);
  });
});

describe('the runbook', () => {
  const blocks = (text: string) => [...text.matchAll(/```sh\n([\s\S]*?)\n```/g)].map(([, block]) => block);
  const { runbook } = inStack().queries;

  test('is shell that bash takes', () => {
    expect(blocks(runbook).length).toBeGreaterThan(INVESTIGATION_QUERIES.length);
    expect(() => execFileSync('bash', ['-n'], { input: blocks(runbook).join('\n'), stdio: 'pipe' })).not.toThrow();
  });

  test('hands each query to the AWS CLI, word for word, with the placeholder filled in', () => {
    // Each call is written down, its words between bytes that no word holds.
    const aws = 'aws() { for word in "$@"; do printf "%s\\001" "$word" >&2; done; printf "\\002" >&2; }';
    const output = execFileSync('bash', ['-uec', ['exec 2>&1', aws, ...blocks(runbook)].join('\n')], { encoding: 'utf8' });
    const calls = output.split('\u0002').filter((call) => call !== '').map((call) => call.split('\u0001').slice(0, -1));
    const argument = (words: readonly string[], name: string) => words[words.indexOf(name) + 1];
    const started = calls.filter(([, command]) => command === 'start-query');
    const examples = (query: InvestigationQuery) => query.placeholders
      .reduce((text, { name, example }) => text.replace(name, example), queryText(query));
    expect(started.map((words) => argument(words, '--query-string'))).toEqual(INVESTIGATION_QUERIES.map(examples));
    expect(new Set(started.map((words) => argument(words, '--log-group-name')))).toEqual(new Set(['trail/logs']));
    expect(Number(argument(started[0], '--end-time')) - Number(argument(started[0], '--start-time'))).toBeCloseTo(24 * 60 * 60, -1);
    const lookups = calls.filter(([, command]) => command === 'lookup-events').map((words) => argument(words, '--lookup-attributes'));
    expect(lookups).toContain(`AttributeKey=AccessKeyId,AttributeValue=${INVESTIGATION_QUERIES[1].placeholders[0].example}`);
    expect(lookups).toContain('AttributeKey=EventName,AttributeValue=CreateAccessKey');
    const regions = calls.filter(([, command]) => command === 'lookup-events').map((words) => argument(words, '--region'));
    expect(new Set(regions)).toEqual(new Set(['us-east-1']));
  });

  test.each([['cn-northwest-1', 'cn-north-1'], ['us-gov-east-1', 'us-gov-west-1'], ['eu-west-1', 'us-east-1']])('of %s asks the event history of %s for events of IAM', (region, home) => {
    const stack = new Stack(new App(), 'Audit', { env: { region, account: '111122223333' } });
    const { runbook: text } = new InvestigationQueries(stack, 'Queries', { logGroup: new logs.LogGroup(stack, 'Logs') });
    expect(text).toContain(`HISTORY_REGION='${home}'`);
  });

  test('waits until a query has ended before it shows what it has found', () => {
    // Each call is a line of the file; two are told that the query runs, and the calls after them that it is complete.
    const state = 'if [ "$(wc -l < "$CALLS")" -gt 2 ]; then echo Complete; else echo Running; fi';
    const commands = `aws() { echo >> "$CALLS"; case "$*" in *--query\\ status*) ${state};; *) echo FOUND;; esac; }; sleep() { :; }`;
    const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
    try {
      const script = [commands, blocks(runbook)[0], 'results 1'].join('\n');
      const env = { ...process.env, CALLS: join(folder, 'calls') };
      expect(execFileSync('bash', ['-uec', script], { encoding: 'utf8', env }).trim()).toBe('FOUND');
      expect(readFileSync(env.CALLS, 'utf8')).toBe('\n'.repeat(4));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('explains what is to be filled in, also what only the deployment knows', () => {
    expect(runbook).toContain('REGION=\'eu-west-1\'');
    expect(runbook).toMatch(/- `ACCESS_KEY_ID`: the id of the access key/);
    const stack = new Stack(new App(), 'Anywhere');
    const { runbook: open } = new InvestigationQueries(stack, 'Queries', { logGroup: new logs.LogGroup(stack, 'Logs') });
    expect(open).toContain('LOG_GROUP=\'NAME_OF_THE_LOG_GROUP\'');
    expect(open).toContain('REGION=\'REGION_OF_THE_LOG_GROUP\'');
    expect(open).not.toContain('Token[');
  });

  test('is written into a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
    try {
      inStack().queries.writeRunbook(join(folder, 'investigation.md'));
      expect(readFileSync(join(folder, 'investigation.md'), 'utf8')).toEqual(runbook);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
