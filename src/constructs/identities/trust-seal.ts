/** The trust policy of a role stays as its class has made it, whatever is done to the role afterwards. */
import * as iam from 'aws-cdk-lib/aws-iam';
import { templateOf } from './resource-template';
import { isObject } from '../../policy/document';
import { StatementJson } from '../../policy/policy-json';

export interface TrustSeal {
  /** Statements of the class itself. */
  readonly made: readonly StatementJson[];
  /** What is allowed to be added, of statements that allow principals. */
  readonly allows: (statement: TrustStatement) => boolean;
  /** What is to be done instead. */
  readonly expected: string;
}

/** As it stands in the template. */
export interface TrustStatement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: unknown;
}

/** `*` without any condition. */
export function isForEverybody({ Principal, Condition }: TrustStatement): boolean {
  const isConditional = isObject(Condition) && Object.keys(Condition).length > 0;
  return !isConditional && (Principal === '*' || (isObject(Principal) && [Principal.AWS].flat().includes('*')));
}

/** Judged when the app is synthesized, as it will stand in the template: with overrides, and the work of Aspects. */
export function sealTrust(role: iam.Role, seal: TrustSeal): void {
  role.node.addValidation({
    validate: () => addedStatements(role, seal)
      .map((statement) => `the trust policy: found ${JSON.stringify(statement)}, expected ${seal.expected}`),
  });
}

function addedStatements(role: iam.Role, { made, allows }: TrustSeal): unknown[] {
  const own = new Set(statementsOf(role.stack.resolve(asDocument(made))).map((statement) => JSON.stringify(statement)));
  return statementsOf(trustPolicy(role))
    .filter((statement) => statement.Effect !== 'Deny' && !own.has(JSON.stringify(statement)) && !(statement.NotPrincipal === undefined && allows(statement)));
}

function asDocument(statements: readonly StatementJson[]): iam.PolicyDocument {
  return new iam.PolicyDocument({ statements: statements.map((statement) => iam.PolicyStatement.fromJson(statement)) });
}

function trustPolicy(role: iam.Role): object | undefined {
  return templateOf(role.node.defaultChild as iam.CfnRole).Properties.AssumeRolePolicyDocument as object | undefined;
}

/** A document that only the deployment knows, or none, is a statement that says nothing. */
function statementsOf(document: { readonly Statement?: unknown } = {}): TrustStatement[] {
  return [document.Statement ?? document].flat() as TrustStatement[];
}
