/** Runs the command in the tests' own process, in a folder of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { main } from '../../src/cli/main';

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly isTTY?: boolean;
  readonly env?: Record<string, string>;
}

export function runCli(args: readonly string[], { isTTY = false, env = {} }: Surroundings = {}): Outcome {
  const written = { stdout: '', stderr: '' };
  const exitCode = main(args, {
    stdout: { isTTY, write: (text) => { written.stdout += text; } },
    stderr: { isTTY, write: (text) => { written.stderr += text; } },
    env,
  });
  return { exitCode, ...written };
}

/** Files by path: texts as they are, everything else as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** Makes every test of the file run in an empty folder; the function returned fills it. */
export function useFolder(): (files: Files) => void {
  const home = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cli-'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });
  return writeFiles;
}

function writeFiles(files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** A customer-managed policy with one statement, which grants everything unless told otherwise. */
export function policy(statement: Record<string, unknown> = {}, constructPath?: string): Record<string, unknown> {
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }] } },
    ...(constructPath !== undefined && { Metadata: { 'aws:cdk:path': constructPath } }),
  };
}

export function template(resources: Record<string, unknown>): Record<string, unknown> {
  return { Resources: resources };
}

export const NARROW = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };
export const CLEAN = template({ Policy: policy(NARROW) });
export const BAD = template({ Policy: policy() });
/** Whether it is bad is known when it is deployed. */
export const UNKNOWN = { Parameters: { Action: { Type: 'String' } }, ...template({ Policy: policy({ Action: { Ref: 'Action' } }) }) };

/** The manifest of a cloud assembly whose stacks are the templates given. */
export function manifest(...templateFiles: string[]): Record<string, unknown> {
  const stacks = templateFiles.map((templateFile) => [templateFile, {
    type: 'aws:cloudformation:stack', environment: 'aws://111122223333/eu-west-1', properties: { templateFile },
  }]);
  return { version: '36.0.0', artifacts: Object.fromEntries(stacks) };
}

export const nestedStack = (templateUrl: string) => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: templateUrl } });
