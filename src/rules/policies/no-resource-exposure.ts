import { Statement } from '../../policy/statement';
import { policyExample, ref, stringParameter } from '../example-templates';
import { permissionExposures } from '../exposures';
import { problemOf } from '../notable-grants';
import { defineRule } from '../rule';
import { broadGrants, judgeEach, Problem } from '../select';

export const noResourceExposure = defineRule({
  id: 'NoResourceExposure',
  title: 'a policy statement grants changes of the permissions on every resource',
  why: 'Who writes the policies of resources decides who reaches them: another account, the public, or the principal itself.',
  fix: 'Name the resources whose permissions the workload manages, or leave their policies to those who deploy them.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC03-BP02'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html',
  ],
  unknown: 'A resource that is only a token, or a condition that is made when it is deployed, is a warning.',
  examples: {
    bad: [
      policyExample('the policy of any bucket', { Effect: 'Allow', Action: 's3:PutBucketPolicy', Resource: '*' }),
      policyExample('within a wildcard', { Effect: 'Allow', Action: ['lambda:InvokeFunction', 'lambda:Add*'], Resource: 'arn:aws:lambda:*:*:*' }),
    ],
    good: [
      policyExample('the policy of one bucket', { Effect: 'Allow', Action: 's3:PutBucketPolicy', Resource: 'arn:aws:s3:::reports' }),
      policyExample('delegation within a permissions boundary', {
        Effect: 'Allow', Action: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'], Resource: '*',
        Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/workload-boundary' } },
      }),
      policyExample('reading the policies of all buckets', { Effect: 'Allow', Action: 's3:GetBucketPolicy', Resource: '*' }),
    ],
    unknown: [{ ...policyExample('the bucket is a parameter', { Effect: 'Allow', Action: 's3:PutBucketPolicy', Resource: ref('Bucket') }), parameters: stringParameter('Bucket') }],
  },
  check: (model) => judgeEach(broadGrants(model), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  yield* permissionExposures(statement).map((grant) => problemOf(grant));
}
