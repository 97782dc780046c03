/**
 * Metadata of a managed policy that says that it is made to be a permissions boundary. As long as nobody has it attached, it
 * grants nothing, whether or not somebody of the app is bounded by it.
 */
export const BOUNDARY_METADATA = 'cdk-iam-guardrails:permissions-boundary';
