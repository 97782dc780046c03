import { globalServiceName, sourcePage } from '../../catalogue/source-guards';
import { hasOpaqueCondition } from '../../policy/statement';
import { ref } from '../example-templates';
import { partKey } from '../keys';
import { queuePolicyExample, ResourceGrant, resourceGrants } from '../resource-grants';
import { defineRule } from '../rule';
import { describeStatement, placeOf, Problem } from '../select';
import { requiresNamed } from '../trust/trust-no-public-principal';

const GUARDS = ['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];
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
  fix: 'Require aws:SourceArn with the resource that the service acts for, or aws:SourceAccount with your account.',
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

function* judgeGrant({ policy, statement }: ResourceGrant): Iterable<Problem> {
  const { type } = policy.resource;
  if (!Object.hasOwn(DESTINATIONS, type) || requiresNamed(statement, GUARDS)) {
    return;
  }
  for (const principal of statement.principal?.principals ?? []) {
    const service = globalServiceName(principal.value.toString());
    const page = principal.type === 'Service' ? sourcePage(service, DESTINATIONS[type]) : undefined;
    if (page) {
      yield {
        key: partKey('Principal', [`Service:${service}`]), message: `lets in ${service} without a condition on its source`,
        witness: describeStatement(statement),
        fix: `Add the condition {"StringEquals": {"aws:SourceAccount": "<your account>"}}, or aws:SourceArn: see ${page}`,
        ...(hasOpaqueCondition(statement) && { unknown: true }),
      };
    }
  }
}
