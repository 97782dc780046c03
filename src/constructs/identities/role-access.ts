import { IConstruct } from 'constructs';
import { AccessLevel } from './access-level';
import { actionStatements, levelStatements } from './access-statements';
import { actionProblem } from './grant-checks';
import { grantTarget } from './grant-target';
import { PolicyCondition } from './policy-condition';
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
   * Why the role may change who has access: `AccessLevel.PERMISSIONS_MANAGEMENT` asks for at least 20 characters.
   *
   * @default - none
   */
  readonly reason?: string;
}

export function accessStatements({ level, actions = [], resources = [], reason }: RoleAccess): StatementJson[] {
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
  if (level === AccessLevel.PERMISSIONS_MANAGEMENT) {
    checkReason('reason', reason ?? '');
  }
  return levelStatements(level, resources.map(grantTarget));
}
