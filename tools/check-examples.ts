/**
 * Compiles the examples of docs/*.md, as jsii-rosetta does those of README.md and of the doc comments: with what rosetta/default.ts-fixture
 * has. The examples of a page build on each other.
 *
 *   npx projen docs:check
 */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const HERE = '/// here';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  types: ['node'],
  paths: { 'cdk-iam-guardrails': [join(ROOT, 'lib')] },
};

/** Each page as one file, its other lines empty, and the fixture behind it, so that places in errors are those in the page. */
function sourcesOf(folder: string): Map<string, string> {
  const fixture = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
  const pages = readdirSync(folder).filter((file) => file.endsWith('.md'));
  return new Map(pages.map((file): [string, string] => [join(folder, `${file}.ts`), program(readFileSync(join(folder, file), 'utf8'), fixture)]));
}

function program(page: string, fixture: string): string {
  let inExample = false;
  const lines = page.split('\n').map((line) => {
    const wasInExample = inExample;
    inExample = inExample ? line !== '```' : line === '```ts';
    return wasInExample && inExample ? line : '';
  });
  return `{ ${lines.join('\n')} }\n${fixture.replace(HERE, '')}`;
}

function check(folder: string): readonly ts.Diagnostic[] {
  const sources = sourcesOf(folder);
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.getSourceFile = (file, language, ...rest) =>
    (sources.has(file) ? ts.createSourceFile(file, sources.get(file)!, language) : getSourceFile(file, language, ...rest));
  return ts.getPreEmitDiagnostics(ts.createProgram([...sources.keys()], OPTIONS, host));
}

const problems = check(join(ROOT, 'docs'));
process.stdout.write(problems.length === 0 ? 'The examples of docs/ compile\n' : ts.formatDiagnostics(problems, {
  getCanonicalFileName: (file) => file, getCurrentDirectory: () => ROOT, getNewLine: () => '\n',
}));
process.exitCode = problems.length === 0 ? 0 : 1;
