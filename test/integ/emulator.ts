/** Emulators of AWS on loopback, started by the tests that need them (npm run e2e). */
import { ChildProcess, spawn } from 'child_process';
import { createWriteStream, mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const { E2E_ENVIRONMENT: ENVIRONMENT = '', E2E_CERTIFICATE: CERTIFICATE = '', E2E_KEY: KEY = '' } = process.env;
const ROOT = join(__dirname, '..', '..');
const PATIENCE = 60_000;
const PAUSE = 200;

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** The Python tools of test/integ/requirements.txt. */
export function tool(name: string): string {
  return join(ENVIRONMENT, 'bin', name);
}

/**
 * CloudFormation with custom resources whose functions really run, IAM, S3 and more; requests are decided by the policies that have arrived.
 *
 * https://pypi.org/project/ministack/
 */
export class Emulator {
  readonly endpoint = 'https://127.0.0.1:4566';
  private process: ChildProcess | undefined;

  /** What clients need to reach it, and nothing else. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CA_BUNDLE: CERTIFICATE,
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
      CDK_DEFAULT_ACCOUNT: ACCOUNT,
      CDK_DEFAULT_REGION: REGION,
    };
  }

  /** Of a client of the SDK. */
  get client() {
    return { endpoint: this.endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  }

  async start(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
    const log = createWriteStream(join(folder, 'log.txt'));
    this.process = spawn(tool('ministack'), {
      cwd: folder,
      env: {
        PATH: process.env.PATH, HOME: folder, BIND_HOST: '127.0.0.1', LAMBDA_EXECUTOR: 'local', NODE_PATH: join(ROOT, 'node_modules'), ...this.environment,
        AUTH: 'true', USE_SSL: 'true', MINISTACK_SSL_CERT: CERTIFICATE, MINISTACK_SSL_KEY: KEY,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout!.pipe(log);
    this.process.stderr!.pipe(log);
    await answers(`${this.endpoint}/_ministack/health`);
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process?.once('exit', done));
    if (this.process?.kill()) {
      await ended;
    }
  }
}

async function answers(url: string): Promise<void> {
  const begun = Date.now();
  while (Date.now() - begun < PATIENCE) {
    const ok = await fetch(url).then((response) => response.ok, () => false);
    if (ok) {
      return;
    }
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  throw new Error(`${url} did not answer within ${PATIENCE / 1000} s`);
}
