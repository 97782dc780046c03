/** Apps to judge: small, each with the one violation that its test is about. */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, AppProps, Aspects, CfnElement, CfnParameter, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { checkGuardrails, Guardrails, IamGuardrailsAspect, IamGuardrailsChecks } from '../../src';

/** Other rules may have something to say of the same apps. */
const TESTED = /^IamGuardrails-(NoAdminStatement|StageFindings|Unjudged)\b/;
export const ADMIN = 'IamGuardrails-NoAdminStatement[Action=*;Resource=*]';
export const ADMIN_ON_ARNS = 'IamGuardrails-NoAdminStatement[Action=*;Resource=arn:aws:*:*:*:*]';
export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/workload-boundary`;
export const OTHER_BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/other-boundary`;

/** The ways to enforce the guardrails on a scope. */
export const SURFACES: readonly (readonly [string, (scope: IConstruct) => void])[] = [
  ['Guardrails.enforce', (scope) => Guardrails.enforce(scope)],
  ['Guardrails.enforce with the hard gate', (scope) => Guardrails.enforce(scope, { hardGate: true })],
  ['IamGuardrailsChecks', (scope) => Validations.of(scope).addPlugins(new IamGuardrailsChecks())],
  ['IamGuardrailsAspect', (scope) => Aspects.of(scope).add(new IamGuardrailsAspect())],
];

export const PRINCIPAL = new iam.ServicePrincipal('lambda.amazonaws.com');

/** A role that may do everything: violates NoAdminStatement. */
export function adminRole(scope: IConstruct, id = 'Admin', resource = '*'): iam.Role {
  return roleWith(scope, id, new iam.PolicyStatement({ actions: ['*'], resources: [resource] }));
}

/** A role without a finding of the baseline pack. */
export function plainRole(scope: IConstruct, id = 'Plain', props: Partial<iam.RoleProps> = {}): iam.Role {
  return new iam.Role(scope as Stack, id, { assumedBy: PRINCIPAL, ...props });
}

export function roleWith(scope: IConstruct, id: string, ...statements: iam.PolicyStatement[]): iam.Role {
  return plainRole(scope, id, { inlinePolicies: { inline: new iam.PolicyDocument({ statements }) } });
}

/** A role of which only the deployment can tell whether it may do everything: a warning. */
export function unknownRole(scope: IConstruct, id = 'Unknown'): iam.Role {
  return roleWith(scope, id, new iam.PolicyStatement({ actions: [new CfnParameter(scope, `${id}Action`).valueAsString], resources: ['*'] }));
}

/** A role as no construct class but CfnResource knows it. */
export function rawRole(scope: IConstruct, id = 'Raw', properties: Record<string, unknown> = {}): CfnResource {
  return new CfnResource(scope as Stack, id, { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: trust(), ...properties } });
}

/** Puts resources into a template that are no constructs. */
export class Fragment extends CfnElement {
  constructor(scope: IConstruct, id: string, private readonly resources: Record<string, unknown>) {
    super(scope as Stack, id);
  }

  _toCloudFormation() {
    return { Resources: this.resources };
  }
}

export function trust(): Record<string, unknown> {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
  };
}

/** An app with the given feature flags and context. */
export function appWith(context: Record<string, unknown> = {}, props: AppProps = {}): App {
  return new App({ ...props, context });
}

/** What synthesis throws; the empty string when it passes. What CDK prints beside it is swallowed. */
export function synthError(app: { synth(options?: { force?: boolean }): unknown }, options?: { force?: boolean }): string {
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    app.synth(options);
    return '';
  } catch (error) {
    return (error as Error).message;
  } finally {
    print.mockRestore();
  }
}

export interface ReportedViolation {
  readonly ruleName: string;
  readonly severity: string;
  readonly description: string;
  readonly suggestedFix?: string;
  readonly violatingConstructs: { readonly constructPath: string }[];
  readonly reason?: string;
  readonly acknowledgedAt?: string;
}

export interface Report {
  readonly pluginName: string;
  readonly conclusion: string;
  readonly violations: ReportedViolation[];
  readonly suppressedViolations?: ReportedViolation[];
}

/** The reports of our plugin in validation-report.json. */
export function reports(app: App, plugin = 'IamGuardrails'): Report[] {
  const file = join(app.outdir, 'validation-report.json');
  const all: Report[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).pluginReports : [];
  return all.filter((report) => report.pluginName === plugin);
}

/** `id at path`, sorted, of what our plugin reported and CDK did not suppress, as far as these tests are about it. */
export function reported(app: App): string[] {
  return reports(app).flatMap((report) => placesOf(report.violations)).sort();
}

export function suppressed(app: App): string[] {
  return reports(app).flatMap((report) => placesOf(report.suppressedViolations ?? [])).sort();
}

function placesOf(violations: readonly ReportedViolation[]): string[] {
  return violations.filter(({ ruleName }) => TESTED.test(ruleName)).flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`));
}

/** What `Guardrails.check` says, as far as these tests are about it. */
interface Checked {
  readonly errors: string[];
  readonly warnings: string[];
  readonly acknowledged: string[];
  readonly paths: string[];
}

export function checked(scope: IConstruct): Checked {
  const { errors, warnings, acknowledged, findings } = checkGuardrails(scope);
  const [ofErrors, ofWarnings, ofAcknowledged] = [errors, warnings, acknowledged].map((ids) => ids.filter((id) => TESTED.test(id)));
  return {
    errors: ofErrors,
    warnings: ofWarnings,
    acknowledged: ofAcknowledged,
    paths: findings.filter(({ id }) => TESTED.test(id)).map(({ constructPath }) => constructPath!),
  };
}

export function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** The resources of a type, by logical id without its hash, in a template that synthesis wrote. */
export function written(stack: Stack, type: string): Record<string, Record<string, unknown>> {
  const stage = Stack.of(stack).node.scopes.filter((item) => 'synth' in item && 'outdir' in item).pop() as App;
  const { Resources: resources = {} } = JSON.parse(readFileSync(join(stage.outdir, stack.templateFile), 'utf8'));
  return Object.fromEntries(Object.entries(resources as Record<string, { Type: string; Properties?: Record<string, unknown> }>)
    .filter(([, resource]) => resource.Type === type)
    .map(([logicalId, resource]) => [logicalId, resource.Properties ?? {}]));
}

/** A property of every resource of a type in a written template. */
export function writtenProperty(stack: Stack, type: string, property: string): unknown[] {
  return Object.values(written(stack, type)).map((properties) => properties[property]);
}
