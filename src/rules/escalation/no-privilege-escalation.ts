import { destination } from '../../analysis/escalation/describe';
import { ANYONE } from '../../analysis/escalation/hop';
import { Escalation, EscalationSearch } from '../../analysis/escalation/search';
import { EstatePrincipal } from '../../analysis/estate';
import { escalationSearch, startingPrincipals, violationOf } from '../escalations';
import { policyExample, ref, roleExample, stringParameter } from '../example-templates';
import { defineRule, Violation } from '../rule';

const administrator = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  },
});
const inline = (...Statement: object[]) => ({ Policies: [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement } }] });
const allow = (Action: unknown, Resource: unknown, Condition?: object) => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) });
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

function withAdministrator(title: string, service: string, properties: Record<string, unknown>) {
  const { resources } = roleExample(title, properties);
  return { title, resources: { ...resources, Administrator: administrator(service) } };
}

export const noPrivilegeEscalation = defineRule({
  id: 'NoPrivilegeEscalation',
  title: 'a principal can make itself an administrator, or act as roles or users that nobody has chosen for it',
  why: 'Whoever gets hold of the principal gets the account: what its policies name is not all that it can do.',
  fix: 'Take away one of the actions of the chain, or limit it to the resources that the job needs.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: { 'nist-800-53-r5': ['AC-6', 'AC-6(10)'], 'well-architected': ['SEC03-BP02'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  ],
  unknown: 'A chain that hangs on a token, on a boundary that is not part of the app, or on a condition about the circumstances of the request, such as '
    + 'a second factor, is a warning that names it.',
  examples: {
    bad: [
      policyExample('it passes any role to a function of its own', allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'], '*')),
      roleExample('it writes its own policies', inline(allow('iam:PutRolePolicy', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/*' }))),
      withAdministrator('it passes the administrator of the app to a build', 'codebuild.amazonaws.com', inline(
        allow('iam:PassRole', arnOf('Administrator')), allow(['codebuild:CreateProject', 'codebuild:StartBuild'], '*'),
      )),
      policyExample('it runs its own code with the role of any function', allow('lambda:UpdateFunctionCode', '*')),
    ],
    good: [
      policyExample('passing one role is no way in by itself', allow('iam:PassRole', 'arn:aws:iam::111122223333:role/Worker')),
      policyExample('it passes roles to a service that it cannot use', allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }),
        allow('lambda:CreateFunction', '*')),
      policyExample('it writes the policies of one role outside the app that it cannot take over', allow('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/ops')),
      policyExample('it starts sessions on instances of its team only, with any document', allow('ssm:StartSession', 'arn:aws:ssm:*:*:document/*'),
        allow('ssm:StartSession', 'arn:aws:ec2:*:*:instance/*', { StringEquals: { 'ssm:resourceTag/team': 'orders' } })),
      policyExample('users manage their own access keys', allow('iam:CreateAccessKey', 'arn:aws:iam::*:user/${aws:username}')),
      policyExample('only two policies may be attached', allow('iam:AttachUserPolicy', '*', {
        ArnEquals: { 'iam:PolicyARN': ['arn:aws:iam::111122223333:policy/Reader', 'arn:aws:iam::111122223333:policy/Writer'] },
      })),
      {
        title: 'the permissions boundary closes it',
        resources: {
          ...roleExample('', { ...inline(allow('iam:PutRolePolicy', '*')), PermissionsBoundary: ref('Boundary') }).resources,
          Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [allow('s3:*', '*')] } } },
        },
      },
    ],
    unknown: [
      { ...policyExample('the role to be passed is a parameter', allow('iam:PassRole', ref('RoleArn')), allow('lambda:CreateFunction', '*')), parameters: stringParameter('RoleArn') },
      policyExample('a role outside the app, whose policies it writes and which it takes over, may have a boundary',
        allow(['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'], 'arn:aws:iam::111122223333:role/ops')),
      policyExample('a second factor is asked for', allow('iam:PutUserPolicy', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
    ],
  },
  *check(model) {
    const told = new Set<string>();
    for (const principal of startingPrincipals(model)) {
      const search = escalationSearch(model);
      const found = search.toAdministrator(principal);
      if (found && !isToldOfGroup(principal, search)) {
        const violation = violationOf(found, principal, targetOf(found), messageOf(found));
        // A policy that is attached to nobody is judged for a role and for a user: once is enough.
        if (!principal.hypothetical || !told.has(placeOf(violation))) {
          told.add(placeOf(violation));
          yield violation;
        }
      }
    }
  },
});

/** A user that has no policy but those of a group: what they grant is told of the group. */
function isToldOfGroup({ groups, policies }: EstatePrincipal, search: EscalationSearch): boolean {
  return groups.some((key) => {
    const group = search.landscape.principal(key);
    return group !== undefined && search.toAdministrator(group) !== undefined
      && policies.every(({ name }) => group.policies.some((one) => one.name === name));
  });
}

function targetOf({ chain }: Escalation): string {
  const { to, gained, service } = chain[chain.length - 1];
  return to === ANYONE ? `any-${gained === 'passedRole' ? `role-of-${service}` : gained ?? 'permission'}` : to.principal.label;
}

function messageOf({ chain, others, principal }: Escalation): string {
  const last = chain[chain.length - 1];
  const steps = chain.length === 1 ? '' : ` in ${chain.length} steps`;
  const more = others.length === 0 ? '' : `, and so by ${others.length} other path${others.length === 1 ? '' : 's'}`;
  const { to } = last;
  const isOwnMaking = to === ANYONE && last.gained === undefined && last.path.gains === 'anything';
  const what = isOwnMaking ? 'can give itself every permission' : to === ANYONE ? `can act as ${destination(last)}`
    : to.principal.key === principal.key ? 'can give itself every permission'
      : `can become ${to.principal.label}, an administrator`;
  return `${what}${steps} (${last.path.name})${more}`;
}

function placeOf({ template, resource, location }: Violation): string {
  return `${template.file} ${resource?.key} ${location}`;
}
