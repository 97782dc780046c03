import { Token } from 'aws-cdk-lib';
import { REGION } from '../../catalogue/regions';
import { globalServiceName, SOURCE_GUARDED_SERVICES } from '../../catalogue/source-guards';
import { StatementJson } from '../../policy/policy-json';
import { ACCOUNT_ID, badProp, checkText } from '../props';
import { checkService } from './machine-services';
import { ecsTaskTrust, Place, podIdentityTrust, rolesAnywhereTrust, ServiceAccount, serviceAccountTrust, serviceTrust } from './machine-trust';
import { issuerOf } from './oidc-issuer';

/**
 * Where the tasks run.
 */
export interface EcsTaskMachineOptions {
  /**
   * Regions in which tasks may take the role, such as `eu-west-1`.
   *
   * @default - the Region of the stack
   */
  readonly regions?: string[];
}

/**
 * Pods of one service account in one cluster.
 */
export interface EksPodIdentityMachineOptions {
  /** ARN of the cluster, which is in the account of the role. */
  readonly clusterArn: string;
  /** Kubernetes namespace: one, to the letter. */
  readonly namespace: string;
  /** Kubernetes service account: one, to the letter. */
  readonly serviceAccount: string;
}

/**
 * Pods of one service account in the cluster that the OpenID Connect provider belongs to.
 */
export interface IrsaMachineOptions {
  /** ARN of the cluster's OpenID Connect provider in IAM. */
  readonly providerArn: string;
  /** Kubernetes namespace: one, to the letter. */
  readonly namespace: string;
  /** Kubernetes service account: one, to the letter. */
  readonly serviceAccount: string;
  /**
   * URL of the provider without `https://`, such as `oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE`. Where neither this nor `providerArn`
   * is known before deployment, a custom resource puts the names of the condition keys together.
   *
   * @default - what follows `oidc-provider/` in `providerArn`
   */
  readonly issuer?: string;
}

/**
 * What stands in the certificate of a machine outside of AWS: at least one of the attributes, each to the letter.
 */
export interface RolesAnywhereMachineOptions {
  /** ARN of the trust anchor: the certificate authority. */
  readonly trustAnchorArn: string;
  /**
   * Common name (CN) of the subject.
   *
   * @default - any
   */
  readonly commonName?: string;
  /**
   * Organizational unit (OU) of the subject.
   *
   * @default - any
   */
  readonly organizationalUnit?: string;
  /**
   * DNS name among the subject's alternative names (SAN).
   *
   * @default - any
   */
  readonly dnsName?: string;
  /**
   * URI among the subject's alternative names (SAN), such as `spiffe://example.org/worker`.
   *
   * @default - any
   */
  readonly uri?: string;
}

/**
 * On whose behalf the service may act.
 */
export interface ServiceMachineOptions {
  /**
   * ARNs of the resources for which the service may take the role; wildcards may stand behind the account.
   *
   * @default - any resource of the source accounts
   */
  readonly sourceArns?: string[];
  /**
   * Ids of the accounts (twelve digits) that the resources belong to.
   *
   * @default - for services that send it, and where one of `sourceArns` names no account, the accounts in `sourceArns`, or the account of the stack;
   * none for others
   */
  readonly sourceAccounts?: string[];
}

/**
 * The kind of machine that takes a role, as its trust policy needs to know it.
 */
export class Machine {
  /**
   * A Lambda function. Lambda is not documented to send a source, so its role has no source guard: it is iam:PassRole that says which functions
   * get the role, and that only within the account.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
   */
  public static lambdaFunction(): Machine {
    return new Machine(() => unguarded('lambda.amazonaws.com'));
  }

  /**
   * A task of ECS: its containers (task role), or ECS and Fargate when they start it (task execution role). Both roles trust alike.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
   */
  public static ecsTask(options: EcsTaskMachineOptions = {}): Machine {
    const { regions } = options;
    if (regions?.length === 0) {
      throw badProp('regions', 'an empty list', 'at least one Region');
    }
    regions?.forEach((region) => checkText('regions', region, REGION, 'Regions such as eu-west-1'));
    return new Machine((place) => ecsTaskTrust(regions ?? [place.region], place));
  }

  /**
   * An EC2 instance. The role comes with an instance profile. EC2 sends no source when it takes the role.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
   */
  public static ec2(): Machine {
    return new Machine(() => unguarded('ec2.amazonaws.com'), true);
  }

