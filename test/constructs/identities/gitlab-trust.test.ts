import { ROLE_ARN, similar, strangersRequests, WEB_IDENTITY, without } from './strangers';
import { gitlabSelfManagedTrust, gitlabTrust, GitLabPipelineProps } from '../../../src/constructs/identities/gitlab-trust';
import { oidcProviderArn, OidcTrust, oidcTrustStatement } from '../../../src/constructs/identities/oidc-trust';
import { documentJson } from '../../../src/policy/policy-json';
import { ACCOUNT, ADMINISTRATOR_ACCESS, notAllowed, notDenied, ProofRequest } from '../../support/proof';

/** A job, of which GitLab makes a token. https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload */
interface Job {
  readonly host: string;
  readonly audience: string;
  readonly project: string;
  readonly projectId: string;
  readonly refType: string;
  /** Of a merge request, its source branch. */
  readonly ref: string;
  readonly isProtected: string;
  readonly source: string;
}

const JOB: Job = {
  host: 'gitlab.com', audience: 'https://gitlab.com', project: 'octo-group/shop', projectId: '5678', refType: 'branch', ref: 'main', isProtected: 'true', source: 'push',
};

/** IAM makes condition keys of these claims, of a server of one's own only of the first two. */
function tokenOf(job: Job): Record<string, string> {
  const claims = { aud: job.audience, sub: `project_path:${job.project}:ref_type:${job.refType}:ref:${job.ref}` };
  const ofGitLab = {
    project_id: job.projectId, namespace_id: '72', ref_protected: job.isProtected, pipeline_source: job.source, runner_environment: 'gitlab-hosted',
    user_id: '1', user_login: 'alice', user_email: 'alice@example.com', user_access_level: 'maintainer',
  };
  const all = { ...claims, ...(job.host === 'gitlab.com' && ofGitLab) };
  return Object.fromEntries(Object.entries(all).map(([claim, value]) => [`${job.host}:${claim}`, value]));
}

function requestOf(what: string, changes: Partial<Job> = {}): ProofRequest {
  const job = { ...JOB, ...changes };
  return { what, action: WEB_IDENTITY, resource: ROLE_ARN, principalArn: oidcProviderArn('aws', ACCOUNT, job.host), context: tokenOf(job) };
}

const statementOf = (trust: OidcTrust) => oidcTrustStatement(oidcProviderArn('aws', ACCOUNT, trust.issuer), trust);
const policiesOf = (trust: OidcTrust) => ({ identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: documentJson([statementOf(trust)]) });
const admitted = (trust: OidcTrust, requests: ProofRequest[]) => notAllowed(policiesOf(trust), '*', requests);
const refused = (trust: OidcTrust, requests: ProofRequest[]) => notDenied(policiesOf(trust), '*', requests);

const PROPS = { project: 'octo-group/shop', projectId: '5678' };
const BRANCHES = ['develop', 'mai', 'main2', 'main-evil', 'evil/main', 'MAIN', 'refs/heads/main', '*', ''];

function forged(what: string, claim: string, value: string | undefined): ProofRequest {
  const { [`gitlab.com:${claim}`]: _, ...others } = tokenOf(JOB);
  return { ...requestOf(what), context: value === undefined ? others : { ...others, [`gitlab.com:${claim}`]: value } };
}

const CLAIMS = ['sub', 'aud', 'project_id', 'ref_protected', 'pipeline_source'];
/** Of other projects, other issuers, other events. */
const ATTACKS_ON_ANY = [
  ...similar('octo-group/shop').map((project) => requestOf(`the project "${project}"`, { project, projectId: '666' })),
  ...similar('octo-group').map((group) => requestOf(`the group "${group}"`, { project: `${group}/shop`, projectId: '667' })),
  requestOf('a fork', { project: 'eve/shop', projectId: '668' }),
  requestOf('a project that took over the path', { projectId: '669' }),
  requestOf('a project of a group below', { project: 'octo-group/shop/shop', projectId: '670' }),
  requestOf('the project after its transfer', { project: 'eve/shop' }),
  requestOf('a project named so that the subject looks right', { project: 'octo-group/shop:ref_type:branch:ref:main', projectId: '671' }),
  ...['', '*', 'https://gitlab.com.evil.example', 'https://GitLab.com', 'gitlab.com', 'sts.amazonaws.com', 'https://vault.example.com']
    .map((audience) => requestOf(`the audience "${audience}"`, { audience })),
  ...['gitlab.com.evil.example', 'gitlab.example.com', 'evil-gitlab.com'].map((host) => requestOf(`the server ${host}`, { host })),
  { ...requestOf('the claims of GitLab, from a provider of another issuer'), principalArn: oidcProviderArn('aws', ACCOUNT, 'id.evil.example') },
  { ...requestOf('the provider of another account'), principalArn: oidcProviderArn('aws', '999988887777', 'gitlab.com') },
  requestOf('a ref that is not protected', { isProtected: 'false' }),
  ...['merge_request_event', 'external_pull_request_event', 'parent_pipeline', 'pipeline', 'trigger', 'api', 'chat', 'security_orchestration_policy']
    .map((source) => requestOf(`a pipeline of ${source}`, { source })),
  requestOf('a merge request from a branch of the same name in a fork', { source: 'merge_request_event' }),
  ...CLAIMS.map((claim) => forged(`a token without ${claim}`, claim, undefined)),
  ...CLAIMS.map((claim) => forged(`a token with an empty ${claim}`, claim, '')),
  ...['project_path:octo-group/shop:*', '*', 'project_path:octo-group/shop', 'project_path:*:ref_type:branch:ref:main'].map((sub) => forged(`the subject ${sub}`, 'sub', sub)),
  { ...requestOf('the token, without web identity'), action: 'sts:AssumeRole' },
  { ...requestOf('the token, to name a source'), action: 'sts:SetSourceIdentity' },
  { ...requestOf('the token, to tag the session'), action: 'sts:TagSession' },
  ...strangersRequests(['sts:AssumeRole', WEB_IDENTITY]),
];

