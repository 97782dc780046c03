/** Requests and policies for the tests of the evaluator, in few words. */
import { NamedPolicy, PolicyLevel } from '../../src/evaluate/decision';
import { AccessRequest, Requester, RequesterKind } from '../../src/evaluate/request';
import { parseDocument, PolicyKind } from '../../src/policy/document';
import { Text } from '../../src/policy/text';

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';

type Raw = Readonly<Record<string, unknown>>;

export function policy(kind: PolicyKind, name: string, ...statements: readonly Raw[]): NamedPolicy {
  const document = parseDocument({ Version: '2012-10-17', Statement: statements }, kind);
  return { name, document };
}

export function allow(action: unknown, resource: unknown = '*', more: Raw = {}): Raw {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

export function deny(action: unknown, resource: unknown = '*', more: Raw = {}): Raw {
  return { Effect: 'Deny', Action: action, Resource: resource, ...more };
}

export const identity = (...statements: readonly Raw[]) => [policy('identity', 'Permissions', ...statements)];
export const session = (...statements: readonly Raw[]) => [policy('identity', 'Session', ...statements)];
export const boundary = (...statements: readonly Raw[]) => policy('boundary', 'Boundary', ...statements);
export const resource = (...statements: readonly Raw[]) => policy('resource', 'ResourcePolicy', ...statements);
export const trust = (...statements: readonly Raw[]) => policy('trust', 'Trust', ...statements.map((statement) => ({ ...statement, Resource: undefined })));
export const scp = (name: string, ...statements: readonly Raw[]): PolicyLevel => ({ name, policies: [policy('scp', name, ...statements)] });
export const rcp = (name: string, ...statements: readonly Raw[]): PolicyLevel =>
  ({ name, policies: [policy('rcp', name, ...statements.map((statement) => ({ Principal: '*', ...statement })))] });
export const FULL_ACCESS = allow('*');

export function user(name: string, account = ACCOUNT): Requester {
  return { kind: 'user', id: `arn:aws:iam::${account}:user/${name}`, account };
}

export function role(name: string, account = ACCOUNT): Requester {
  return { kind: 'role', id: `arn:aws:iam::${account}:role/${name}`, account };
}

export function sessionOf(name: string, sessionName: string, account = ACCOUNT): Requester {
  return {
    kind: 'session', id: `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`, account, roleArn: `arn:aws:iam::${account}:role/${name}`,
  };
}

export function federated(name: string, account = ACCOUNT): Requester {
  return {
    kind: 'federated', id: `arn:aws:sts::${account}:federated-user/${name}`, account, userArn: `arn:aws:iam::${account}:user/${name}`,
  };
}

export function rootUser(account = ACCOUNT): Requester {
  return { kind: 'root', id: `arn:aws:iam::${account}:root`, account };
}

export function outsider(kind: RequesterKind, id = '*'): Requester {
  return { kind, id };
}

export function request(
  requester: Requester, action: Text, on: Text = '*', context: Readonly<Record<string, Text | readonly Text[]>> = {},
  more: Partial<AccessRequest> = {},
): AccessRequest {
  const values = Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat() as Text[]] as const);
  return { requester, action, resource: on, context: { values: new Map(values), others: 'absent' }, ...more };
}
