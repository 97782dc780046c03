import { IConstruct } from 'constructs';
import { AccessLevel } from './access-level';
import { actionStatements, levelStatements } from './access-statements';
import { actionProblem } from './grant-checks';
import { grantTarget } from './grant-target';
import { PolicyCondition } from './policy-condition';
import { actionsWithReason } from './reasoned-actions';
import { StatementJson } from '../../policy/policy-json';
import { badProp, checkReason } from '../props';

/**
 * A grant by access level or by actions.
 */
export interface RoleAccess {
  /**
   * All actions of exactly this level.
   *
   * @default - `actions`
   */
  readonly level?: AccessLevel;

  /**
   * These actions and no others.
   *
   * @default - those of `level`
   */
  readonly actions?: string[];

  /**
   * Constructs (L2, L1, imported) or ARNs.
   *
   * @default - none: for actions that cannot be limited to resources
   */
  readonly resources?: (IConstruct | string)[];

  /**
   * When the grant applies.
   *
   * @default - always
   */
  readonly condition?: PolicyCondition;

  /**
   * Why the role may change who has access, in at least 20 characters. Asked for by actions of the level Permissions management, whether the
   * level holds them or they are named; and by actions of IAM, STS, Identity Center and Organizations that AWS calls Write, although they lead to
   * more permissions or to credentials of others (`iam:PassRole`, `iam:CreateAccessKey`), where a level or a pattern holds them.
   *
   * @default - none
   */
  readonly reason?: string;
}

export function accessStatements(access: RoleAccess): StatementJson[] {
  const statements = statementsOf(access);
  const [action] = actionsWithReason(statements, access.actions);
  if (action !== undefined) {
    checkReason('reason', access.reason ?? '', `for ${action}: give it with allowAccess, or name the actions that are needed`);
  }
  return statements;
}

function statementsOf({ level, actions = [], resources = [] }: RoleAccess): StatementJson[] {
  if ((level === undefined) === (actions.length === 0)) {
    throw badProp('level', level, 'either a level or actions');
  }
  if (level === undefined) {
    actions.map(actionProblem).filter((problem) => problem !== undefined).forEach((problem) => {
      throw new Error(problem);
    });
    return actionStatements(actions, resources.filter((resource) => resource !== '*').map(grantTarget));
  }
  if (resources.length === 0) {
    throw badProp('resources', undefined, 'constructs or ARNs');
  }
  return levelStatements(level, resources.map(grantTarget));
}
