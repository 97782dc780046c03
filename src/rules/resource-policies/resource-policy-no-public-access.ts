import { outsiderIn } from '../../analysis/outsiders';
import { AccessModel, PolicySource } from '../../model/access-model';
import { hasOpaqueCondition, Statement } from '../../policy/statement';
import { opaqueToken, Token } from '../../policy/text';
import { ref, stringParameter } from '../example-templates';
import { partKey, statementKey } from '../keys';
import { lambdaPermissionExample, queuePolicyExample, resourceExample, ResourceGrant, resourceGrants, resourceOf } from '../resource-grants';
import { defineRule, Violation } from '../rule';
import { describeStatement, placeOf } from '../select';

const sends = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage' };
const reads = {
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }] },
};

export const resourcePolicyNoPublicAccess = defineRule({
  id: 'ResourcePolicyNoPublicAccess',
  title: 'the policy of a resource lets in everyone',
  why: 'Anyone in the world, or whoever has an AWS account, can do to the resource what the statement allows.',
  fix: 'Name the principals, or add a condition that only they can meet: aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount, aws:SourceVpce, kms:CallerAccount.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {
    'aws-fsbp': ['S3.2', 'S3.3', 'Lambda.1', 'SNS.4', 'SQS.3'],
    'pci-dss-4.0.1': ['7.2.1'],
    'nist-800-53-r5': ['AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)'],
    'well-architected': ['SEC03-BP07'],
  },
  links: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
    'https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html',
  ],
  unknown: 'A principal that is only a token, or a condition that is made when it is deployed, is a warning. So is a public policy that takes no effect: '
    + 'of a bucket that restricts public policies, or of an API that everyone reaches without a policy, too.',
  examples: {
    bad: [
      queuePolicyExample('a queue that anyone may send to', sends),
      queuePolicyExample('for any topic of any account', { ...sends, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:orders' } } }),
      queuePolicyExample('from any address', { ...sends, Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }),
      queuePolicyExample('of one organization, if of any', { ...sends, Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
      resourceExample('a bucket that anyone may read', 'AWS::S3::BucketPolicy', { Bucket: 'reports', ...reads }),
      lambdaPermissionExample('a function that anyone may invoke by its URL', {
        Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE',
      }),
    ],
    good: [
      queuePolicyExample('anyone of one organization', { ...sends, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
      queuePolicyExample('one topic', { ...sends, Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:orders' } } }),
      queuePolicyExample('everyone, and all but one organization denied', sends, {
        Effect: 'Deny', Principal: '*', Action: 'sqs:*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      }),
      lambdaPermissionExample('a service', { Principal: 'events.amazonaws.com', SourceArn: 'arn:aws:events:eu-west-1:111122223333:rule/nightly' }),
    ],
    unknown: [
      { ...queuePolicyExample('the principal is a parameter', { ...sends, Principal: { AWS: ref('Sender') } }), parameters: stringParameter('Sender') },
      resourceExample('a bucket that restricts public policies', 'AWS::S3::BucketPolicy', { Bucket: ref('Reports'), ...reads }, {
        Reports: { Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } } },
      }),
    ],
  },
  * check(model) {
    for (const grant of resourceGrants(model)) {
      yield* judgeGrant(model, grant);
    }
  },
});

const EVERYONE = { negated: false, principals: [{ type: 'AWS' as const, value: '*' }] };

function* judgeGrant(model: AccessModel, grant: ResourceGrant): Iterable<Violation> {
  const { policy, statement, denies } = grant;
  const outsider = outsiderIn(statement, denies);
  const limit = outsider && limitOf(model, policy);
  if (limit?.isClosed) {
    return;
  }
  if (outsider) {
    yield {
      ...placeOf(grant), key: `Principal=AWS:*;${statementKey(statement)}`, witness: describeStatement(statement),
      message: `lets in ${outsider.name}${limit ? `, ${limit.what}` : ''}`,
      ...(limit && { severity: 'warning' as const }),
      ...([statement, ...denies].some(hasOpaqueCondition) && { unknown: true }),
    };
  } else if (firstOpaquePrincipal(statement) && outsiderIn({ ...statement, principal: EVERYONE }, denies)) {
    const { label } = firstOpaquePrincipal(statement)!;
    yield {
      ...placeOf(grant), key: `${partKey('Principal', [`AWS:<${label}>`])};${statementKey(statement)}`, witness: describeStatement(statement), unknown: true,
      message: `lets in ${label}, known only when it is deployed`,
    };
  }
}

function firstOpaquePrincipal({ principal }: Statement): Token | undefined {
  return principal?.negated ? undefined : principal?.principals.flatMap(({ type, value }) => (type === 'AWS' && opaqueToken(value)) || [])[0];
}

interface Limit {
  /** No outsider reaches the resource. */
  readonly isClosed?: boolean;
  readonly what?: string;
}

/** What beside its policy keeps outsiders from a resource. */
function limitOf(model: AccessModel, { resource }: PolicySource): Limit | undefined {
  const texts = (path: string, of = resource) => model.textsAt(of, path).map(String);
  switch (resource.type) {
    case 'AWS::S3::BucketPolicy': {
      const bucket = resourceOf(model, model.textsAt(resource, 'Bucket')[0]);
      const settings = bucket ? texts(RESTRICTED, bucket) : [];
      return settings.length > 0 && settings.every((value) => value === 'true') ? { what: 'but the bucket restricts public policies to its own account' } : undefined;
    }
    // Of access points everything public is blocked unless they say otherwise.
    case 'AWS::S3::AccessPoint':
      return texts(RESTRICTED).includes('false') ? undefined : { what: 'but the access point restricts public policies to its own account' };
    // Who reaches the network of a domain is for its security groups to say.
    case 'AWS::Elasticsearch::Domain':
    case 'AWS::OpenSearchService::Domain':
      return texts('VPCOptions.SubnetIds[]').length > 0 ? { isClosed: true } : undefined;
    case 'AWS::ApiGateway::RestApi':
      return texts('EndpointConfiguration.Types[]').includes('PRIVATE') ? undefined : { what: 'as the API does without a policy' };
    default:
      return undefined;
  }
}

const RESTRICTED = 'PublicAccessBlockConfiguration.RestrictPublicBuckets';
