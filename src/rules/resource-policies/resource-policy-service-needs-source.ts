import { isDeniedForStrangers } from '../../analysis/outsiders';
import { globalServiceName, sourcePage } from '../../catalogue/source-guards';
import { hasOpaqueCondition } from '../../policy/statement';
import { ref } from '../example-templates';
import { partKey } from '../keys';
import { queuePolicyExample, ResourceGrant, resourceGrants } from '../resource-grants';
import { defineRule } from '../rule';
import { describeStatement, placeOf, Problem } from '../select';
import { requiresNamed } from '../trust/trust-no-public-principal';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#source-account-versus-source-owner */
const GUARDS = ['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOwner', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];
const DESTINATIONS: Readonly<Record<string, 's3' | 'sns' | 'sqs'>> = {
  'AWS::S3::BucketPolicy': 's3',
  'AWS::SNS::TopicInlinePolicy': 'sns',
  'AWS::SNS::TopicPolicy': 'sns',
  'AWS::SQS::QueueInlinePolicy': 'sqs',
  'AWS::SQS::QueuePolicy': 'sqs',
};
const sends = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage' };

export const resourcePolicyServiceNeedsSource = defineRule({
  id: 'ResourcePolicyServiceNeedsSource',
  title: 'the policy of a bucket, a queue or a topic lets in a service for whoever asks it to',
  why: 'The service acts for customers of other accounts too: one of them can have it write to your resource, the confused deputy.',
  fix: 'Require aws:SourceArn with the resource that the service acts for, or aws:SourceAccount with your account. Where CDK writes the statement, add one that '
    + 'denies the service the same for every other source.',
  severity: 'error',
  packs: ['strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention'],
  unknown: 'A condition that is made when it is deployed is a warning. Services that are not documented to send the keys to such resources are left alone, '
    + 'and so are services that are tokens.',
  examples: {
    bad: [queuePolicyExample('any topic of any account', sends)],
    good: [
      queuePolicyExample('one topic', { ...sends, Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:orders' } } }),
      queuePolicyExample('the own account', { ...sends, Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } } }),
      queuePolicyExample('every other topic is denied', sends, {
        ...sends, Effect: 'Deny', Condition: { ArnNotLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:*' } },
      }),
      queuePolicyExample('a service that is not known to send its source', { ...sends, Principal: { Service: 'unknown.amazonaws.com' } }),
    ],
    unknown: [
      {
        ...queuePolicyExample('the condition is a parameter', { ...sends, Condition: { ArnEquals: ref('Sources') } }),
        parameters: { Sources: { Type: 'String' } },
      },
    ],
  },
  * check(model) {
    for (const grant of resourceGrants(model)) {
      for (const problem of judgeGrant(grant)) {
        yield { ...placeOf(grant), ...problem };
      }
    }
  },
});

/** What makes CDK write the condition itself. */
const IN_CDK: Readonly<Record<string, string>> = {
  'events.amazonaws.com': 'set the feature flag @aws-cdk/aws-events:eventsTargetQueueSameAccount',
  'logging.s3.amazonaws.com': 'keep the bucket in the stack of the one that it takes the log of',
};

function* judgeGrant({ policy, statement, denies }: ResourceGrant): Iterable<Problem> {
  const { type } = policy.resource;
  if (!Object.hasOwn(DESTINATIONS, type) || requiresNamed(statement, GUARDS)) {
    return;
  }
  for (const principal of statement.principal?.principals ?? []) {
    const service = globalServiceName(principal.value.toString());
    const page = principal.type === 'Service' ? sourcePage(service, DESTINATIONS[type]) : undefined;
    if (page && !isDeniedForStrangers(service, statement, denies)) {
      yield {
        key: partKey('Principal', [`Service:${service}`]), message: `lets in ${service} without a condition on its source`,
        witness: describeStatement(statement),
        fix: `Require aws:SourceArn, or aws:SourceAccount, as ${page} shows. Where CDK writes the statement, ${IN_CDK[service] ? `${IN_CDK[service]}, or ` : ''}`
          + `add one with addToResourcePolicy that denies ${service} the same under {"ArnNotLike": {"aws:SourceArn": "<what it acts for>"}}.`,
        ...([statement, ...denies].some(hasOpaqueCondition) && { unknown: true }),
      };
    }
  }
}
