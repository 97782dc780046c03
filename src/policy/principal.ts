/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
import { parseArn } from './arn';
import { bareToken, Text } from './text';

export const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

export interface Principal {
  readonly type: PrincipalType;
  /** `*`, an account id, an ARN, a service name, a provider. */
  readonly value: Text;
}

/** The account that an AWS principal belongs to: of an account id, a root ARN, or any other ARN. */
export function accountOf(principal: Principal): Text | undefined {
  if (principal.type !== 'AWS') {
    return undefined;
  }
  const isAccount = typeof principal.value === 'string'
    ? /^\d{12}$/.test(principal.value)
    : bareToken(principal.value)?.label === 'AWS::AccountId';
  if (isAccount) {
    return principal.value;
  }
  return parseArn(principal.value)?.account;
}
