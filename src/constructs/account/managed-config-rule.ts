import { Token } from 'aws-cdk-lib';
import { CONFIG_MANAGED_RULES, ConfigManagedRule, managedRulePage } from '../../catalogue/config-managed-rules';
import { badProp, checkText } from '../props';

/**
 * A managed rule of AWS Config.
 */
export interface ManagedConfigRule {
  /**
   * Identifier, such as `IAM_USER_MFA_ENABLED`. Those that are not known here are taken as they are.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
   */
  readonly identifier: string;

  /**
   * Parameters by name, as its page spells them. What is left out has no default: those of the pages are filled in by the console only.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };
}

/** InputParameters of a rule: https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html */
const MOST_CHARACTERS = 1024;

export function checkManagedRule(prop: string, { identifier, parameters = {} }: ManagedConfigRule): void {
  checkText(prop, identifier, /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/, 'identifiers of managed rules, such as IAM_USER_MFA_ENABLED');
  const rule = knownRule(identifier);
  if (rule) {
    const known = Object.keys(rule.parameters ?? {});
    const expected = `${known.join(', ') || 'no parameter'}, as in ${managedRulePage(identifier)}`;
    for (const name of Object.keys(parameters).filter((each) => !known.includes(each))) {
      throw badProp(`${prop}.${identifier}`, name, expected);
    }
    for (const name of known.filter((each) => rule.parameters![each] === 'required' && parameters[each] === undefined)) {
      throw badProp(`${prop}.${identifier}.${name}`, undefined, `a value, as in ${managedRulePage(identifier)}`);
    }
  }
  const text = JSON.stringify(parameters);
  if (!Token.isUnresolved(text) && text.length > MOST_CHARACTERS) {
    throw badProp(`${prop}.${identifier}`, `${text.length} characters of parameters`, `at most ${MOST_CHARACTERS}, as JSON`);
  }
}

export function knownRule(identifier: string): ConfigManagedRule | undefined {
  return Object.prototype.hasOwnProperty.call(CONFIG_MANAGED_RULES, identifier) ? CONFIG_MANAGED_RULES[identifier] : undefined;
}
