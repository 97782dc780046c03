import { hasOpaqueCondition, isPinned, Statement } from '../../policy/statement';
import { trustExample, trustsLambda } from '../example-templates';
import { AUDIENCE_PROVIDERS, federationOf, providerName } from '../federation';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, judgeEach, Problem, trusts } from '../select';

const SAML = 'arn:aws:iam::111122223333:saml-provider/people';
const ISSUER = 'gitlab.example.com';
const AUDIENCE_KEYS = { saml: /^saml:aud$/i, oidc: /:aud$/i };

const saml = (condition?: Record<string, unknown>) => ({
  Effect: 'Allow', Principal: { Federated: SAML }, Action: 'sts:AssumeRoleWithSAML', ...(condition && { Condition: condition }),
});
const oidc = (condition: Record<string, unknown>) => ({
  Effect: 'Allow', Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition,
});
const subject = { [`${ISSUER}:sub`]: 'project_path:octo-group/shop:ref_type:branch:ref:main' };
const keys = { Keys: { Type: 'Custom::Keys', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:keys' } } };
const madeLate = trustExample('the condition is made when it is deployed', saml({ StringEquals: { 'Fn::GetAtt': ['Keys', 'Value'] } }));

export const trustFederationNeedsAudience = defineRule({
  id: 'TrustFederationNeedsAudience',
  title: 'a role trusts an identity provider without saying for whom its tokens are meant',
  why: 'An assertion or a token that the provider has made for another application takes the role, too.',
  fix: 'Require SAML:aud with the address of the AWS sign-in, or <issuer>:aud with the audience that the provider puts into tokens for AWS.',
  severity: 'error',
  packs: ['strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  ],
  unknown: 'A condition that is made when it is deployed is a warning. So is an OIDC provider, which itself lists the audiences that it takes. Cognito, Google, '
    + 'Facebook and Amazon are left to TrustOidcNeedsSubject: of them, the audience is all there is to require.',
  examples: {
    bad: [
      trustExample('assertions for any application', saml()),
      trustExample('any audience', saml({ StringLike: { 'SAML:aud': '*' } })),
      trustExample('tokens for any audience of the provider', oidc({ StringEquals: subject })),
    ],
    good: [
      trustExample('assertions for the sign-in of AWS', saml({ StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } })),
      trustExample('tokens for AWS', oidc({ StringEquals: { ...subject, [`${ISSUER}:aud`]: 'https://gitlab.example.com' } })),
      trustExample('a service', trustsLambda),
    ],
    unknown: [{ ...madeLate, resources: { ...madeLate.resources, ...keys } }],
  },
  check: (model) => judgeEach(trusts(model, 'Federated'), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  for (const principal of statement.principal!.principals) {
    const kind = federationOf(statement, principal);
    const name = providerName(principal.value);
    if (kind && !AUDIENCE_PROVIDERS.includes(name) && !isPinned(statement, AUDIENCE_KEYS[kind])) {
      const late = hasOpaqueCondition(statement);
      yield {
        key: partKey('Provider', [name]), witness: describeStatement(statement),
        message: late ? `trusts ${name}, and only the deployment can tell which audience it requires` : `trusts ${name} without a condition on the audience`,
        ...(kind === 'oidc' && { severity: 'warning' }),
        ...(late && { unknown: true }),
      };
    }
  }
}
