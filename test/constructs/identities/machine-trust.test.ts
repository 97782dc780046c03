import { ROLE_ARN, similar, strangersRequests, WEB_IDENTITY, without } from './strangers';
import {
  ecsTaskTrust, NO_SESSION_OF_A_PERSON, podIdentityTrust, rolesAnywhereTrust, serviceAccountTrust, serviceTrust,
} from '../../../src/constructs/identities/machine-trust';
import { oidcProviderArn } from '../../../src/constructs/identities/oidc-trust';
import { documentJson, StatementJson } from '../../../src/policy/policy-json';
import { ACCOUNT, ADMINISTRATOR_ACCESS, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const FOREIGN = '999988887777';
const PLACE = { partition: 'aws', region: 'eu-west-1', account: ACCOUNT };
const TAGGED = ['sts:AssumeRole', 'sts:TagSession'];
const ENTRIES = [...TAGGED, 'sts:SetSourceIdentity', 'sts:AssumeRoleWithSAML', WEB_IDENTITY];
const SERVICES = [
  'lambda.amazonaws.com', 'ec2.amazonaws.com', 'ecs-tasks.amazonaws.com', 'ecs.amazonaws.com', 'pods.eks.amazonaws.com', 'eks.amazonaws.com',
  'eks-fargate-pods.amazonaws.com', 'rolesanywhere.amazonaws.com', 'states.amazonaws.com', 'cloudformation.amazonaws.com', 'ds.amazonaws.com',
  'edgelambda.amazonaws.com', 'codebuild.amazonaws.com', 'glue.amazonaws.com', 'sagemaker.amazonaws.com', 'ssm.amazonaws.com',
];
const CLUSTER = `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/shop`;
const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const ANCHOR = `arn:aws:rolesanywhere:eu-west-1:${ACCOUNT}:trust-anchor/11111111-2222-3333-4444-555555555555`;
const POD = { namespace: 'shop', serviceAccount: 'worker' };

/** A machine, how it comes in, and what may be wrong with each of the keys of its request. */
interface Visitor {
  readonly name: string;
  readonly trust: StatementJson;
  readonly principalArn: string;
  readonly actions: readonly string[];
  readonly context: Readonly<Record<string, unknown>>;
  readonly wrong: Readonly<Record<string, readonly unknown[]>>;
}

const otherAccounts = [FOREIGN, `${ACCOUNT}0`, '*', '', undefined];
const sentBy = (service: string, resource: string, account = ACCOUNT, region = 'eu-west-1') => `arn:aws:${service}:${region}:${account}:${resource}`;

const VISITORS: readonly Visitor[] = [
  {
    name: 'a function', trust: serviceTrust('lambda.amazonaws.com', { accounts: [], arns: [] }),
    principalArn: 'lambda.amazonaws.com', actions: ['sts:AssumeRole'], context: {}, wrong: {},
  },
  {
    name: 'an instance', trust: serviceTrust('ec2.amazonaws.com', { accounts: [], arns: [] }),
    principalArn: 'ec2.amazonaws.com', actions: ['sts:AssumeRole'], context: {}, wrong: {},
  },
  {
    name: 'a task of ECS', trust: ecsTaskTrust(['eu-west-1'], PLACE),
    principalArn: 'ecs-tasks.amazonaws.com', actions: ['sts:AssumeRole'],
    context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': sentBy('ecs', 'task/shop/0123') },
    wrong: {
      'aws:SourceAccount': otherAccounts,
      'aws:SourceArn': [sentBy('ecs', 'task/shop/0123', FOREIGN), sentBy('ecs', 'task/shop/0123', ACCOUNT, 'us-east-1'), sentBy('ec2', 'instance/i-1'), '*', undefined],
    },
  },
  {
    name: 'a state machine', trust: serviceTrust('states.amazonaws.com', { accounts: [ACCOUNT], arns: [sentBy('states', 'stateMachine:Shop')] }),
    principalArn: 'states.amazonaws.com', actions: ['sts:AssumeRole'],
    context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': sentBy('states', 'stateMachine:Shop') },
    wrong: {
      'aws:SourceAccount': otherAccounts,
      'aws:SourceArn': [sentBy('states', 'stateMachine:Shop', FOREIGN), ...similar('Shop').map((name) => sentBy('states', `stateMachine:${name}`)), undefined],
    },
  },
  {
    name: 'a pod, by Pod Identity', trust: podIdentityTrust(CLUSTER, POD, PLACE),
    principalArn: 'pods.eks.amazonaws.com', actions: TAGGED,
    context: {
      'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': CLUSTER, 'aws:RequestTag/kubernetes-namespace': 'shop', 'aws:RequestTag/kubernetes-service-account': 'worker',
      'aws:RequestTag/eks-cluster-arn': CLUSTER, 'aws:RequestTag/eks-cluster-name': 'shop', 'aws:RequestTag/kubernetes-pod-name': 'worker-1',
      'aws:RequestTag/kubernetes-pod-uid': '0123',
    },
    wrong: {
      'aws:SourceAccount': otherAccounts,
      'aws:SourceArn': [sentBy('eks', 'cluster/shop', FOREIGN), sentBy('eks', 'cluster/shop', ACCOUNT, 'us-east-1'), sentBy('eks', 'cluster/test'), undefined],
      'aws:RequestTag/kubernetes-namespace': ['default', 'kube-system', ...similar('shop'), undefined],
      'aws:RequestTag/kubernetes-service-account': ['default', ...similar('worker'), undefined],
    },
  },
  {
    name: 'a pod, by the provider of the cluster', trust: serviceAccountTrust(oidcProviderArn('aws', ACCOUNT, ISSUER), ISSUER, POD),
    principalArn: oidcProviderArn('aws', ACCOUNT, ISSUER), actions: [WEB_IDENTITY],
    context: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: 'system:serviceaccount:shop:worker' },
    wrong: {
      [`${ISSUER}:aud`]: ['https://kubernetes.default.svc', 'sigstore', ...similar('sts.amazonaws.com'), undefined],
      [`${ISSUER}:sub`]: [
        ...['default', ...similar('shop')].map((namespace) => `system:serviceaccount:${namespace}:worker`),
        ...['default', ...similar('worker')].map((account) => `system:serviceaccount:shop:${account}`),
        'system:node:worker', 'shop:worker', undefined,
      ],
    },
  },
  {
    name: 'a server with a certificate', trust: rolesAnywhereTrust(ANCHOR, { 'x509Subject/CN': 'worker-1', 'x509Subject/OU': 'Shop' }),
    principalArn: 'rolesanywhere.amazonaws.com', actions: [...TAGGED, 'sts:SetSourceIdentity'],
    context: {
      'aws:SourceArn': ANCHOR, 'aws:PrincipalTag/x509Subject/CN': 'worker-1', 'aws:PrincipalTag/x509Subject/OU': 'Shop',
      'aws:PrincipalTag/x509Issuer/CN': 'Example CA', 'sts:SourceIdentity': 'CN=worker-1',
    },
    wrong: {
      'aws:SourceArn': [ANCHOR.replace(ACCOUNT, FOREIGN), ANCHOR.replace('eu-west-1', 'us-east-1'), ANCHOR.replace('1111', '9999'), undefined],
      'aws:PrincipalTag/x509Subject/CN': [...similar('worker-1'), 'worker-2', undefined],
      'aws:PrincipalTag/x509Subject/OU': [...similar('Shop'), 'Office', undefined],
    },
  },
];

