export { Guardrails, type GuardrailsCheckProps, type GuardrailsProps, checkGuardrails } from './enforce/guardrails';
export { type GuardrailFinding } from './enforce/guardrail-finding';
export { GuardrailsResult } from './enforce/guardrails-result';
export { IamGuardrailsAspect } from './enforce/iam-guardrails-aspect';
export { IamGuardrailsChecks, type IamGuardrailsChecksProps } from './enforce/iam-guardrails-checks';
export { MaxSessionDurationAspect, type MaxSessionDurationAspectProps } from './enforce/max-session-duration-aspect';
export { PermissionsBoundaryAspect, type PermissionsBoundaryAspectProps } from './enforce/permissions-boundary-aspect';
export { RulePack } from './enforce/rule-pack';
