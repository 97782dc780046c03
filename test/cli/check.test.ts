import { readFileSync, realpathSync, symlinkSync } from 'fs';
import { BAD, CLEAN, manifest, NARROW, nestedStack, policy, runCli, template, UNKNOWN, useFolder } from './cli';

const write = useFolder();

const check = (...args: string[]) => runCli(['check', ...args]);
const report = (...args: string[]) => JSON.parse(check(...args, '--format', 'json').stdout);
const filesIn = (...args: string[]) => [...new Set(report(...args).findings.map(({ file }: { file: string }) => file))];

describe('the exit code', () => {
  test('is 0 for a template without findings', () => {
    write({ 'template.json': CLEAN });
    expect(check('template.json')).toEqual({ exitCode: 0, stdout: 'no findings in 1 template (pack baseline)\n', stderr: '' });
  });

  test('is 1 for a finding that is an error', () => {
    write({ 'template.json': BAD });
    expect(check('template.json').exitCode).toBe(1);
  });

  test('is 0 for warnings', () => {
    write({ 'template.json': UNKNOWN });
    const { summary } = report('template.json');
    expect(summary).toMatchObject({ errors: 0 });
    expect(summary.warnings).toBeGreaterThan(0);
    expect(check('template.json').exitCode).toBe(0);
  });

  test('is 1 when one of many templates has an error', () => {
    write({ 'a.json': CLEAN, 'b.json': BAD, 'c.json': CLEAN });
    expect(check('a.json', 'b.json', 'c.json').exitCode).toBe(1);
  });
});

