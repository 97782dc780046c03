import { ROLE_ARN, similar, strangersRequests, WEB_IDENTITY, without } from './strangers';
import {
  GitHubPipelineProps, githubEnterpriseServerTrust, githubTrust, GITHUB_ISSUER,
} from '../../../src/constructs/identities/github-trust';
import { oidcProviderArn, oidcTrustStatement, OidcTrust } from '../../../src/constructs/identities/oidc-trust';
import { documentJson } from '../../../src/policy/policy-json';
import { ACCOUNT, ADMINISTRATOR_ACCESS, notAllowed, notDenied, ProofRequest } from '../../support/proof';

/** A run of a workflow, of which GitHub makes a token. https://docs.github.com/en/actions/reference/security/oidc */
interface Run {
  readonly issuer: string;
  readonly audience: string;
  readonly owner: string;
  readonly ownerId: string;
  readonly repository: string;
  readonly repositoryId: string;
  readonly ref: string;
  readonly environment?: string;
  readonly pullRequest?: boolean;
  /** Names only, in the subject. */
  readonly legacy?: boolean;
  readonly workflow: string;
}

const RUN: Run = {
  issuer: GITHUB_ISSUER, audience: 'sts.amazonaws.com', owner: 'octo-org', ownerId: '1234', repository: 'shop', repositoryId: '5678',
  ref: 'refs/heads/main', workflow: 'octo-org/shop/.github/workflows/deploy.yml@refs/heads/main',
};

function subjectOf({ owner, ownerId, repository, repositoryId, environment, pullRequest, legacy, ref }: Run): string {
  const named = legacy ? `repo:${owner}/${repository}` : `repo:${owner}@${ownerId}/${repository}@${repositoryId}`;
  return `${named}:${environment !== undefined ? `environment:${environment.replace(/:/g, '%3A')}` : pullRequest ? 'pull_request' : `ref:${ref}`}`;
}

