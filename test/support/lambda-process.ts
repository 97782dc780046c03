/** A handler, bundled as it is shipped, in a process of its own. */
import { ChildProcess, execFileSync, spawn } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');

/** Bundles as `npx projen bundle` does, but into the folder. @returns the file */
export function bundle(handler: string, folder: string): string {
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8'));
  const [command, ...args]: string[] = tasks[`bundle:lambda/${handler}`].steps[0].execArgs;
  const file = join(folder, 'index.js');
  const withFile = args.map((argument) => (argument.startsWith('--outfile=') ? `--outfile=${file}` : argument));
  execFileSync(join(ROOT, 'node_modules', '.bin', command), [...withFile, '--log-level=warning'], { cwd: ROOT });
  return file;
}

export interface Run {
  readonly process: ChildProcess;
  readonly ended: Promise<RunResult>;
}

export interface RunResult {
  /** Absent: it was killed. */
  readonly exitCode: number | null;
  /** What the handler returned. */
  readonly result?: unknown;
  /** Of the handler, without the start of Node.js and the loading of the bundle. */
  readonly seconds?: number;
  /** CPU time of the same, of all threads. */
  readonly cpuSeconds?: number;
  /** The most memory that the process has had. */
  readonly megabytes?: number;
  readonly errors: string;
}

const MAIN = `
const { handler } = require(process.argv[1]);
const start = process.hrtime.bigint();
const before = process.cpuUsage();
handler(JSON.parse(process.argv[2])).then((result) => {
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1e6;
  process.stdout.write('\\n' + JSON.stringify({ result, seconds, cpuSeconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
});`;

/** Runs the handler as AWS Lambda does, with the SDK of the repository. */
export function run(file: string, event: unknown, environment: Record<string, string>, nodeOptions: readonly string[] = []): Run {
  const child = spawn(process.execPath, [...nodeOptions, '-e', MAIN, file, JSON.stringify(event)], {
    env: { PATH: process.env.PATH, NODE_PATH: join(ROOT, 'node_modules'), ...environment },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const ended = new Promise<RunResult>((resolve) => {
    child.on('close', (exitCode) => resolve({ exitCode, errors, ...(exitCode === 0 ? JSON.parse(output.split('\n').pop()!) : {}) }));
  });
  return { process: child, ended };
}
