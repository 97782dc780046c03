/** The trust in an OpenID Connect provider, and what its tokens have to say. */
import { Token } from 'aws-cdk-lib';
import { ConditionJson, StatementJson } from '../../policy/policy-json';
import { badProp } from '../props';

/** Claims by name, with the values of which a token has to have one. */
export type Claims = Readonly<Record<string, string | readonly string[]>>;

export interface OidcTrust {
  /** URL of the provider, without `https://`. */
  readonly issuer: string;
  /** To the letter. */
  readonly equals: Claims;
  /**
   * With wildcards.
   *
   * @default - none
   */
  readonly like?: Claims;
}

/**
 * A claim that a token lacks denies, as every condition key that a request lacks.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function oidcTrustStatement(providerArn: string, { issuer, equals, like = {} }: OidcTrust): StatementJson {
  return {
    Effect: 'Allow',
    Principal: { Federated: providerArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { ...block('StringEquals', issuer, equals), ...block('StringLike', issuer, like) },
  };
}

/** The provider of this issuer in an account. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
export function oidcProviderArn(partition: string, account: string, issuer: string): string {
  return `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
}

/** Of a value that goes into a pattern, where a later one could be a wildcard, or into the name of a condition key. */
export function checkKnown(prop: string, value: string): void {
  if (Token.isUnresolved(value)) {
    throw badProp(prop, value, 'a text that is known when the app is synthesized');
  }
}

function block(operator: string, issuer: string, claims: Claims): ConditionJson {
  const entries = Object.entries(claims).map(([claim, values]) => [`${issuer}:${claim}`, values] as const);
  return entries.length > 0 ? { [operator]: Object.fromEntries(entries) } : {};
}
