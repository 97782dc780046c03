import { policyProblems } from '../../analysis/validation/policy-problems';
import { PolicyProblem } from '../../analysis/validation/problem';
import { PolicySource } from '../../model/access-model';
import { PolicyDocument, PolicyIssue, PolicyKind } from '../../policy/document';
import { madeOnce } from '../../policy/remember';
import { policyExample, ref, stringParameter, trustExample } from '../example-templates';
import { partKey } from '../keys';
import { remarkable, withSuchDocument } from '../ordinary-policies';
import { oversizes } from '../policy-quotas';
import { defineRule, Violation } from '../rule';
import { placeOfPolicy } from '../select';

export const invalidPolicy = defineRule({
  id: 'InvalidPolicy',
  title: 'a policy document is not one that IAM accepts, cannot have the effect it is written for, or cannot be read before it is deployed',
  why: 'What cannot be read cannot be judged, a deployment that fails half-way leaves the account in between, and a condition that nothing meets denies nothing.',
  fix: 'Write the element as the IAM policy grammar has it.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  ],
  unknown: 'A document, a statement or an element that is a token, a macro or a nested stack whose template is not there is a warning that names it. '
    + 'So is a policy that is too long only if its tokens are as long as such names usually are.',
  examples: {
    bad: [
      policyExample('an effect that does not exist', { Effect: 'Permit', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('a condition operator that does not exist', {
        Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*', Condition: { StringMatches: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      }),
      policyExample('a principal in an identity-based policy', { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('a value that the operator cannot compare', {
        Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'no' } },
      }),
      policyExample('conditions that exclude each other', {
        Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*',
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'orders' }, Null: { 'aws:PrincipalTag/team': 'true' } },
      }),
      policyExample('a resource that is no ARN', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'reports/*' }),
      policyExample('one Sid twice', { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }, { Sid: 'Read', Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }),
      trustExample('a wildcard within a principal', { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/*' }, Action: 'sts:AssumeRole' }),
      policyExample('more characters than a managed policy may have', {
        Effect: 'Allow', Action: 's3:GetObject', Resource: Array.from({ length: 200 }, (_, index) => `arn:aws:s3:::reports-of-department-${index}/*`),
      }),
    ],
    good: [
      policyExample('well-formed', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('with a variable and conditions', {
        Sid: 'Home', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::home', Condition: { StringLike: { 's3:prefix': '${aws:username}/*' } },
      }),
    ],
    unknown: [
      {
        title: 'the document is a parameter',
        resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: ref('Document') } } },
        parameters: stringParameter('Document'),
      },
      { title: 'a macro', resources: {}, sections: { Transform: 'TeamMacro' } },
    ],
  },
  *check(model) {
    const policies = remarkable(model);
    for (const policy of withSuchDocument(policies, isFaulty)) {
      yield* policy.document.issues.map((issue) => violationOf(policy, issue));
      yield* problemsOf(policy.document, policy.kind).map((problem) => ({ ...violationOf(policy, problem), severity: problem.severity }));
    }
    yield* oversizes(model, policies);
    for (const { template, resource, location, what } of model.unread) {
      yield {
        template, ...(resource && { resource }), location, key: partKey('Unread', [what]), unknown: true,
        message: `contains ${what}: what it adds is known only when it is deployed, and is not judged`,
        fix: 'Check the processed template, for instance from a change set.',
      };
    }
  },
});

function isFaulty(document: PolicyDocument, kind: PolicyKind): boolean {
  return document.issues.length > 0 || problemsOf(document, kind).length > 0;
}

function violationOf(policy: PolicySource, { path, found, expected, token }: PolicyIssue): Violation {
  const name = path || 'the document';
  return {
    ...placeOfPolicy(policy),
    location: path ? `${policy.location}.${path}` : policy.location,
    key: partKey(path || 'Document', [found]),
    message: token === undefined
      ? `has ${found} at ${name}, where IAM expects ${expected}`
      : `has ${token} at ${name}, known only when it is deployed, where IAM expects ${expected}`,
    fix: `Write ${expected}.`,
    unknown: token !== undefined,
  };
}

const problems = new WeakMap<PolicyDocument, readonly PolicyProblem[]>();

function problemsOf(document: PolicyDocument, kind: PolicyKind): readonly PolicyProblem[] {
  return madeOnce(problems, document, () => policyProblems(document, kind));
}
