/** Identity providers in trust policies. */
import { speaksOfAction } from './select';
import { Principal } from '../policy/principal';
import { Statement } from '../policy/statement';
import { Text } from '../policy/text';

/** Providers whose tokens name the application, not a subject that IAM could pin. */
export const AUDIENCE_PROVIDERS = ['cognito-identity.amazonaws.com', 'accounts.google.com', 'graph.facebook.com', 'www.amazon.com'];

/** Of all of GitHub, of an enterprise with an issuer of its own, and of one with data residency. https://docs.github.com/en/enterprise-cloud@latest/actions/reference/security/oidc */
const GITHUB_ISSUER = 'token\\.actions\\.(githubusercontent\\.com(/[^:]*)?|[^:./]+\\.ghe\\.com(/[^:]*)?)';

/** Matches the condition key of a claim of GitHub's tokens. */
export function githubKey(claim: string): RegExp {
  return new RegExp(`^${GITHUB_ISSUER}:${claim}$`, 'i');
}

/** The issuer of a provider's ARN, else the provider as it is. */
export function providerName(provider: Text): string {
  return provider.toString().replace(/^.*oidc-provider\//, '');
}

export type FederationKind = 'saml' | 'oidc';

/** By the provider, else by the action. Undefined: the statement lets nobody in by this principal. */
export function federationOf(statement: Statement, { type, value }: Principal): FederationKind | undefined {
  const takes = (action: string) => speaksOfAction(statement, action) !== 'no';
  if (type !== 'Federated') {
    return undefined;
  }
  const isSaml = value.toString().includes(':saml-provider/') || !takes('sts:AssumeRoleWithWebIdentity');
  return takes(isSaml ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity') ? (isSaml ? 'saml' : 'oidc') : undefined;
}