/** IAM makes condition keys of these claims. */
function tokenOf(run: Run): Record<string, string> {
  const claims = {
    aud: run.audience, sub: subjectOf(run), ref: run.ref, repository: `${run.owner}/${run.repository}`, repository_id: run.repositoryId,
    repository_owner_id: run.ownerId, job_workflow_ref: run.workflow, actor: 'octocat', workflow: 'deploy',
    ...(run.environment !== undefined && { environment: run.environment }),
  };
  return Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${run.issuer}:${claim}`, value]));
}

function requestOf(what: string, changes: Partial<Run>, base: Run = RUN): ProofRequest {
  const run = { ...base, ...changes };
  return { what, action: WEB_IDENTITY, resource: ROLE_ARN, principalArn: oidcProviderArn('aws', ACCOUNT, run.issuer), context: tokenOf(run) };
}

const policiesOf = (trust: OidcTrust) => ({
  identityPolicies: [ADMINISTRATOR_ACCESS],
  resourcePolicy: documentJson([oidcTrustStatement(oidcProviderArn('aws', ACCOUNT, trust.issuer), trust)]),
});
const admitted = (trust: OidcTrust, requests: ProofRequest[]) => notAllowed(policiesOf(trust), '*', requests);
const refused = (trust: OidcTrust, requests: ProofRequest[]) => notDenied(policiesOf(trust), '*', requests);

const PROPS = { owner: 'octo-org', ownerId: '1234', repository: 'shop', repositoryId: '5678' };
const BRANCHES = ['develop', 'mai', 'main2', 'main-evil', 'evil/main', 'MAIN', 'main/evil', 'refs/heads/main'];
const TAGS = ['main', 'v1.0', 'refs/heads/main'];
const ENVIRONMENTS = ['staging', 'Production', 'production ', 'production-evil', 'production:evil', 'evil:environment:production', '', '*'];

/** Of other repositories, other providers, and half a token. */
function attacksOnAny(base: Run): ProofRequest[] {
  const attack = (what: string, changes: Partial<Run>) => requestOf(what, changes, base);
  const legitimate = tokenOf(base);
  const key = (claim: string) => `${base.issuer}:${claim}`;
  const forged = (what: string, context: Record<string, unknown>): ProofRequest =>
    ({ ...attack(what, {}), context: Object.fromEntries(Object.entries({ ...legitimate, ...context }).filter(([, value]) => value !== null)) });
  return [
    ...similar('octo-org').map((owner) => attack(`the owner "${owner}"`, { owner, ownerId: '666' })),
    ...similar('shop').map((repository) => attack(`the repository "${repository}" of the owner`, { repository, repositoryId: '667' })),
    attack('a fork', { owner: 'eve', ownerId: '666', repositoryId: '668' }),
    attack('a fork within the organization', { repository: 'shop-fork', repositoryId: '669' }),
    attack('another repository that took over the name', { repositoryId: '670' }),
    attack('another owner that took over both names', { ownerId: '666', repositoryId: '670' }),
    attack('another owner with the same repository id', { ownerId: '666' }),
    attack('an owner named so that the subject looks right', { owner: 'octo-org@1234/shop@5678:environment:production', ownerId: '666', repositoryId: '671' }),
    attack('a taken-over name, with a subject of names only', { legacy: true, repositoryId: '670', ownerId: '666' }),
    attack('the repository after its transfer', { owner: 'eve', ownerId: '666' }),
    ...['', '*', 'https://github.com/octo-org', 'sts.amazonaws.com.evil.example', 'STS.amazonaws.com', 'sigstore', 'api://AzureADTokenExchange']
      .map((audience) => attack(`the audience "${audience}"`, { audience })),
    ...['gitlab.com', 'token.actions.githubusercontent.com.evil.example', 'token.actions.githubusercontent.com/evil', 'token.actions.evil.ghe.com', 'github.example.com/_services/token']
      .map((issuer) => attack(`the issuer ${issuer}`, { issuer })),
    { ...attack('the claims of GitHub, from a provider of another issuer', {}), principalArn: oidcProviderArn('aws', ACCOUNT, 'id.evil.example') },
    { ...attack('the provider of another account', {}), principalArn: oidcProviderArn('aws', '999988887777', GITHUB_ISSUER) },
    ...['sub', 'aud', 'repository_id', 'repository_owner_id'].map((claim) => forged(`a token without ${claim}`, { [key(claim)]: null })),
    ...['sub', 'aud', 'repository_id', 'repository_owner_id'].map((claim) => forged(`a token with an empty ${claim}`, { [key(claim)]: '' })),
    ...['repo:octo-org@1234/shop@5678:*', 'repo:octo-org@1234/*', '*', 'repo:octo-org@1234/shop@5678', 'repo:octo-org@1234/shop@5678:'].map((sub) => forged(`the subject ${sub}`, { [key('sub')]: sub })),
    attack('a pull request', { pullRequest: true, environment: undefined, ref: 'refs/pull/1/merge' }),
    { ...attack('the token, without web identity', {}), action: 'sts:AssumeRole' },
    { ...attack('the token, to name a source', {}), action: 'sts:SetSourceIdentity' },
    { ...attack('the token, to tag the session', {}), action: 'sts:TagSession' },
    ...strangersRequests(['sts:AssumeRole', WEB_IDENTITY]),
  ];
}

describe('a role for an environment', () => {
  const run = { ...RUN, environment: 'production' };
  const trust = githubTrust({ ...PROPS, environment: 'production' });
  const attacks = [
    ...attacksOnAny(run),
    ...ENVIRONMENTS.map((environment) => requestOf(`the environment "${environment}"`, { environment })),
    requestOf('no environment', {}),
    requestOf('a branch that is named as the environment', { ref: 'refs/heads/environment:production' }),
    requestOf('a pull request in the environment', { environment: 'production', pullRequest: true, ref: 'refs/pull/7/merge' }),
    requestOf('a merge queue in the environment', { environment: 'production', ref: 'refs/pull/7/head' }),
  ];

  test(`withstands ${attacks.length} attacks`, () => {
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(refused(trust, attacks)).toEqual([]);
  });

  test.each(['aud', 'sub', 'ref'])('would not withstand them without its condition on %s', (claim) => {
    const statement = without(`${GITHUB_ISSUER}:${claim}`, oidcTrustStatement(oidcProviderArn('aws', ACCOUNT, GITHUB_ISSUER), trust));
    const attacked = { identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: documentJson([statement]) };
    expect(notDenied(attacked, '*', attacks)).not.toEqual([]);
  });

  test('is there for its runs, from branches and tags', () => {
    expect(admitted(trust, [requestOf('a branch', run), requestOf('a tag', { ...run, ref: 'refs/tags/v1' }), requestOf('another branch', { ...run, ref: 'refs/heads/x' })])).toEqual([]);
  });

  test('may be limited to one branch', () => {
    const limited = githubTrust({ ...PROPS, environment: 'production', branch: 'main' });
    expect(admitted(limited, [requestOf('the branch', run)])).toEqual([]);
    expect(refused(limited, [
      ...attacks, ...BRANCHES.map((branch) => requestOf(branch, { ...run, ref: `refs/heads/${branch}` })), requestOf('a tag', { ...run, ref: 'refs/tags/main' }),
    ])).toEqual([]);
  });

  test('may be limited to tags', () => {
    const limited = githubTrust({ ...PROPS, environment: 'production', tag: 'v*' });
    expect(admitted(limited, [requestOf('a tag', { ...run, ref: 'refs/tags/v1' })])).toEqual([]);
    expect(refused(limited, [...attacks, requestOf('the branch', run), requestOf('another tag', { ...run, ref: 'refs/tags/x1' })])).toEqual([]);
  });

  test('encodes the colons of its name, as GitHub does', () => {
    const trusted = githubTrust({ ...PROPS, environment: 'production:eu' });
    expect(admitted(trusted, [requestOf('the environment', { environment: 'production:eu' })])).toEqual([]);
    expect(refused(trusted, [requestOf('another', { environment: 'production' })])).toEqual([]);
  });
});

describe('a role for a branch', () => {
  const trust = githubTrust({ ...PROPS, branch: 'main' });
  const attacks = [
    ...attacksOnAny(RUN),
    ...BRANCHES.map((branch) => requestOf(`the branch ${branch}`, { ref: `refs/heads/${branch}` })),
    ...TAGS.map((tag) => requestOf(`the tag ${tag}`, { ref: `refs/tags/${tag}` })),
    requestOf('a job of the branch, in an environment', { environment: 'production' }),
    requestOf('an environment that is named as the ref', { environment: 'ref:refs/heads/main' }),
  ];

  test(`withstands ${attacks.length} attacks`, () => {
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(refused(trust, attacks)).toEqual([]);
  });

  test('is there for its runs', () => {
    expect(admitted(trust, [requestOf('a push', {}), requestOf('another workflow', { workflow: 'octo-org/x/.github/workflows/x.yml@refs/heads/x' })])).toEqual([]);
  });
});

test('every attack would succeed on a role that trusts everyone', () => {
  const everyone = documentJson([{ Effect: 'Allow', Principal: '*', Action: 'sts:*' }]);
  expect(notAllowed({ identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: everyone }, '*', attacksOnAny(RUN))).toEqual([]);
});

describe('a role for tags', () => {
  test('is there for tags that begin so, and for nothing else', () => {
    const trust = githubTrust({ ...PROPS, tag: 'v*' });
    const run = { ...RUN, ref: 'refs/tags/v1.0' };
    expect(admitted(trust, [requestOf('a tag', run), requestOf('another', { ...run, ref: 'refs/tags/v2' })])).toEqual([]);
    expect(refused(trust, [...attacksOnAny(run), requestOf('another tag', { ref: 'refs/tags/release' }), requestOf('a branch', { ref: 'refs/heads/v1.0' })])).toEqual([]);
  });

  test('is there for one tag', () => {
    const trust = githubTrust({ ...PROPS, tag: 'v1' });
    expect(admitted(trust, [requestOf('the tag', { ref: 'refs/tags/v1' })])).toEqual([]);
    expect(refused(trust, [requestOf('a longer one', { ref: 'refs/tags/v1.0' })])).toEqual([]);
  });
});

test('a role for a reusable workflow is there for jobs of that workflow only', () => {
  const workflow = 'octo-org/workflows/.github/workflows/deploy.yml@refs/heads/main';
  const trust = githubTrust({ ...PROPS, branch: 'main', jobWorkflowRef: workflow });
  expect(admitted(trust, [requestOf('the workflow', { workflow })])).toEqual([]);
  expect(refused(trust, [
    ...attacksOnAny({ ...RUN, workflow }),
    ...['octo-org/workflows/.github/workflows/deploy.yml@refs/heads/evil', 'eve/workflows/.github/workflows/deploy.yml@refs/heads/main', RUN.workflow]
      .map((other) => requestOf(other, { workflow: other })),
  ])).toEqual([]);
});

describe('a repository with subjects of names only', () => {
  const legacySubjectReason = 'created in 2021, opts in to ids next quarter';
  const trust = githubTrust({ ...PROPS, branch: 'main', legacySubjectReason });

  test('is refused unless its reason is given', () => {
    expect(refused(githubTrust({ ...PROPS, branch: 'main' }), [requestOf('names only', { legacy: true })])).toEqual([]);
  });

  test('would be whoever takes over its names, without the condition on its id', () => {
    const statement = without(`${GITHUB_ISSUER}:repository_id`, oidcTrustStatement(oidcProviderArn('aws', ACCOUNT, GITHUB_ISSUER), trust));
    const takenOver = requestOf('the names, taken over within the organization', { legacy: true, repositoryId: '670' });
    expect(notAllowed({ resourcePolicy: documentJson([statement]) }, '*', [takenOver])).toEqual([]);
    expect(refused(trust, [takenOver])).toEqual([]);
  });

  test('is still known by its ids, in either form', () => {
    expect(admitted(trust, [requestOf('names only', { legacy: true }), requestOf('with ids', {})])).toEqual([]);
    expect(refused(trust, [...attacksOnAny(RUN), ...attacksOnAny({ ...RUN, legacy: true })])).toEqual([]);
  });
});

test.each(['token.actions.githubusercontent.com/octo-enterprise', 'token.actions.octocorp.ghe.com'])('a role for the issuer %s trusts its tokens only', (issuer) => {
  const trust = githubTrust({ ...PROPS, branch: 'main', issuer });
  expect(admitted(trust, [requestOf('the issuer', { issuer })])).toEqual([]);
  expect(refused(trust, [requestOf('GitHub as such', {}), ...strangersRequests([WEB_IDENTITY])])).toEqual([]);
});

describe('a GitHub Enterprise Server', () => {
  const issuer = 'github.example.com/_services/token';
  const server: Partial<Run> = { issuer, legacy: true };
  /** Of the claims, IAM reads subject and audience. */
  const onServer = (what: string, changes: Partial<Run> = {}): ProofRequest => {
    const request = requestOf(what, { ...server, ...changes });
    return { ...request, context: Object.fromEntries(Object.entries(request.context!).filter(([key]) => /:(sub|aud)$/.test(key))) };
  };
  const trust = githubEnterpriseServerTrust({ host: 'github.example.com', owner: 'octo-org', repository: 'shop', branch: 'main' });

  test('is known by the names in its subjects', () => {
    expect(admitted(trust, [onServer('a push')])).toEqual([]);
    expect(admitted(githubEnterpriseServerTrust({ host: 'github.example.com', owner: 'octo-org', repository: 'shop', environment: 'production' }),
      [onServer('the environment', { environment: 'production' })])).toEqual([]);
    expect(admitted(githubEnterpriseServerTrust({ host: 'github.example.com', owner: 'octo-org', repository: 'shop', tag: 'v*' }),
      [onServer('a tag', { ref: 'refs/tags/v1' })])).toEqual([]);
  });

  test('is not another repository, branch, event or server', () => {
    expect(refused(trust, [
      ...similar('octo-org').map((owner) => onServer(owner, { owner })), ...similar('shop').map((repository) => onServer(repository, { repository })),
      ...BRANCHES.map((branch) => onServer(branch, { ref: `refs/heads/${branch}` })), onServer('a pull request', { pullRequest: true }),
      onServer('an environment', { environment: 'production' }), onServer('an audience', { audience: 'x' }), requestOf('GitHub', { legacy: true }),
      ...strangersRequests([WEB_IDENTITY]),
    ])).toEqual([]);
  });

  test.each([
    [{ host: 'https://github.example.com' }, 'host: found "https://github.example.com", expected the host name of the server'],
    [{ environment: 'production' }, 'environment: found "production", expected nothing beside branch and tag'],
  ])('is told by props that can be met: %j', (props, message) => {
    expect(() => githubEnterpriseServerTrust({ host: 'github.example.com', owner: 'octo-org', repository: 'shop', branch: 'main', ...props })).toThrow(message);
  });
});

describe('props that say too much or too little', () => {
  test.each<[Partial<GitHubPipelineProps>, string]>([
    [{ branch: undefined }, 'environment: found nothing, expected an environment, or a branch or a tag'],
    [{ owner: '*' }, 'owner: found "*", expected the name of a user or organization'],
    [{ owner: 'octo-org/shop' }, 'owner: found "octo-org/shop"'],
    [{ owner: '${aws:username}' }, 'owner: found "${aws:username}"'],
    [{ repository: 'sh?p' }, 'repository: found "sh?p", expected the name of a repository'],
    [{ repository: 'octo-org/shop' }, 'repository: found "octo-org/shop"'],
    [{ ownerId: 'octo-org' }, 'ownerId: found "octo-org", expected the number of the owner'],
    [{ ownerId: '' }, 'ownerId: found ""'],
    [{ repositoryId: '*' }, 'repositoryId: found "*", expected the number of the repository'],
    [{ repositoryId: '0' }, 'repositoryId: found "0"'],
    [{ branch: '*' }, 'branch: found "*", expected the name of one branch such as main'],
    [{ branch: 'release/*' }, 'branch: found "release/*"'],
    [{ branch: 'refs/heads/main' }, 'branch: found "refs/heads/main"'],
    [{ branch: 'main:x' }, 'branch: found "main:x"'],
    [{ branch: '' }, 'branch: found ""'],
    [{ tag: 'v1' }, 'tag: found "v1", expected nothing beside branch'],
    [{ branch: undefined, tag: '*' }, 'tag: found "*", expected a tag such as v1.0'],
    [{ branch: undefined, tag: '*1' }, 'tag: found "*1"'],
    [{ branch: undefined, tag: 'v?' }, 'tag: found "v?"'],
    [{ environment: '*' }, 'environment: found "*", expected the name of an environment'],
    [{ environment: 'prod-${env}' }, 'environment: found "prod-${env}"'],
    [{ environment: '' }, 'environment: found ""'],
    [{ environment: 'x'.repeat(256) }, 'expected the name of an environment, 1 to 255 characters'],
    [{ audience: '*' }, 'audience: found "*", expected the audience'],
    [{ issuer: 'https://token.actions.githubusercontent.com' }, 'issuer: found "https://token.actions.githubusercontent.com", expected'],
    [{ issuer: 'evil.example' }, 'issuer: found "evil.example"'],
    [{ jobWorkflowRef: 'octo-org/workflows/.github/workflows/*@refs/heads/main' }, 'jobWorkflowRef: found'],
    [{ jobWorkflowRef: 'octo-org/workflows/.github/workflows/deploy.yml' }, 'jobWorkflowRef: found'],
    [{ legacySubjectReason: 'old' }, 'legacySubjectReason: found "old", expected a reason of at least 20 characters'],
  ])('are refused: %j', (props, message) => {
    expect(() => githubTrust({ ...PROPS, branch: 'main', ...props })).toThrow(message);
  });

  test('pass at the limit', () => {
    expect(() => githubTrust({ ...PROPS, environment: 'x'.repeat(255) })).not.toThrow();
  });
});
