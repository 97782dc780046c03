/** A project of a user in a temporary folder: a given aws-cdk-lib, the library as it is shipped, and an app. */
import { spawn } from 'child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const ROOT = resolve(__dirname, '..', '..');
const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

export interface Outcome {
  readonly exitCode: number;
  readonly output: string;
}

export interface CdkOutcome extends Outcome {
  /** The folder that the command wrote to. */
  readonly assembly: string;
}

export class Project {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'guardrails-e2e-')));

  /**
   * @param cdkLib The folder in node_modules that becomes `aws-cdk-lib`.
   * @param app A script, or the folder of an app in TypeScript with its cdk.json.
   */
  constructor(cdkLib: string, app = join(__dirname, 'app.js')) {
    this.link('aws-cdk-lib', cdkLib);
    ['constructs', ...MANIFEST.bundledDependencies].forEach((name: string) => this.link(name, name));
    // A copy, for a linked one would find the aws-cdk-lib of this repository.
    cpSync(join(ROOT, 'node_modules', 'cdk-nag'), this.modules('cdk-nag'), { recursive: true });
    this.installLibrary();
    if (app.endsWith('.js')) {
      cpSync(app, join(this.directory, 'app.js'));
      writeFileSync(join(this.directory, 'cdk.json'), JSON.stringify({ app: 'node app.js', versionReporting: false }));
    } else {
      compile(app, join(this.directory, 'build'));
      cpSync(join(app, 'cdk.json'), join(this.directory, 'cdk.json'));
    }
  }

  async cdk(args: readonly string[], environment: Record<string, string>): Promise<CdkOutcome> {
    const assembly = mkdtempSync(join(this.directory, 'out-'));
    const command = [join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...args, '--no-notices', '--output', assembly];
    return { ...await this.run(command, environment), assembly };
  }

  app(environment: Record<string, string>): Promise<Outcome> {
    return this.run(['app.js'], environment);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  private run(args: readonly string[], environment: Record<string, string>): Promise<Outcome> {
    const fixed = { CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: 'true', NO_COLOR: '1', CI: '1' };
    return run(args, { cwd: this.directory, env: { PATH: process.env.PATH, HOME: this.directory, ...fixed, ...environment } });
  }

  private installLibrary(): void {
    const target = this.modules(MANIFEST.name);
    mkdirSync(target, { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(target, 'package.json'));
    for (const folder of ['data', 'assets'].filter((name) => existsSync(join(ROOT, name)))) {
      cpSync(join(ROOT, folder), join(target, folder), { recursive: true });
    }
    compile(join(ROOT, 'src'), join(target, 'lib'));
  }

  private link(name: string, source: string): void {
    mkdirSync(dirname(this.modules(name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', source), this.modules(name));
  }

  private modules(name: string): string {
    return join(this.directory, 'node_modules', name);
  }
}

/** Runs Node.js. */
export function run(args: readonly string[], options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<Outcome> {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  [child.stdout, child.stderr].forEach((stream) => stream.on('data', (chunk) => chunks.push(chunk)));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (exitCode) => done({ exitCode: exitCode ?? -1, output: Buffer.concat(chunks).toString() }));
  });
}

/** Without type checks, which the compiler and the demo do. */
function compile(folder: string, target: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const compiled = join(target, file.replace(/\.ts$/, '.js'));
    if (/\.(ts|json)$/.test(file) && !/(^|\/)(node_modules|build|cdk\.out)\//.test(file)) {
      mkdirSync(dirname(compiled), { recursive: true });
      const text = readFileSync(join(folder, file), 'utf8');
      writeFileSync(compiled, file.endsWith('.json') ? text : transpile(text));
    }
  }
}

function transpile(text: string): string {
  return transpileModule(text, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true } }).outputText;
}
