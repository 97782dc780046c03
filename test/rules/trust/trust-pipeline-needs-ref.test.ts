import { trustExample } from '../../../src/rules/example-templates';
import { trustPipelineNeedsRef } from '../../../src/rules/trust/trust-pipeline-needs-ref';
import { findings } from '../judging';

function judged(issuer: string, subject: string, claims: Record<string, string> = {}): string[] {
  const own = Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value]));
  return findings(trustPipelineNeedsRef, trustExample('', {
    Effect: 'Allow', Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` }, Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringLike: { [`${issuer}:sub`]: subject, ...own } },
  }).resources).map(({ message }) => message);
}

const GITHUB = 'token.actions.githubusercontent.com';

test.each([
  [GITHUB, 'repo:octo-org/app:*', 'every run of a repository'],
  [GITHUB, 'repo:octo-org/app*', 'every run of a repository'],
  [GITHUB, 'repo:octo-org/app:pull_request', 'pull requests of a repository'],
  ['gitlab.com', 'project_path:octo-group/shop:*', 'every run of a repository'],
  ['gitlab.com', 'project_path:octo-group/shop:ref_type:branch:ref:*', 'every run of a repository'],
])('of %s, %s is %s', (issuer, subject, words) => {
  expect(judged(issuer, subject)).toEqual([`trusts ${words}: ${subject}`]);
});

test.each([
  [GITHUB, 'repo:octo-org/app:ref:refs/heads/release/*'],
  [GITHUB, 'repo:octo-org/app:environment:*'],
  ['gitlab.com', 'project_path:octo-group/shop:ref_type:tag:ref:v*'],
  ['oidc.eks.eu-west-1.amazonaws.com/id/0123', 'system:serviceaccount:shop:*'],
])('of %s, %s is some runs, or no pipeline', (issuer, subject) => {
  expect(judged(issuer, subject)).toEqual([]);
});

test.each([['environment', 'production', 0], ['job_workflow_ref', 'octo-org/app/.github/workflows/deploy.yml@refs/heads/main', 0], ['ref', '*', 1], ['actor', 'alice', 1]])(
  'the claim %s with %s', (claim, value, count) => {
    expect(judged(GITHUB, 'repo:octo-org/app:*', { [claim]: value })).toHaveLength(count);
  });