describe('the inputs', () => {
  test('may be JSON and YAML', () => {
    write({
      'a.json': BAD,
      'b.yaml': [
        'Parameters: { Action: { Type: String } }',
        'Resources:',
        '  Policy:',
        '    Type: AWS::IAM::ManagedPolicy',
        '    Properties:',
        '      PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: !Ref Action, Resource: "*" } }',
      ].join('\n'),
    });
    expect(filesIn('a.json', 'b.yaml')).toEqual(['a.json', 'b.yaml']);
  });

  test('keep the paths that the user gave', () => {
    write({ 'app/template.json': BAD });
    const absolute = realpathSync('app/template.json');
    expect(filesIn('app/template.json')).toEqual(['app/template.json']);
    expect(filesIn('./app/template.json')).toEqual(['./app/template.json']);
    expect(filesIn(absolute)).toEqual([absolute]);
  });

  test('keep them relative for nested stacks too', () => {
    write({
      'parent.json': { Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child/template.json' } } } },
      'child/template.json': BAD,
    });
    expect(filesIn('parent.json')).toEqual(['child/template.json']);
  });

  test('may be a cloud assembly', () => {
    write({ 'cdk.out/manifest.json': manifest('A.template.json', 'B.template.json'), 'cdk.out/A.template.json': BAD, 'cdk.out/B.template.json': BAD });
    expect(report('cdk.out')).toMatchObject({ summary: { templates: 2 } });
    expect(filesIn('cdk.out')).toEqual(['cdk.out/A.template.json', 'cdk.out/B.template.json']);
  });

  test('are one application, so that an import gets what another template exports', () => {
    write({
      'importing.json': template({ Policy: policy({ Action: { 'Fn::ImportValue': 'the-action' } }) }),
      'exporting.json': { Resources: {}, Outputs: { Action: { Value: '*', Export: { Name: 'the-action' } } } },
    });
    expect(check('importing.json').exitCode).toBe(0);
    expect(check('importing.json', 'exporting.json').exitCode).toBe(1);
  });

  test('count once, however often and in whichever spelling they are given', () => {
    write({ 'app/template.json': BAD });
    symlinkSync('template.json', 'app/link.json');
    expect(report('app/template.json', './app/../app/template.json', 'app/link.json', 'app/*.json')).toEqual(report('app/template.json'));
  });

  test('count once where an assembly has them, with the account that the assembly knows', () => {
    write({ 'cdk.out/manifest.json': manifest('A.template.json'), 'cdk.out/A.template.json': BAD });
    expect(report('cdk.out/A.template.json', 'cdk.out')).toEqual(report('cdk.out'));
  });

  test('count once where they are nested, with what the parent passes', () => {
    write({
      'child.json': UNKNOWN,
      'parent.json': template({ Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child.json', Parameters: { Action: 's3:GetObject' } } } }),
    });
    const rules = (...names: string[]) => report(...names).findings.map(({ rule }: { rule: string }) => rule);
    expect(rules('child.json')).toContain('NoAdminStatement');
    expect(rules('*.json')).not.toContain('NoAdminStatement');
    expect(report('*.json').summary.templates).toBe(2);
  });

  test('give a finding once where a template is nested twice', () => {
    write({ 'parent.json': template({ One: nestedStack('child.json'), Two: nestedStack('child.json') }), 'child.json': BAD });
    const ids = report('parent.json').findings.map(({ id }: { id: string }) => id);
    expect(ids).toContain('IamGuardrails-NoAdminStatement[Action=*;Resource=*]');
    expect(ids).toEqual([...new Set(ids)]);
    expect(report('parent.json').summary.templates).toBe(2);
  });
});

describe('a glob', () => {
  test('finds templates, also in folders', () => {
    write({ 'a.yaml': JSON.stringify(BAD), 'x/b.json': BAD, 'x/y/c.json': BAD, 'x/y/d.txt': 'no template' });
    expect(filesIn('**/*.{json,yaml}')).toEqual(['a.yaml', 'x/b.json', 'x/y/c.json']);
    expect(filesIn('x/*.json')).toEqual(['x/b.json']);
  });

  test('may be absolute, and gives absolute paths then', () => {
    write({ 'a.json': BAD });
    const folder = realpathSync('.');
    expect(filesIn(`${folder}/*.json`)).toEqual([`${folder}/a.json`]);
  });

  test('finds cloud assemblies and passes over other folders', () => {
    write({ 'apps/a/cdk.out/manifest.json': manifest('A.json'), 'apps/a/cdk.out/A.json': BAD, 'apps/b/readme': '' });
    expect(filesIn('apps/**/*.out')).toEqual(['apps/a/cdk.out/A.json']);
  });

  test('does not look into node_modules unless it names it', () => {
    write({ 'a.json': BAD, 'node_modules/lib/b.json': BAD });
    expect(filesIn('**/*.json')).toEqual(['a.json']);
    expect(filesIn('node_modules/**/*.json')).toEqual(['node_modules/lib/b.json']);
  });

  test('is not what a file with brackets in its name is', () => {
    write({ 'app[1].json': BAD, 'app1.json': CLEAN, '(group)/{a,b}.json': BAD });
    expect(filesIn('app[1].json', '(group)/{a,b}.json')).toEqual(['(group)/{a,b}.json', 'app[1].json']);
  });
});

describe('the options', () => {
  const role = (statement: object, properties: object = {}) => template({
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement } }, ...properties } },
  });
  const rules = (...args: string[]) => report('template.json', ...args).findings.map(({ rule }: { rule: string }) => rule);

  test('--pack strict asks for more than baseline', () => {
    write({ 'template.json': template({ Policy: policy({ ...NARROW, Action: 's3:*' }) }) });
    expect(report('template.json').pack).toBe('baseline');
    expect(report('template.json', '--pack', 'strict').pack).toBe('strict');
    expect(rules('--pack', 'strict').length).toBeGreaterThan(rules().length);
  });

  test('--trusted-account names accounts that are not third parties', () => {
    write({ 'template.json': role({ Principal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::444455556666:root'] } }) });
    const thirdParties = (...args: string[]) => rules('--pack', 'strict', ...args).filter((rule: string) => rule === 'TrustThirdPartyNeedsExternalId').length;
    expect(thirdParties()).toBeGreaterThan(0);
    expect(thirdParties('--trusted-account', '111122223333')).toBeGreaterThan(0);
    expect(thirdParties('--trusted-account', '111122223333', '--trusted-account', '444455556666')).toBe(0);
  });

  test('--trusted-account takes one account, so that a template may follow', () => {
    write({ 'template.json': CLEAN });
    expect(check('--trusted-account', '111122223333', 'template.json').exitCode).toBe(0);
  });

  test('--max-session-hours moves the cap', () => {
    write({ 'template.json': role({ Principal: { Service: 'lambda.amazonaws.com' } }, { MaxSessionDuration: 14_400 }) });
    const capped = (...args: string[]) => rules('--pack', 'strict', ...args).includes('SessionDurationCapped');
    expect(capped()).toBe(true);
    expect(capped('--max-session-hours', '3')).toBe(true);
    expect(capped('--max-session-hours', '4')).toBe(false);
  });

  test('--output writes the report to a file, and the summary to standard error', () => {
    write({ 'template.json': BAD });
    const { stdout } = check('template.json', '--format', 'json');
    const outcome = check('template.json', '--format', 'json', '--output', 'report.json');
    expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
    expect(outcome.stderr).toMatch(/^\d+ errors?, 0 warnings in 1 template \(pack baseline\); the report is in report\.json\n$/);
    expect(readFileSync('report.json', 'utf8')).toBe(stdout);
  });
});

describe('policy documents', () => {
  const statement = (more: Record<string, unknown>) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...NARROW, ...more }] });

  test('are judged by their kind, several of them at once', () => {
    write({ 'a.json': statement({}), 'b.json': statement({ Action: '*', Resource: '*' }) });
    const found = report('*.json', '--kind', 'identity').findings;
    expect(found.map(({ file, location }: { file: string; location: string }) => `${file} ${location}`)).toContain('b.json Statement[0]');
    expect(filesIn('*.json', '--kind', 'identity')).toEqual(['b.json']);
    expect(check('*.json', '--kind', 'identity').exitCode).toBe(1);
    expect(check('a.json', '--kind', 'identity')).toMatchObject({ exitCode: 0, stdout: 'no findings in 1 template (pack baseline)\n' });
  });

  test('are never overwritten by the report', () => {
    write({ 'a.json': statement({}) });
    expect(check('a.json', '--kind', 'identity', '--output', 'a.json').exitCode).toBe(2);
  });
});

test('a template of AWS SAM is judged as what SAM makes of it, at the places where it is written', () => {
  write({
    'template.yaml': [
      'Transform: AWS::Serverless-2016-10-31',
      'Resources:',
      '  Worker:',
      '    Type: AWS::Serverless::Function',
      '    Properties:',
      '      Policies:',
      '        - S3ReadPolicy: { BucketName: !Ref Reports }',
      '        - AdministratorAccess',
      '  Reports: { Type: AWS::S3::Bucket }',
    ].join('\n'),
  });
  const found = report('template.yaml').findings;
  expect(found.map(({ rule, location }: { rule: string; location: string }) => `${rule} ${location}`)).toEqual(['NoAdminManagedPolicy Resources.Worker.Properties.Policies[1]']);
});

test('a nested application of AWS SAM is judged with its parent', () => {
  write({
    'parent.json': { Transform: 'AWS::Serverless-2016-10-31', Resources: { Child: { Type: 'AWS::Serverless::Application', Properties: { Location: 'child/template.json' } } } },
    'child/template.json': BAD,
  });
  expect(filesIn('parent.json')).toEqual(['child/template.json']);
});