const coming = ({ name, principalArn, actions, context }: Visitor): ProofRequest[] =>
  actions.map((action) => ({ what: `${name}: ${action}`, action, resource: ROLE_ARN, principalArn, context }));

/** Other people and services, and the machine with one key wrong. All of them send all that the machine would. */
function attacksOn(visitor: Visitor): ProofRequest[] {
  const { principalArn, context, actions, wrong } = visitor;
  const asTheMachine = strangersRequests(ENTRIES).map((request) => ({ ...request, context: { ...context, ...request.context } }));
  const strangers = [...strangersRequests(TAGGED), ...asTheMachine];
  const others = SERVICES.flatMap((service) => TAGGED.map((action) => ({
    what: `${service}: ${action}`, action, resource: ROLE_ARN, principalArn: service, context,
  })));
  const forged = Object.entries(wrong).flatMap(([key, values]) => values.flatMap((value) => actions.map((action) => ({
    what: `${key} is ${String(value)}: ${action}`, action, resource: ROLE_ARN, principalArn, context: { ...context, [key]: value },
  }))));
  return [...[...strangers, ...others].filter((request) => request.principalArn !== principalArn), ...forged];
}

const policiesOf = (...trust: StatementJson[]) => ({ identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: documentJson(trust) });

describe.each(VISITORS.map((visitor) => [visitor.name, visitor] as const))('%s', (_, visitor) => {
  test('takes its role', () => {
    expect(notAllowed(policiesOf(visitor.trust), '*', coming(visitor))).toEqual([]);
  });

  test('is the only one to take it, whatever policies others have', () => {
    const attacks = attacksOn(visitor);
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(notDenied(policiesOf(visitor.trust), '*', attacks)).toEqual([]);
  });

  test('is held to each of its conditions: without one, somebody else gets in', () => {
    const open = Object.keys(visitor.wrong).filter((key) => notDenied(policiesOf(without(key, visitor.trust)), '*', attacksOn(visitor)).length === 0);
    expect(open).toEqual([]);
  });
});

test('a service without a source in its trust is bound to none', () => {
  expect(serviceTrust('lambda.amazonaws.com', { accounts: [], arns: [] }).Condition).toBeUndefined();
});

describe('a session of a machine with AdministratorAccess', () => {
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/Worker/run`;
  const policies = { identityPolicies: [ADMINISTRATOR_ACCESS, documentJson([NO_SESSION_OF_A_PERSON])] };

  test('becomes no session of a person', () => {
    const consoles = ['arn:aws:signin:::console/management', `arn:aws:signin:eu-west-1:${ACCOUNT}:oauth2/public-client/localhost`,
      `arn:aws:signin:eu-west-1:${ACCOUNT}:oauth2/public-client/remote`];
    const users = ['admin', 'alice', 'Worker'].map((name) => `arn:aws:sts::${ACCOUNT}:federated-user/${name}`);
    const attacks = [
      ...users.map((resource) => ({ what: `a token for ${resource}`, action: 'sts:GetFederationToken', resource })),
      ...consoles.flatMap((resource) => ['signin:Authenticate', 'signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token']
        .map((action) => ({ what: `${action} at ${resource}`, action, resource }))),
    ];
    expect(notDenied(policies, session, attacks)).toEqual([]);
  });

  test('does its work', () => {
    expect(notAllowed(policies, session, [
      { what: 'reads', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv' },
      { what: 'says who it is', action: 'sts:GetCallerIdentity' },
      { what: 'administers sign-in', action: 'signin:PutConsoleAuthorizationConfiguration' },
    ])).toEqual([]);
  });
});
