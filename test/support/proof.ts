/** Proofs by the evaluator: tables of requests, and what a set of policies decides of each. */
import { PolicySimulator, PolicySimulatorProps } from '../../src/enforce/policy-simulator';

export interface ProofRequest {
  readonly what: string;
  readonly action: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** @default - the principal of the table */
  readonly principalArn?: string;
}

export const ACCOUNT = '111122223333';
export const ADMINISTRATOR_ACCESS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
export const FULL_AWS_ACCESS = ADMINISTRATOR_ACCESS;

/** `allowed`, `explicitDeny`, `implicitDeny` or `unknown`, for each request. */
export function decisions(
  policies: PolicySimulatorProps, principalArn: string, requests: readonly ProofRequest[],
): { readonly request: ProofRequest; readonly decision: string; readonly reason: string }[] {
  const simulator = new PolicySimulator(policies);
  return requests.map((request) => {
    const { decision, reason } = simulator.simulate({
      principalArn: request.principalArn ?? principalArn, action: request.action, resource: request.resource, context: request.context,
    });
    return { request, decision, reason };
  });
}

/** What is not as it should be, in a line each; empty when all are denied. */
export function notDenied(policies: PolicySimulatorProps, principalArn: string, requests: readonly ProofRequest[]): string[] {
  return decisions(policies, principalArn, requests).filter(({ decision }) => !decision.endsWith('Deny'))
    .map(({ request, decision, reason }) => `${request.what}: ${decision}, ${reason}`);
}

/** What is not as it should be, in a line each; empty when all are allowed. */
export function notAllowed(policies: PolicySimulatorProps, principalArn: string, requests: readonly ProofRequest[]): string[] {
  return decisions(policies, principalArn, requests).filter(({ decision }) => decision !== 'allowed')
    .map(({ request, decision, reason }) => `${request.what}: ${decision}, ${reason}`);
}
