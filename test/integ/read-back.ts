/** What the SDK for Python, which the emulators bring along, reads back of services that this library has no client for. */
import { execFileSync } from 'child_process';
import { Emulator, tool } from './emulator';

/** Service, operation and its input, as boto3 calls them. https://docs.aws.amazon.com/boto3/latest/reference/services/ */
export type Call = readonly [service: string, operation: string, input: Readonly<Record<string, string>>];

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
export function readBack(emulator: Emulator, ...calls: readonly Call[]): Record<string, any>[] {
  const environment = { PATH: process.env.PATH, ...emulator.environment };
  return JSON.parse(execFileSync(tool('python3'), ['-c', SCRIPT, JSON.stringify(calls)], { encoding: 'utf8', env: environment }));
}
