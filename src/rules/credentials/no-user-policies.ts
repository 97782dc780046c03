import { PolicySource, PrincipalKind } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { opaqueToken, Text } from '../../policy/text';
import { ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { principalsOf } from '../resources';
import { defineRule } from '../rule';
import { placeOfPolicy } from '../select';

const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }] };

export const noUserPolicies = defineRule({
  id: 'NoUserPolicies',
  title: 'a policy is attached to a user',
  why: 'Permissions given one by one are forgotten when the person moves on.',
  fix: 'Attach the policy to a group or a role, and add the user to the group.',
  severity: 'error',
  packs: ['strict'],
  controls: {
    'aws-fsbp': ['IAM.2'],
    'cis-aws-5.0': ['1.14'],
    'nist-800-53-r5': ['AC-2', 'AC-2(1)', 'AC-3', 'AC-3(7)', 'AC-3(15)', 'AC-6', 'AC-6(3)'],
  },
  links: ['https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2'],
  unknown: 'A user whose name is only a token is a user all the same; a token that stands for a list of policies is a warning.',
  examples: {
    bad: [
      { title: 'inline', resources: { User: { Type: 'AWS::IAM::User', Properties: { Policies: [{ PolicyName: 'reports', PolicyDocument: document }] } } } },
      { title: 'managed', resources: { User: { Type: 'AWS::IAM::User', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] } } } },
      { title: 'a user of another template', resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'reports', Users: ['alice'], PolicyDocument: document } } } },
    ],
    good: [
      {
        title: 'through a group',
        resources: {
          Group: { Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'reports', PolicyDocument: document }] } },
          User: { Type: 'AWS::IAM::User', Properties: { Groups: [ref('Group')] } },
        },
      },
    ],
    unknown: [
      {
        title: 'the policies are a parameter',
        resources: { User: { Type: 'AWS::IAM::User', Properties: { ManagedPolicyArns: [ref('PolicyArn')] } } },
        parameters: stringParameter('PolicyArn'),
      },
    ],
  },
  *check(model) {
    const users = principalsOf(model, 'user');
    const ofUsers = new Set(users.flatMap(({ policies }) => policies));
    for (const policy of model.policies.filter((one) => one.outsiders.length > 0 || ofUsers.has(one))) {
      for (const user of usersOf(policy)) {
        // CDK names a policy after its logical id.
        const name = typeof policy.name === 'string' ? readableId(policy.name) : policy.name ?? readableId(policy.resource.logicalId);
        yield { ...placeOfPolicy(policy), key: `${partKey('User', [user])};${partKey('Policy', [name])}`, message: `the policy ${name} is attached to the user ${user}` };
      }
    }
    for (const { resource, attachments } of users) {
      for (const { arn, location } of attachments.filter((attachment) => attachment.resource === resource && !attachment.policy)) {
        yield {
          template: resource.template, resource, location, key: `${partKey('User', [readableId(resource.logicalId)])};${partKey('Policy', [arn])}`,
          message: `the policy ${arn} is attached to the user ${readableId(resource.logicalId)}`, unknown: opaqueToken(arn) !== undefined,
        };
      }
    }
  },
});

function usersOf({ principals, outsiders }: PolicySource): readonly Text[] {
  return [...principals.filter(isUser).map(({ resource }) => readableId(resource.logicalId)), ...outsiders.filter(isUser).map(({ name }) => name)];
}

function isUser({ kind }: { readonly kind: PrincipalKind }): boolean {
  return kind === 'user';
}
