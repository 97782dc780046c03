import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const restrictIdentityProviders = defineGuardrail({
  id: 'RestrictIdentityProviders',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'who signs people and machines in from outside is decided by exempt principals only',
  intent: 'An identity provider of an attacker is a door that stays open when every key has been changed.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'The OpenID Connect provider of an EKS cluster, for roles of service accounts, is made by an exempt principal; EKS Pod Identity needs none.',
    'Account instances of IAM Identity Center, and trust anchors of IAM Roles Anywhere, are made by exempt principals only; so are changes of lists of revoked certificates, which can be imported by all who may.',
  ],
  controls: { 'well-architected': ['SEC02-BP04', 'SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementrolesanywhere.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['makes an OpenID Connect provider', 'iam:CreateOpenIDConnectProvider'],
        ['adds an audience', 'iam:AddClientIDToOpenIDConnectProvider'],
        ['takes an audience off', 'iam:RemoveClientIDFromOpenIDConnectProvider'],
        ['changes whose certificate is trusted', 'iam:UpdateOpenIDConnectProviderThumbprint'],
        ['deletes an OpenID Connect provider', 'iam:DeleteOpenIDConnectProvider'],
        ['makes a SAML provider', 'iam:CreateSAMLProvider'],
        ['changes the metadata of a SAML provider', 'iam:UpdateSAMLProvider'],
        ['deletes a SAML provider', 'iam:DeleteSAMLProvider'],
        ['trusts a certificate authority', 'rolesanywhere:CreateTrustAnchor'],
        ['trusts another certificate authority', 'rolesanywhere:UpdateTrustAnchor'],
        ['trusts a certificate authority again', 'rolesanywhere:EnableTrustAnchor'],
        ['forgets which certificates are revoked', 'rolesanywhere:DeleteCrl'],
        ['turns a list of revoked certificates off', 'rolesanywhere:DisableCrl'],
        ['replaces a list of revoked certificates', 'rolesanywhere:UpdateCrl'],
        ['makes an instance of IAM Identity Center', 'sso:CreateInstance'],
      ]),
    ],
    allowed: [
      ...requests([
        ['reads an OpenID Connect provider', 'iam:GetOpenIDConnectProvider'],
        ['lists SAML providers', 'iam:ListSAMLProviders'],
        ['reads a SAML provider', 'iam:GetSAMLProvider'],
        ['reads a trust anchor', 'rolesanywhere:GetTrustAnchor'],
        ['makes a profile of IAM Roles Anywhere', 'rolesanywhere:CreateProfile'],
        ['makes a role', 'iam:CreateRole'],
        ['stops trusting a certificate authority', 'rolesanywhere:DisableTrustAnchor'],
      ]),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        'iam:AddClientID*', 'iam:CreateOpenID*', 'iam:CreateSAML*', 'iam:DeleteOpenID*', 'iam:DeleteSAML*', 'iam:RemoveClientID*', 'iam:UpdateOpenID*',
        'iam:UpdateSAML*', 'rolesanywhere:CreateTrustAnchor', 'rolesanywhere:DeleteCrl', 'rolesanywhere:DisableCrl', 'rolesanywhere:EnableTrustAnchor',
        'rolesanywhere:UpdateCrl', 'rolesanywhere:UpdateTrustAnchor', 'sso:CreateInstance',
      ],
    }, parameters),
  ],
});
