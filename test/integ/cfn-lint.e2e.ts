/** Every template that the tests of the constructs and the examples synthesize is one that cfn-lint accepts. */
import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { tool } from './emulator';
import { Project } from '../e2e/project';

jest.setTimeout(900_000);

const ROOT = join(__dirname, '..', '..');
/** Left by `npm run demo`, which installs the packages that the quickstart is made of. */
const QUICKSTART = join(ROOT, 'dist', 'demo');
const ofQuickstart = existsSync(QUICKSTART) ? test : test.skip;

/** Each once, by its content. CDK deploys no stack without resources. */
function gather(from: string, to: string): number {
  const templates = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.template.json'));
  for (const file of templates) {
    const text = readFileSync(join(from, file), 'utf8');
    if ('Resources' in JSON.parse(text)) {
      writeFileSync(join(to, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.template.json`), text);
    }
  }
  return readdirSync(to).length;
}

function complaints(folder: string): string[] {
  const { status, stdout, stderr } = spawnSync(tool('cfn-lint'), ['--non-zero-exit-code', 'error', '--format', 'parseable', `${folder}/*.template.json`], {
    encoding: 'utf8', maxBuffer: 2 ** 28,
  });
  return status === 0 ? [] : [...stdout.split('\n'), ...stderr.split('\n')].filter((line) => line !== '' && !/:W\d{4}:/.test(line));
}

describe('cfn-lint accepts', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'templates-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('every template of the tests of the constructs', () => {
    const synthesized = mkdtempSync(join(tmpdir(), 'synthesized-'));
    // CDK writes the assembly of an app without an output folder to the temporary one.
    const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules/jest/bin/jest.js'), '--silent', 'test/constructs'], {
      cwd: ROOT, env: { ...process.env, TMPDIR: synthesized }, stdio: 'ignore',
    });
    expect(status).toBe(0);
    expect(gather(synthesized, folder)).toBeGreaterThan(50);
    rmSync(synthesized, { recursive: true });
    expect(complaints(folder)).toEqual([]);
  });

  test('every template of the landing zone', async () => {
    const project = new Project('aws-cdk-lib', join(ROOT, 'examples', 'landing-zone'));
    const { assembly } = await project.cdk(['synth', '--quiet'], {});
    expect(gather(assembly, folder)).toBe(3);
    project.remove();
    expect(complaints(folder)).toEqual([]);
  });

  ofQuickstart('every template of the quickstart, before and after (npm run demo leaves them)', () => {
    expect(gather(QUICKSTART, folder)).toBeGreaterThan(1);
    expect(complaints(folder)).toEqual([]);
  });
});