describe('a role for a branch of gitlab.com', () => {
  const trust = gitlabTrust({ ...PROPS, branch: 'main' });
  const attacks = [
    ...ATTACKS_ON_ANY, ...BRANCHES.map((ref) => requestOf(`the branch "${ref}"`, { ref })), requestOf('a tag named as the branch', { refType: 'tag' }),
  ];

  test(`withstands ${attacks.length} attacks`, () => {
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(refused(trust, attacks)).toEqual([]);
  });

  test.each(CLAIMS)('would not withstand them without its condition on %s', (claim) => {
    const policies = { identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: documentJson([without(`gitlab.com:${claim}`, statementOf(trust))]) };
    expect(notDenied(policies, '*', attacks)).not.toEqual([]);
  });

  test('is there for what is pushed, scheduled, or started by hand', () => {
    expect(admitted(trust, ['push', 'schedule', 'web'].map((source) => requestOf(source, { source })))).toEqual([]);
  });
});

test('a role for tags of gitlab.com is there for protected tags that begin so, and for nothing else', () => {
  const trust = gitlabTrust({ ...PROPS, tag: 'v*' });
  expect(admitted(trust, ['v1', 'v2.0'].map((ref) => requestOf(ref, { refType: 'tag', ref })))).toEqual([]);
  expect(refused(trust, [
    ...ATTACKS_ON_ANY, requestOf('another tag', { refType: 'tag', ref: 'x1' }), requestOf('a branch', { ref: 'v1' }),
    requestOf('a tag that is not protected', { refType: 'tag', ref: 'v1', isProtected: 'false' }),
  ])).toEqual([]);
});

test('a role for one tag is not there for longer ones', () => {
  const trust = gitlabTrust({ ...PROPS, tag: 'v1' });
  expect(admitted(trust, [requestOf('the tag', { refType: 'tag', ref: 'v1' })])).toEqual([]);
  expect(refused(trust, [requestOf('a longer one', { refType: 'tag', ref: 'v1.0' })])).toEqual([]);
});

describe('a GitLab server of one\'s own', () => {
  const host = 'gitlab.example.com';
  const onServer = (what: string, changes: Partial<Job> = {}) => requestOf(what, { host, audience: `https://${host}`, ...changes });

  test('is known by the subjects of its tokens', () => {
    const trust = gitlabSelfManagedTrust({ host, project: 'octo-group/shop', branch: 'main' });
    expect(admitted(trust, [onServer('a push')])).toEqual([]);
    expect(refused(trust, [
      ...ATTACKS_ON_ANY, ...similar('octo-group/shop').map((project) => onServer(project, { project })), ...BRANCHES.map((ref) => onServer(ref, { ref })),
      onServer('a tag', { refType: 'tag' }), onServer('an audience', { audience: 'https://gitlab.com' }), requestOf('gitlab.com'),
    ])).toEqual([]);
  });

  test('is known by tags, and by an audience of its own', () => {
    const trust = gitlabSelfManagedTrust({ host, project: 'octo-group/team/shop', tag: 'v*', audience: 'aws' });
    expect(admitted(trust, [onServer('a tag', { project: 'octo-group/team/shop', refType: 'tag', ref: 'v1', audience: 'aws' })])).toEqual([]);
  });

  test.each([
    [{ host: 'https://gitlab.example.com' }, 'host: found "https://gitlab.example.com", expected the host name of the server'],
    [{ host: 'gitlab.com' }, 'host: found "gitlab.com", expected a server of your own; CiPipeline.gitlab is for gitlab.com'],
    [{ branch: undefined }, 'branch: found nothing, expected a branch, or a tag'],
  ])('is told by props that can be met: %j', (props, message) => {
    expect(() => gitlabSelfManagedTrust({ host, project: 'octo-group/shop', branch: 'main', ...props })).toThrow(message);
  });
});

test.each<[Partial<GitLabPipelineProps>, string]>([
  [{ branch: undefined }, 'branch: found nothing, expected a branch, or a tag'],
  [{ project: 'shop' }, 'project: found "shop", expected the path of a project with its groups'],
  [{ project: 'octo-group/*' }, 'project: found "octo-group/*"'],
  [{ project: 'octo-group/shop:ref_type' }, 'project: found "octo-group/shop:ref_type"'],
  [{ projectId: 'octo-group/shop' }, 'projectId: found "octo-group/shop", expected the number of the project'],
  [{ projectId: '*' }, 'projectId: found "*"'],
  [{ branch: '*' }, 'branch: found "*", expected the name of one branch'],
  [{ branch: 'release/*' }, 'branch: found "release/*"'],
  [{ tag: 'v1' }, 'tag: found "v1", expected nothing beside branch'],
  [{ branch: undefined, tag: '*' }, 'tag: found "*", expected a tag'],
  [{ audience: 'https://*' }, 'audience: found "https://*", expected the audience'],
])('props that say too much or too little are refused: %j', (props, message) => {
  expect(() => gitlabTrust({ ...PROPS, branch: 'main', ...props })).toThrow(message);
});
