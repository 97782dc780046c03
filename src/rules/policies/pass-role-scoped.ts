import { coversFormat } from '../../policy/arn-format';
import { Condition } from '../../policy/condition';
import { Pattern } from '../../policy/pattern';
import { hasOpaqueCondition, isPinned, requiredValues, Statement } from '../../policy/statement';
import { Text } from '../../policy/text';
import { policyExample, ref, stringParameter } from '../example-templates';
import { grantKey } from '../keys';
import { defineRule } from '../rule';
import { broadGrants, describeStatement, firstOpaque, isEveryAction, isEveryResource, judgeEach, Problem, speaksOfAction } from '../select';

const PASS_ROLE = 'iam:PassRole';
const ROLE_FORMAT = 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}';

export const passRoleScoped = defineRule({
  id: 'PassRoleScoped',
  title: 'iam:PassRole is granted on every role, for every service',
  why: 'Whoever may pass any role and start a resource with it has the permissions of the most powerful role in the account.',
  fix: 'Name the roles to pass, and the service in the condition iam:PassedToService.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: { 'well-architected': ['SEC03-BP02'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  unknown: 'A resource that is only a token, a condition that is made when it is deployed, or one that holds where the request names no service, is a warning.',
  examples: {
    bad: [
      policyExample('any role to any service', { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }),
      policyExample('within a wildcard', { Effect: 'Allow', Action: ['iam:Pass*'], Resource: 'arn:aws:iam::111122223333:role/*' }),
    ],
    good: [
      policyExample('one role', { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/task' }),
      policyExample('any role to one service', {
        Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      }),
    ],
    unknown: [
      { ...policyExample('the role is a parameter', { Effect: 'Allow', Action: 'iam:PassRole', Resource: ref('Role') }), parameters: stringParameter('Role') },
      policyExample('one service, if the request names it', {
        Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition: { StringEqualsIfExists: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      }),
    ],
  },
  check: (model) => judgeEach(broadGrants(model), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  const { action, resource } = statement;
  const passes = speaksOfAction(statement, PASS_ROLE) === 'yes' && resource !== undefined && !resource.negated;
  const isAdmin = action.patterns.some(isEveryAction) && resource?.patterns.some(isEveryResource);
  if (!passes || isAdmin || isForNamedServices(statement)) {
    return;
  }
  const everyRole = resource.patterns.find(isEveryRole);
  const token = firstOpaque(resource);
  const actions = action.negated ? action.patterns : action.patterns.filter((pattern) => Pattern.of(pattern, { ignoreCase: true }).matches(PASS_ROLE) === 'yes');
  const element = action.negated ? { action: 'NotAction' } : {};
  if (everyRole !== undefined) {
    const limited = isForNamedServices({ ...statement, conditions: statement.conditions.map(asIfPresent) });
    yield {
      key: grantKey(actions, [everyRole], element), witness: describeStatement(statement),
      message: `grants iam:PassRole on every role, for every service${limited ? ' whose request does not say iam:PassedToService' : ''}`,
      ...((limited || hasOpaqueCondition(statement)) && { unknown: true }),
    };
  } else if (token) {
    yield {
      key: grantKey(actions, resource.patterns, element), unknown: true,
      message: `grants iam:PassRole on every role if ${token.label} is "*"`, witness: describeStatement(statement),
    };
  }
}

/** The rule speaks of the statement. */
export function passesAnyRole(statement: Statement): boolean {
  return [...judgeStatement(statement)].length > 0;
}

const EVERY_SERVICE = Pattern.of('*.amazonaws.com');

function isForNamedServices(statement: Statement): boolean {
  const services = isPinned(statement, 'iam:PassedToService') ? requiredValues(statement, 'iam:PassedToService')! : ['*'];
  return !services.some((service) => Pattern.of(service).covers(EVERY_SERVICE) === 'yes');
}

function asIfPresent(condition: Condition): Condition {
  return { ...condition, operator: { ...condition.operator, ifExists: false } };
}

function isEveryRole(resource: Text): boolean {
  return isEveryResource(resource) || (resource.toString().includes('*') && coversFormat(resource, ROLE_FORMAT));
}
