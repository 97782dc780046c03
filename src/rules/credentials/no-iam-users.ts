import { AccessModel, ModelPrincipal } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { bareToken, identityOf, Text } from '../../policy/text';
import { ref } from '../example-templates';
import { partKey } from '../keys';
import { principalsOf, resourcesOf } from '../resources';
import { defineRule } from '../rule';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const FOR_PEOPLE = 'Let people sign in through IAM Identity Center or another identity provider; in a CDK app, HumanRole is a role for them.';
const FOR_WORKLOADS = 'Give the workload a role: on AWS its own, elsewhere by IAM Roles Anywhere or an OIDC provider; in a CDK app, MachineRole is one.';

export const noIamUsers = defineRule({
  id: 'NoIamUsers',
  title: 'an IAM user is made',
  why: 'A user has long-term credentials of its own: they are not gone with the session, nor with the person or the workload that had them.',
  fix: `${FOR_PEOPLE} ${FOR_WORKLOADS}`,
  severity: 'error',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC02-BP02', 'SEC02-BP04'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp',
    'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_identities_identity_provider.html',
  ],
  unknown: 'Nothing is left open: whatever its name and its policies will be, it is a user.',
  examples: {
    bad: [
      { title: 'a person with a password', resources: { Alice: { Type: 'AWS::IAM::User', Properties: { LoginProfile: { Password: ref('Initial') } } } }, parameters: { Initial: { Type: 'String', NoEcho: true } } },
      { title: 'an account for a service', resources: { Deployer: { Type: 'AWS::IAM::User', Properties: { ManagedPolicyArns: [READ_ONLY] } } } },
      { title: 'a user that nothing else is said of', resources: { User: { Type: 'AWS::IAM::User' } } },
    ],
    good: [
      { title: 'a group for users of elsewhere', resources: { Readers: { Type: 'AWS::IAM::Group', Properties: { ManagedPolicyArns: [READ_ONLY] } } } },
    ],
    unknown: [],
  },
  *check(model) {
    const owners = resourcesOf(model, 'AWS::IAM::AccessKey').flatMap((key) => model.textsAt(key, 'UserName'));
    for (const user of principalsOf(model, 'user')) {
      const { resource } = user;
      yield {
        template: resource.template, resource, location: 'Type', key: partKey('User', [readableId(resource.logicalId)]), ...useOf(model, user, owners),
      };
    }
  },
});

/** What it is for, as far as it can be told. */
function useOf(model: AccessModel, user: ModelPrincipal, owners: readonly Text[]): { readonly message: string; readonly fix?: string } {
  if (model.textsAt(user.resource, 'LoginProfile.Password').length > 0) {
    return { message: 'makes an IAM user for a person, who signs in with a password', fix: FOR_PEOPLE };
  }
  if (owners.some((owner) => names(owner, user))) {
    return { message: 'makes an IAM user for a workload, which has an access key', fix: FOR_WORKLOADS };
  }
  return user.policies.length + user.attachments.length > 0
    ? { message: 'makes an IAM user that has permissions and no password, as accounts of services have', fix: FOR_WORKLOADS }
    : { message: 'makes an IAM user' };
}

function names(text: Text, { resource, name }: ModelPrincipal): boolean {
  return bareToken(text)?.resource === resource.key || (name !== undefined && identityOf(text) === identityOf(name));
}
