import { Boundary, ModelPrincipal } from '../../model/access-model';
import { tokensOf } from '../../policy/text';
import { ref, roleExample, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { hasAdminStatement, isAwsManaged } from '../policies/no-admin-managed-policy';
import { defineRule, Violation } from '../rule';

export const permissionsBoundaryRequired = defineRule({
  id: 'PermissionsBoundaryRequired',
  title: 'a role or user has no permissions boundary, or one that bounds nothing',
  why: 'A boundary is what keeps a mistake in a policy, or an escalation, from becoming more than the workload may ever do.',
  fix: 'Set PermissionsBoundary to a policy that names the most the workload may do; in a CDK app, Guardrails.enforce(app, { permissionsBoundary }) puts it on every role and user, also those of custom resources.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC03-BP05'] },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html'],
  unknown: 'A boundary that is only a token satisfies the rule, unless the app enforces a certain one: then it is a warning.',
  examples: {
    bad: [
      roleExample('no boundary', {}),
      roleExample('a boundary that bounds nothing', { PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
      {
        title: 'a boundary of its own that bounds nothing',
        resources: {
          ...roleExample('', { PermissionsBoundary: ref('Boundary') }).resources,
          Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } } },
        },
      },
      {
        ...roleExample('a boundary in one environment only', { PermissionsBoundary: { 'Fn::If': ['IsProduction', 'arn:aws:iam::111122223333:policy/boundary', ref('AWS::NoValue')] } }),
        parameters: stringParameter('Environment'),
        sections: { Conditions: { IsProduction: { 'Fn::Equals': [ref('Environment'), 'production'] } } },
      },
    ],
    good: [
      roleExample('a boundary', { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary' }),
    ],
    unknown: [],
  },
  askedFor: ({ isApprovedBoundary }) => isApprovedBoundary !== undefined,
  *check(model, options) {
    const { isApprovedBoundary } = options;
    for (const principal of model.principals) {
      const problem = problemOf(principal, isApprovedBoundary);
      if (problem) {
        const { resource } = principal;
        yield { template: resource.template, resource, location: 'Properties.PermissionsBoundary', ...problem };
      }
    }
  },
});

type Approve = Parameters<typeof permissionsBoundaryRequired.check>[1]['isApprovedBoundary'];

type Problem = Pick<Violation, 'key' | 'message' | 'unknown'>;

function problemOf({ kind, boundaries, resource }: ModelPrincipal, approve: Approve): Problem | undefined {
  if (kind !== 'role' && kind !== 'user') {
    return undefined;
  }
  if (boundaries.length === 0 || boundaries.includes(undefined)) {
    const sometimes = boundaries.length > 1 ? ' in one of the forms that the template can take' : '';
    return { key: partKey('Boundary', ['none']), message: `the ${kind} has no permissions boundary${sometimes}` };
  }
  const known = boundaries as readonly Boundary[];
  const unbounded = known.find(boundsNothing);
  if (unbounded) {
    return { key: partKey('Boundary', [unbounded.arn]), message: `the ${kind} has the permissions boundary ${unbounded.arn}, which bounds nothing` };
  }
  if (!approve) {
    return undefined;
  }
  const others = known.filter((boundary) => !approve(boundary, resource.template));
  const other = others.find((boundary) => !isHidden(boundary)) ?? others[0];
  return other && {
    key: partKey('Boundary', [other.arn]), message: `the ${kind} has the permissions boundary ${other.arn}, not the one that is enforced`,
    ...(isHidden(other) && { unknown: true }),
  };
}

/** Only the deployment can tell which one it is. */
function isHidden({ arn }: Boundary): boolean {
  return tokensOf(arn).some((token) => token.kind === 'opaque');
}

/** AdministratorAccess, or a policy that allows everything and denies nothing. */
function boundsNothing({ arn, policy }: Boundary): boolean {
  return policy
    ? hasAdminStatement(policy) && policy.document.statements.every(({ effect }) => effect === 'Allow')
    : isAwsManaged(arn, 'AdministratorAccess');
}
