import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { Guardrails } from '../../../src';
import { stacksBelow, readPrepared } from '../../../src/enforce/app-templates';
import { lockText, parseLock, readLockFile } from '../../../src/enforce/lock/lock-file';
import { prepare } from '../../../src/enforce/prepare';
import { InputError } from '../../../src/model/errors';
import { readTemplates } from '../../../src/model/template-reader';
import { lockOf } from '../../../src/rules/permission-lock';
import { roleWith, synthError } from '../../support/apps';

let folder: string;
let lockFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  lockFile = join(folder, 'iam.lock.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const reading = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/*'] });
const writing = new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: ['arn:aws:s3:::reports/*'] });

/** An app with a stack of its own, and one in a Stage. */
function appWith(statements: readonly iam.PolicyStatement[], context: Record<string, unknown> = {}): App {
  const app = new App({ context });
  for (const scope of [app, new Stage(app, 'Prod')]) {
    roleWith(new Stack(scope, 'Orders'), 'Worker', ...statements);
  }
  return app;
}

function lockNow(scope: IConstruct): void {
  writeFileSync(lockFile, lockText(lockOf(readTemplates(stacksBelow(prepare(scope)).map(readPrepared))).lock));
}

test('synthesis passes with grants as agreed or narrower, and fails with broader ones, in Stages too', () => {
  lockNow(appWith([reading, writing], { 'aws:cdk:enable-path-metadata': true }));
  for (const [statements, errors] of [[[reading, writing], []], [[reading], []]] as const) {
    expect(Guardrails.check(appWith(statements), { lockFile }).errors).toEqual(errors);
  }
  lockNow(appWith([reading]));
  const { findings } = Guardrails.check(appWith([reading, writing]), { lockFile });
  expect(findings.filter(({ rule }) => rule === 'GrantsWithinLock').map(({ constructPath, witness }) => [constructPath, witness])).toEqual([
    ['Orders/Worker/Resource', 'Orders/Worker may s3:PutObject on arn:aws:s3:::reports/example'],
    ['Prod/Orders/Worker/Resource', 'ProdOrders/Worker may s3:PutObject on arn:aws:s3:::reports/example'],
  ]);
  const app = appWith([reading, writing]);
  Guardrails.enforce(app, { lockFile });
  expect(synthError(app)).not.toBe('');
});

test('a Stage that is synthesized by itself is compared with its part of the lock', () => {
  lockNow(appWith([reading]));
  const stage = appWith([reading]).node.findChild('Prod') as Stage;
  Guardrails.enforce(stage, { lockFile, hardGate: true });
  expect(synthError(stage)).toBe('');
});

test.each([
  ['missing', undefined, 'Lock=missing'],
  ['broken', '<<<<<<< HEAD', 'Lock=unreadable'],
  ['of a newer version', '{"version":2}', 'Lock=unreadable'],
])('a lock file that is %s agrees to nothing', (_what, text, key) => {
  if (text !== undefined) {
    writeFileSync(lockFile, text);
  }
  const { findings, passed } = Guardrails.check(appWith([reading]), { lockFile });
  expect(passed).toBe(false);
  expect(findings.map((finding) => finding.key)).toEqual([key, key]);
});

const PRINCIPAL = { kind: 'role', grants: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const file = (principal: unknown) => JSON.stringify({ version: 1, stacks: ['Orders'], principals: { 'Orders/Worker': principal } });

test.each([
  ['{\n  "version": 1,\n<<<<<<< HEAD\n  "stacks": [] }', 'line 3: found a merge conflict, expected a permission lock'],
  ['{"version":1,"stacks":[],\n"principals":{"Orders/Worker":{"kind":"role"},\n"Orders/Worker":{"kind":"user"}}}', 'line 3: found "Orders/Worker" more than once, expected it once'],
  ['[]', 'the file: found a list, expected an object with version, stacks and principals'],
  ['{"version":1,"stacks":[]}', 'principals: found nothing, expected what each principal may do, by its id: Stack/Name'],
  ['{"version":3}', 'version: found 3, expected 1: a newer version of cdk-iam-guardrails has written it'],
  [file({ ...PRINCIPAL, kind: 'rule' }), 'principals["Orders/Worker"].kind: found "rule", expected role, user, group, permissionSet or policy'],
  [file({ ...PRINCIPAL, grant: [] }), 'principals["Orders/Worker"].grant: found a property that is not known, expected one of kind, trust'],
  [file({ kind: 'role', grants: [{ Effect: 'Allow' }] }), 'principals["Orders/Worker"].grants[0]: found an object, expected a statement with Effect and one of Action and NotAction'],
  [file({ kind: 'role', grants: [{ Effect: 'Allow', Action: '*', Condition: { StringEqual: {} } }] }), 'expected a condition operator such as StringEquals or ArnLike'],
])('%s is no lock, and the error says where', (text, problem) => {
  expect(() => parseLock(text, 'iam.lock.json')).toThrow(InputError);
  expect(() => parseLock(text, 'iam.lock.json')).toThrow(problem);
});

test('a lock file that an editor on Windows has written is read', () => {
  const { version, principals } = parseLock(file(PRINCIPAL), 'iam.lock.json');
  writeFileSync(lockFile, `\uFEFF${file(PRINCIPAL)}\r\n`);
  expect(readLockFile(lockFile)).toMatchObject({ version, principals });
});

test('the text is for people: a statement on a line, and the same each time', () => {
  const lock = parseLock(file(PRINCIPAL), 'iam.lock.json');
  const text = lockText(lock);
  expect(text).toContain('\n        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }\n');
  expect(lockText(parseLock(text, 'iam.lock.json'))).toBe(text);
});
