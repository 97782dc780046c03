import { CREDENTIAL_EXPOSING_ACTIONS } from '../../catalogue/lists/credential-exposing-actions';
import { Statement } from '../../policy/statement';
import { policyExample, ref, stringParameter } from '../example-templates';
import { credentialExposures } from '../exposures';
import { problemOf } from '../notable-grants';
import { defineRule } from '../rule';
import { broadGrants, judgeEach, Problem } from '../select';

export const noCredentialExposure = defineRule({
  id: 'NoCredentialExposure',
  title: 'a policy statement grants credentials of every user, role or other resource',
  why: 'With a credential of somebody else the principal has permissions that no policy of its own shows, and keeps them when its own are taken away.',
  fix: 'Name the users, roles or other resources whose credentials the workload needs.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC03-BP02'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  ],
  unknown: 'A resource that is only a token, or a condition that is made when it is deployed, is a warning.',
  examples: {
    bad: [
      policyExample('an access key of any user', { Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: '*' }),
      policyExample('a session of any role that trusts the account', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/*' }),
      policyExample('the password of any database user', { Effect: 'Allow', Action: 'redshift:Get*', Resource: '*' }),
    ],
    good: [
      policyExample('an own access key', { Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::111122223333:user/${aws:username}' }),
      policyExample('one role', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::444455556666:role/reports' }),
      policyExample('a token that opens nothing but what the principal may reach', { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' }),
    ],
    unknown: [{ ...policyExample('the role is a parameter', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ref('Role') }), parameters: stringParameter('Role') }],
  },
  check: (model) => judgeEach(broadGrants(model), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  for (const grant of credentialExposures(statement)) {
    yield problemOf(grant, CREDENTIAL_EXPOSING_ACTIONS);
  }
}
