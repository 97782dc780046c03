import { readable } from '../../analysis/escalation/describe';
import { escalationSearch, startingPrincipals, violationOf } from '../escalations';
import { ref, roleExample, stringParameter, trusting } from '../example-templates';
import { defineRule } from '../rule';

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const inline = (...statements: object[]) => ({ Policies: [{ PolicyName: 'Work', PolicyDocument: document(...statements) }] });
const allow = (Action: unknown, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const trustsAws = (AWS: unknown) => trusting({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });
const role = (properties: Record<string, unknown>) => ({ Type: 'AWS::IAM::Role', Properties: properties });
const READS_ORDERS = inline(allow('dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'));

/** `Role`, with the statements, and `Reader`, a role for Lambda that may do something. */
function besideReader(title: string, ...statements: object[]) {
  return { title, resources: { ...roleExample(title, inline(...statements)).resources, Reader: roleExample('', READS_ORDERS).resources.Role } };
}

export const noEscalationToOtherRole = defineRule({
  id: 'NoEscalationToOtherRole',
  title: 'a principal can act as another one of the app that is allowed more',
  why: 'What one part of an app may do becomes what every part may do that can take it over.',
  fix: 'Take away one of the actions of the chain, or limit it to the resources that the job needs.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC03-BP02'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining',
  ],
  unknown: 'A chain that hangs on a token, on a boundary that is not part of the app, or on a condition about the circumstances of the request, such as '
    + 'a second factor, is a warning that names it.',
  examples: {
    bad: [
      besideReader('it passes the role to a function of its own', allow('iam:PassRole', arnOf('Reader')), allow('lambda:CreateFunction', '*')),
      {
        title: 'it replaces the code of a function that is allowed more',
        resources: {
          ...besideReader('', allow('lambda:UpdateFunctionCode', arnOf('Function'))).resources,
          Function: { Type: 'AWS::Lambda::Function', Properties: { Role: arnOf('Reader') } },
        },
      },
      {
        title: 'it assumes a role that no policy lets it assume, by way of another',
        resources: {
          ...roleExample('', inline(allow('sts:AssumeRole', arnOf('Middle')))).resources,
          Middle: role({ ...trustsAws(arnOf('Role')), ...inline(allow('sts:AssumeRole', arnOf('Reader'))) }),
          Reader: role({ ...trustsAws(arnOf('Middle')), ...READS_ORDERS }),
        },
      },
    ],
    good: [
      besideReader('it passes a role, and has no use for it', allow('iam:PassRole', arnOf('Reader'))),
      {
        title: 'it assumes a role that both sides name',
        resources: {
          ...roleExample('', inline(allow('sts:AssumeRole', arnOf('Reader')))).resources,
          Reader: role({ ...trustsAws(arnOf('Role')), ...READS_ORDERS }),
        },
      },
      besideReader('it is allowed as much itself', allow('iam:PassRole', arnOf('Reader')), allow('lambda:CreateFunction', '*'), allow('dynamodb:*', '*')),
    ],
    unknown: [
      {
        ...besideReader('the boundary is a parameter'),
        resources: {
          ...besideReader('').resources,
          Role: roleExample('', { ...inline(allow('iam:PassRole', arnOf('Reader')), allow('lambda:CreateFunction', '*')), PermissionsBoundary: ref('Boundary') }).resources.Role,
        },
        parameters: stringParameter('Boundary'),
      },
    ],
  },
  *check(model) {
    for (const principal of startingPrincipals(model)) {
      const search = escalationSearch(model);
      const toAdministrator = search.toAdministrator(principal);
      // Who becomes an administrator becomes everybody else, too.
      const [found, ...others] = toAdministrator && toAdministrator.doubts.length === 0 ? [] : search.toOthers(principal);
      if (found) {
        const { to } = found.chain[found.chain.length - 1];
        const target = to === 'anyone' ? to : to.principal.label;
        const more = others.length === 0 ? '' : `, and as ${others.length} other${others.length === 1 ? '' : 's'}`;
        yield violationOf(found, principal, target,
          `can act as ${target}, which may ${found.beyond!.action} on ${readable(found.beyond!.resource)}${more}`);
      }
    }
  },
});
