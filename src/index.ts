export { Guardrails, GuardrailsCheckProps, GuardrailsProps, checkGuardrails } from './enforce/guardrails';
export { GuardrailFinding } from './enforce/guardrail-finding';
export { GuardrailsResult } from './enforce/guardrails-result';
export { IamGuardrailsAspect } from './enforce/iam-guardrails-aspect';
export { IamGuardrailsChecks, IamGuardrailsChecksProps } from './enforce/iam-guardrails-checks';
export { MaxSessionDurationAspect, MaxSessionDurationAspectProps } from './enforce/max-session-duration-aspect';
export { PermissionsBoundaryAspect, PermissionsBoundaryAspectProps } from './enforce/permissions-boundary-aspect';
export { RulePack } from './enforce/rule-pack';
