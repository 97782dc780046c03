import { Matching } from '../../policy/statement';
import { opaqueToken } from '../../policy/text';
import { policyExample } from '../example-templates';
import { permissionExposures } from '../exposures';
import { grantKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, isEveryAction, occurrencesWith, placeOf, speaksOf, speaksOfAction } from '../select';

const bucket = 'arn:aws:s3:::reports';

export const noResourcePolicyEscalation = defineRule({
  id: 'NoResourcePolicyEscalation',
  title: 'a principal that uses a resource may write the policy of the resource, too',
  why: 'Whoever writes the policy of a bucket, key, secret or repository can grant itself, or anyone, all that its own policies withhold.',
  fix: 'Leave the policy of the resource to those who deploy it.',
  severity: 'warning',
  packs: ['strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html'],
  unknown: 'Nothing is left open: whichever resource a token stands for, its policy can be written.',
  examples: {
    bad: [
      policyExample('reading a bucket, and writing its policy', { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutBucketPolicy'], Resource: [bucket, `${bucket}/*`] }),
      policyExample('in two statements',
        { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
        { Effect: 'Allow', Action: 'kms:PutKeyPolicy', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }),
    ],
    good: [
      policyExample('reading', { Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/*` }),
      policyExample('writing the policy, and nothing else', { Effect: 'Allow', Action: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'], Resource: bucket }),
      policyExample('of every bucket, which NoResourceExposure speaks of', { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutBucketPolicy'], Resource: '*' }),
    ],
    unknown: [],
  },
  *check(model) {
    for (const { statement, policies } of occurrencesWith(model, (action) => pairOf(action) !== undefined, ['identity'], 'Allow')) {
      const pair = pairOf(statement.action);
      if (pair && permissionExposures(statement).length === 0) {
        for (const policy of policies) {
          const { statements } = policy.document;
          const used = pair.uses.find((action) => statements.some((other) => other.effect === 'Allow' && grants(other.action, action)));
          const isDenied = statements.some((other) => other.effect === 'Deny' && other.conditions.length === 0 && speaksOfAction(other, pair.writes) === 'yes');
          if (used && !isDenied) {
            yield {
              ...placeOf({ policy, statement }), key: grantKey([pair.writes], statement.resource?.patterns ?? []),
              witness: describeStatement(statement),
              message: `grants ${pair.writes} beside ${used}: the policy of the resource can grant the rest`,
            };
          }
        }
      }
    }
  },
});

/** The action that writes the policy, and some of those that it can grant. */
const PAIRS: readonly { readonly writes: string; readonly uses: readonly string[] }[] = [
  { writes: 's3:PutBucketPolicy', uses: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'] },
  { writes: 'kms:PutKeyPolicy', uses: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:Sign'] },
  { writes: 'secretsmanager:PutResourcePolicy', uses: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'] },
  { writes: 'ecr:SetRepositoryPolicy', uses: ['ecr:BatchGetImage', 'ecr:PutImage'] },
  { writes: 'lambda:AddPermission', uses: ['lambda:InvokeFunction'] },
  { writes: 'dynamodb:PutResourcePolicy', uses: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'] },
  { writes: 'sqs:AddPermission', uses: ['sqs:ReceiveMessage', 'sqs:SendMessage'] },
  { writes: 'sns:AddPermission', uses: ['sns:Publish', 'sns:Subscribe'] },
];

function pairOf(action: Matching) {
  return PAIRS.find(({ writes }) => grants(action, writes));
}

/** All actions of the service are another rule's finding: nothing is withheld then. */
function grants(action: Matching, name: string): boolean {
  const service = name.slice(0, name.indexOf(':'));
  return !action.negated && action.patterns.every((pattern) => !isEveryAction(pattern) && pattern.toString().toLowerCase() !== `${service}:*`)
    && !action.patterns.some((pattern) => opaqueToken(pattern)) && speaksOf(action, name) === 'yes';
}
