/** Who may assume the role of a machine: the statements of its trust policy. */
import { oidcTrustStatement } from './oidc-trust';
import { ConditionJson, StatementJson } from '../../policy/policy-json';

/** Where the role is; the values may be tokens. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** On whose behalf a service may act. */
export interface Sources {
  readonly accounts: readonly string[];
  readonly arns: readonly string[];
}

export interface ServiceAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention */
export function serviceTrust(service: string, { accounts, arns }: Sources): StatementJson {
  const condition: ConditionJson = {
    ...(accounts.length > 0 && { StringEquals: { 'aws:SourceAccount': short(accounts) } }),
    ...(arns.length > 0 && { ArnLike: { 'aws:SourceArn': short(arns) } }),
  };
  return {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

/**
 * ECS names the account and the Region, but no cluster.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function ecsTaskTrust(regions: readonly string[], { partition, account }: Place): StatementJson {
  return serviceTrust('ecs-tasks.amazonaws.com', { accounts: [account], arns: regions.map((region) => `arn:${partition}:ecs:${region}:${account}:*`) });
}

/**
 * EKS passes what it knows of the pod as session tags.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export function podIdentityTrust(clusterArn: string, { namespace, serviceAccount }: ServiceAccount, { account }: Place): StatementJson {
  return {
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: {
      StringEquals: {
        'aws:SourceAccount': account,
        'aws:RequestTag/kubernetes-namespace': namespace,
        'aws:RequestTag/kubernetes-service-account': serviceAccount,
      },
      ArnEquals: { 'aws:SourceArn': clusterArn },
    },
  };
}

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
export function serviceAccountTrust(providerArn: string, issuer: string, { namespace, serviceAccount }: ServiceAccount): StatementJson {
  return oidcTrustStatement(providerArn, {
    issuer, equals: { aud: 'sts.amazonaws.com', sub: `system:serviceaccount:${namespace}:${serviceAccount}` },
  });
}

/**
 * IAM Roles Anywhere passes what stands in the certificate as tags of the principal, and its common name as the source identity.
 *
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export function rolesAnywhereTrust(trustAnchorArn: string, certificate: Readonly<Record<string, string>>): StatementJson {
  const tags = Object.entries(certificate).map(([attribute, value]) => [`aws:PrincipalTag/${attribute}`, value]);
  return {
    Effect: 'Allow',
    Principal: { Service: 'rolesanywhere.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    Condition: { ArnEquals: { 'aws:SourceArn': trustAnchorArn }, StringEquals: Object.fromEntries(tags) },
  };
}

/**
 * What turns the session of a machine into that of a person: the sign-in to the console, and the tokens that `aws login` takes.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssignin.html
 */
export const NO_SESSION_OF_A_PERSON: StatementJson = {
  Sid: 'NoSessionOfAPerson',
  Effect: 'Deny',
  Action: ['signin:Authenticate', 'signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token', 'sts:GetFederationToken'],
  Resource: '*',
};

/** A lone value needs no list: trust policies are short of room. */
function short(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0] : values;
}
