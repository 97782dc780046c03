/** An account that moto plays, and what stands between it and a function: whatever goes wrong with requests, and a record of them. */
import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { join } from 'path';
import { tool } from './emulator';
import { errorText, FakeAws, FakeEvaluation, FakeRole } from '../support/fake-aws';

/** IAM and AWS Config by moto, with roles from the start. https://pypi.org/project/moto/ */
export class Moto {
  static async start(roles: readonly FakeRole[]): Promise<Moto> {
    const child = spawn(tool('python3'), [join(__dirname, 'unused-roles.moto.py')], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.write(`${JSON.stringify(roles)}\n`);
    const port = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => { throw new Error('moto did not start'); })]);
    return new Moto(child, `http://127.0.0.1:${Number(String(port))}`);
  }

  private constructor(private readonly process: ChildProcess, readonly url: string) {}

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.stdin!.end();
    await ended;
  }
}

/** The request is throttled; the connection is cut before or after the work is done; the asking process is killed when the work is done. */
export type Fault = 'throttle' | 'cutBefore' | 'cutAfter' | 'kill';

/** Asked of each request, by its operation and how many of this operation there were before. */
export type Faults = (operation: string, count: number) => Fault | undefined;

const NO_FAULTS: Faults = () => undefined;
const FORWARDED = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];

export class Account {
  static async open(moto: Moto): Promise<Account> {
    const account = new Account(moto, await FakeAws.start());
    await once(account.server.listen(0, '127.0.0.1'), 'listening');
    return account;
  }

  faults: Faults = NO_FAULTS;
  /** What a fault kills. */
  process: ChildProcess | undefined;
  /** How many requests there were of each operation. */
  requests: Record<string, number> = {};
  /** How many faults there were of each kind. */
  readonly injected: Record<Fault, number> = { throttle: 0, cutBefore: 0, cutAfter: 0, kill: 0 };
  /** The batches of evaluations that were taken and confirmed. */
  confirmed: FakeEvaluation[][] = [];
  /** Those that were taken, while the function does not know. */
  unconfirmed: FakeEvaluation[][] = [];

  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  /**
   * @param memory Keeps the evaluations and lists them: moto checks and then forgets them, and has no GetComplianceDetailsByConfigRule.
   */
  private constructor(private readonly moto: Moto, private readonly memory: FakeAws) {}

  /** What AWS Config holds, by id of the resource. */
  get evaluations(): ReadonlyMap<string, FakeEvaluation> {
    return this.memory.evaluations;
  }

  /** From an earlier run. */
  hold(evaluations: ReadonlyMap<string, FakeEvaluation>): void {
    evaluations.forEach((evaluation, id) => this.memory.evaluations.set(id, evaluation));
  }

  /** For a process that the SDK runs in. */
  get environment(): Record<string, string> {
    return { ...this.memory.environment, AWS_ENDPOINT_URL: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}` };
  }

  /** As before the first request, but for the evaluations. */
  forgetRequests(): void {
    this.faults = NO_FAULTS;
    this.requests = {};
    this.confirmed = [];
    this.unconfirmed = [];
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await Promise.all([new Promise((done) => this.server.close(done)), this.memory.close()]);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString();
    const target = request.headers['x-amz-target'];
    const operation = typeof target === 'string' ? target.split('.')[1] : new URLSearchParams(body).get('Action') ?? '';
    const fault = this.faults(operation, this.requests[operation] ?? 0);
    this.requests[operation] = (this.requests[operation] ?? 0) + 1;
    if (fault) {
      this.injected[fault] += 1;
    }
    if (fault === 'cutBefore') {
      request.socket.destroy();
      return;
    }
    const { status, text } = fault === 'throttle' ? throttled(target === undefined) : await this.answer(operation, request, body);
    if (operation === 'PutEvaluations' && status === 200) {
      (fault ? this.unconfirmed : this.confirmed).push(JSON.parse(body).Evaluations);
    }
    if (fault === 'kill') {
      this.process!.kill('SIGKILL');
    }
    if (fault === 'kill' || fault === 'cutAfter') {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': target ? 'application/x-amz-json-1.1' : 'text/xml' }).end(text);
  }

  private async answer(operation: string, request: IncomingMessage, body: string): Promise<Answer> {
    if (operation === 'GetComplianceDetailsByConfigRule') {
      return send(this.memory.url, request, body);
    }
    if (operation !== 'PutEvaluations') {
      return send(this.moto.url, request, body);
    }
    // moto takes evaluations in test mode only: it knows no result token.
    const taken = await send(this.moto.url, request, JSON.stringify({ ...JSON.parse(body), TestMode: true }));
    return taken.status === 200 ? send(this.memory.url, request, body) : taken;
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
function throttled(xml: boolean): Answer {
  return { status: 400, text: errorText(xml ? 'Throttling' : 'ThrottlingException', 'Rate exceeded', xml) };
}

async function send(url: string, { headers }: IncomingMessage, body: string): Promise<Answer> {
  const forwarded = Object.fromEntries(FORWARDED.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])));
  const answer = await fetch(url, { method: 'POST', headers: forwarded, body });
  return { status: answer.status, text: await answer.text() };
}