  /**
   * Pods of EKS, by EKS Pod Identity. The association has to pass session tags, which is its default: without them the role is not taken.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
   */
  public static eksPodIdentity(options: EksPodIdentityMachineOptions): Machine {
    const { clusterArn } = options;
    checkText('clusterArn', clusterArn, /^arn:[a-z-]+:eks:[a-z0-9-]+:\d{12}:cluster\/[\w-]+$/, 'the ARN of one cluster, arn:...:eks:...:...:cluster/...');
    checkServiceAccount(options);
    return new Machine((place) => podIdentityTrust(clusterArn, options, place));
  }

  /**
   * Pods of EKS, by the OpenID Connect provider of the cluster (IAM roles for service accounts).
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
   */
  public static irsa(options: IrsaMachineOptions): Machine {
    const issuer = issuerOf(options.providerArn, options.issuer);
    checkServiceAccount(options);
    return new Machine(() => serviceAccountTrust(options.providerArn, issuer, options));
  }

  /**
   * A machine outside of AWS with a certificate, by IAM Roles Anywhere.
   *
   * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
   */
  public static rolesAnywhere(options: RolesAnywhereMachineOptions): Machine {
    const { trustAnchorArn } = options;
    checkText('trustAnchorArn', trustAnchorArn, /^arn:[a-z-]+:rolesanywhere:[a-z0-9-]+:\d{12}:trust-anchor\/[0-9a-f-]+$/,
      'the ARN of one trust anchor, arn:...:rolesanywhere:...:...:trust-anchor/...');
    const attributes: Record<string, string> = {};
    for (const [prop, attribute] of Object.entries(CERTIFICATE)) {
      const value = options[prop as keyof typeof CERTIFICATE];
      if (value !== undefined) {
        checkText(prop, value, /^[^*?$]{1,256}$/, 'the attribute as it stands in the certificate, without wildcards');
        attributes[attribute] = value;
      }
    }
    if (Object.keys(attributes).length === 0) {
      throw badProp('rolesAnywhere', 'no attribute of the certificate', `at least one of ${Object.keys(CERTIFICATE).join(', ')}: else every certificate of the authority takes the role`);
    }
    return new Machine(() => rolesAnywhereTrust(trustAnchorArn, attributes));
  }

  /**
   * Any other service. Those that are known to send their source are held to the account of the stack. Another one gets a condition on its source
   * only if it is given here, for a service that sends no source would be locked out.
   *
   * @param service Such as `states.amazonaws.com`. A service through which people sign in is refused.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
   */
  public static service(service: string, options: ServiceMachineOptions = {}): Machine {
    checkService(service);
    const { sourceArns = [], sourceAccounts } = options;
    sourceAccounts?.forEach((account) => checkText('sourceAccounts', account, ACCOUNT_ID, 'account ids of twelve digits'));
    sourceArns.forEach((arn) => checkText('sourceArns', arn, /^arn:[^:]+:[a-z0-9-]+:[^:]*:(\d{12})?:[^:*?].*$/, 'ARNs that name the service and the account of the source'));
    const isGuarded = globalServiceName(service) in SOURCE_GUARDED_SERVICES;
    if (isGuarded && sourceAccounts?.length === 0) {
      throw badProp('sourceAccounts', 'an empty list', `at least one account, for ${service} sends it`);
    }
    return new Machine(({ account }) => serviceTrust(service, {
      accounts: sourceAccounts ?? (isGuarded || sourceArns.some(isWithoutAccount) ? accountsOf(sourceArns) ?? [account] : []), arns: sourceArns,
    }));
  }

  private constructor(private readonly trust: (place: Place) => StatementJson, private readonly isInstance = false) {}

  /** @internal */
  public _trust(place: Place): StatementJson {
    return this.trust(place);
  }

  /** @internal */
  public get _needsInstanceProfile(): boolean {
    return this.isInstance;
  }
}

const CERTIFICATE = {
  commonName: 'x509Subject/CN', organizationalUnit: 'x509Subject/OU', dnsName: 'x509SAN/DNS', uri: 'x509SAN/URI',
} as const;

function unguarded(service: string): StatementJson {
  return serviceTrust(service, { accounts: [], arns: [] });
}

/** Undefined where one of them does not tell. */
function accountsOf(arns: readonly string[]): string[] | undefined {
  const accounts = new Set(arns.map((arn) => (Token.isUnresolved(arn) ? '' : arn.split(':')[4])));
  return accounts.size > 0 && !accounts.has('') ? [...accounts] : undefined;
}

/**
 * A bucket that is deleted may be made again by others.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount
 */
function isWithoutAccount(arn: string): boolean {
  return !Token.isUnresolved(arn) && arn.split(':')[4] === '';
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
function checkServiceAccount({ namespace, serviceAccount }: ServiceAccount): void {
  checkText('namespace', namespace, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'one Kubernetes namespace, without wildcards');
  checkText('serviceAccount', serviceAccount, /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/, 'one Kubernetes service account, without wildcards');
}
