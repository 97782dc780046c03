/** What the SDK for Python, which the emulators bring along, reads back of services that this library has no client for. */
import { execFileSync } from 'child_process';
import { ACCOUNT, Emulator, tool } from './emulator';

/** Service, operation and its input, as boto3 calls them. https://docs.aws.amazon.com/boto3/latest/reference/services/ */
export type Call = readonly [service: string, operation: string, input: Readonly<Record<string, string>>];

export type Answer = Record<string, any>;

const SCRIPT = `
import boto3, botocore, json, sys

def answer(service, operation, given):
    try:
        return getattr(boto3.client(service), operation)(**given)
    except botocore.exceptions.ClientError as error:
        return error.response

print(json.dumps([answer(*call) for call in json.loads(sys.argv[1])], default=str))
`;

/** The answers, in the order of the calls; a refusal has an `Error` with its code. */
export function readBack(emulator: Emulator, ...calls: readonly Call[]): Answer[] {
  return answers(emulator.environment, calls);
}

/** The same, as a session of a role. */
export function readBackAs(roleName: string, emulator: Emulator, ...calls: readonly Call[]): Answer[] {
  const role = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/${roleName}`, RoleSessionName: 'e2e' };
  const [{ Credentials: { AccessKeyId, SecretAccessKey, SessionToken } }] = readBack(emulator, ['sts', 'assume_role', role]);
  const session = { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: SessionToken };
  return answers({ ...emulator.environment, ...session }, calls);
}

function answers(environment: Record<string, string>, calls: readonly Call[]): Answer[] {
  const options = { encoding: 'utf8', env: { PATH: process.env.PATH, ...environment } } as const;
  return JSON.parse(execFileSync(tool('python3'), ['-c', SCRIPT, JSON.stringify(calls)], options));
}
