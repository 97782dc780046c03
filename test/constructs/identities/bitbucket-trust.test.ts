import { Fn } from 'aws-cdk-lib';
import { ROLE_ARN, similar, strangersRequests, WEB_IDENTITY, without } from './strangers';
import { BitbucketPipelineProps, bitbucketTrust } from '../../../src/constructs/identities/bitbucket-trust';
import { oidcProviderArn, OidcTrust, oidcTrustStatement } from '../../../src/constructs/identities/oidc-trust';
import { documentJson } from '../../../src/policy/policy-json';
import { ACCOUNT, ADMINISTRATOR_ACCESS, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const WORKSPACE_UUID = '11111111-aaaa-4bbb-8ccc-000000000001';
const REPOSITORY = '22222222-aaaa-4bbb-8ccc-000000000002';
const ENVIRONMENT = '33333333-aaaa-4bbb-8ccc-000000000003';
const STEP = '44444444-aaaa-4bbb-8ccc-000000000004';
const OTHER = '99999999-aaaa-4bbb-8ccc-000000000009';

/** A step, of which Bitbucket makes a token. https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/ */
interface Step {
  readonly workspace: string;
  readonly audience: string;
  readonly repository: string;
  /** Of steps that deploy. */
  readonly environment?: string;
  readonly step: string;
}

const RUN: Step = {
  workspace: 'octo-team', audience: `ari:cloud:bitbucket::workspace/${WORKSPACE_UUID}`, repository: `{${REPOSITORY}}`, environment: `{${ENVIRONMENT}}`, step: `{${STEP}}`,
};
const issuerOf = (workspace: string) => `api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`;

function requestOf(what: string, changes: Partial<Step> = {}, claims: Record<string, string | undefined> = {}): ProofRequest {
  const run = { ...RUN, ...changes };
  const issuer = issuerOf(run.workspace);
  const token = { aud: run.audience, sub: [run.repository, run.environment, run.step].filter((part) => part !== undefined).join(':'), ...claims };
  const context = Object.fromEntries(Object.entries(token).filter(([, value]) => value !== undefined).map(([claim, value]) => [`${issuer}:${claim}`, value]));
  return { what, action: WEB_IDENTITY, resource: ROLE_ARN, principalArn: oidcProviderArn('aws', ACCOUNT, issuer), context };
}

const statementOf = (trust: OidcTrust) => oidcTrustStatement(oidcProviderArn('aws', ACCOUNT, trust.issuer), trust);
const PROPS = { workspace: 'octo-team', workspaceUuid: WORKSPACE_UUID, repositoryUuid: REPOSITORY, environmentUuid: ENVIRONMENT };
const trust = bitbucketTrust(PROPS);
const policies = { identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: documentJson([statementOf(trust)]) };

const ATTACKS = [
  requestOf('another repository', { repository: `{${OTHER}}` }),
  requestOf('another environment', { environment: `{${OTHER}}` }),
  requestOf('a step that deploys nowhere', { environment: undefined }),
  requestOf('a step whose id is that of the environment', { environment: undefined, step: `{${ENVIRONMENT}}` }),
  requestOf('repository and environment the wrong way round', { repository: `{${ENVIRONMENT}}`, environment: `{${REPOSITORY}}` }),
  requestOf('a repository without braces', { repository: REPOSITORY }),
  requestOf('an environment without braces', { environment: ENVIRONMENT }),
  requestOf('no step', { step: '' }, { sub: `{${REPOSITORY}}:{${ENVIRONMENT}}` }),
  ...similar(`{${REPOSITORY}}`).map((repository) => requestOf(`the repository "${repository}"`, { repository })),
  ...similar(`{${ENVIRONMENT}}`).map((environment) => requestOf(`the environment "${environment}"`, { environment })),
  ...similar('octo-team').map((workspace) => requestOf(`the workspace "${workspace}"`, { workspace: workspace.replace(/[ *?]/g, 'x') || 'x', audience: `ari:cloud:bitbucket::workspace/${OTHER}` })),
  requestOf('a workspace that took over the name', { audience: `ari:cloud:bitbucket::workspace/${OTHER}` }),
  requestOf('another workspace that asks for the audience', { workspace: 'evil' }),
  ...['', '*', 'sts.amazonaws.com', `ari:cloud:bitbucket::workspace/{${WORKSPACE_UUID}}`, `ari:cloud:jira::workspace/${WORKSPACE_UUID}`, `ARI:cloud:bitbucket::workspace/${WORKSPACE_UUID}`]
    .map((audience) => requestOf(`the audience "${audience}"`, { audience })),
  requestOf('a token without a subject', {}, { sub: undefined }),
  requestOf('a token without an audience', {}, { aud: undefined }),
  requestOf('a token with an empty subject', {}, { sub: '' }),
  requestOf('a subject of wildcards', {}, { sub: '*:*:*' }),
  requestOf('a subject that only ends so', {}, { sub: `{${OTHER}}:{${REPOSITORY}}:{${ENVIRONMENT}}:{${STEP}}` }),
  { ...requestOf('the claims of Bitbucket, from a provider of another issuer'), principalArn: oidcProviderArn('aws', ACCOUNT, 'id.evil.example') },
  { ...requestOf('the provider of another account'), principalArn: oidcProviderArn('aws', '999988887777', issuerOf('octo-team')) },
  { ...requestOf('the token, without web identity'), action: 'sts:AssumeRole' },
  { ...requestOf('the token, to name a source'), action: 'sts:SetSourceIdentity' },
  { ...requestOf('the token, to tag the session'), action: 'sts:TagSession' },
  ...strangersRequests(['sts:AssumeRole', WEB_IDENTITY]),
];

describe('a role for a deployment environment of Bitbucket', () => {
  test(`withstands ${ATTACKS.length} attacks`, () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(60);
    expect(notDenied(policies, '*', ATTACKS)).toEqual([]);
  });

  test.each(['aud', 'sub'])('would not withstand them without its condition on %s', (claim) => {
    const weakened = documentJson([without(`${issuerOf('octo-team')}:${claim}`, statementOf(trust))]);
    expect(notDenied({ ...policies, resourcePolicy: weakened }, '*', ATTACKS)).not.toEqual([]);
  });

  test('is there for each of its steps', () => {
    expect(notAllowed(policies, '*', [requestOf('a step'), requestOf('another', { step: `{${OTHER}}` })])).toEqual([]);
  });

  test('takes the identifiers with or without braces, in any case', () => {
    expect(bitbucketTrust({ ...PROPS, repositoryUuid: `{${REPOSITORY.toUpperCase()}}`, environmentUuid: `{${ENVIRONMENT}}`, workspaceUuid: `{${WORKSPACE_UUID}}` })).toEqual(trust);
  });

  test('may be meant for another audience', () => {
    const resourcePolicy = documentJson([statementOf(bitbucketTrust({ ...PROPS, audience: 'aws' }))]);
    expect(notAllowed({ resourcePolicy }, '*', [requestOf('the audience', { audience: 'aws' })])).toEqual([]);
    expect(notDenied({ resourcePolicy }, '*', [requestOf('the workspace')])).toEqual([]);
  });
});

test.each<[Partial<BitbucketPipelineProps>, string]>([
  [{ workspace: '*' }, 'workspace: found "*", expected the name of a workspace'],
  [{ workspace: 'octo-team/shop' }, 'workspace: found "octo-team/shop"'],
  [{ workspaceUuid: 'octo-team' }, 'workspaceUuid: found "octo-team", expected a UUID'],
  [{ repositoryUuid: '*' }, 'repositoryUuid: found "*", expected a UUID'],
  [{ environmentUuid: 'production' }, 'environmentUuid: found "production", expected a UUID'],
  [{ environmentUuid: `{${ENVIRONMENT}` }, 'environmentUuid: found'],
  [{ repositoryUuid: Fn.importValue('Repository') }, 'repositoryUuid: found "${Token['],
  [{ audience: '*' }, 'audience: found "*", expected the audience'],
])('props that say too much or too little are refused: %j', (props, message) => {
  expect(() => bitbucketTrust({ ...PROPS, ...props })).toThrow(message);
});
