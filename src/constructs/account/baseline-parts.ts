/** Which parts an account baseline makes, has, or leaves out. */
import { IConstruct } from 'constructs';
import { AccountBaselineProps, ExistingBaselineParts } from './account-baseline-props';
import { inOtherAccount, inOtherRegion } from './home-region';
import { badProp, checkReason } from '../props';

export type BaselinePart = keyof ExistingBaselineParts;

const PARTS: readonly BaselinePart[] = ['passwordPolicy', 'auditTrail', 'investigationQueries', 'unusedRoles', 'credentialHygiene', 'accessAnalyzers'];
const PASSWORD_RULE = 'IAM_PASSWORD_POLICY';

/** Each part is made by its props, exists, or is omitted for a reason: one of the three. */
export function checkParts(props: AccountBaselineProps): void {
  const { existingParts = {}, omittedParts = {} } = props;
  for (const part of PARTS) {
    const reason = omittedParts[part];
    if (reason !== undefined) {
      checkReason(`omittedParts.${part}`, reason);
    }
    const said = Object.entries({ [part]: props[part], [`existingParts.${part}`]: existingParts[part], [`omittedParts.${part}`]: reason })
      .filter(([, value]) => value !== undefined).map(([prop]) => prop);
    if (said.length > 1) {
      throw badProp(said[0], `one beside ${said[1]}`, 'one of the two');
    }
  }
  if (props.recorder && (existingParts.credentialHygiene ?? props.credentialHygiene?.recorder)) {
    throw badProp('recorder', 'one beside that of credentialHygiene', 'one of the two: an account has one in a Region');
  }
}

/** What exists stands in for a part if it is about this account, and this Region where that counts. */
export function checkPlaces(scope: IConstruct, existing: ExistingBaselineParts, isHome: boolean): void {
  const { passwordPolicy, auditTrail, unusedRoles, credentialHygiene, accessAnalyzers } = existing;
  const parts: [BaselinePart, IConstruct | undefined, boolean, boolean][] = [
    ['passwordPolicy', passwordPolicy, true, false],
    ['auditTrail', auditTrail, !auditTrail?._isOfOrganization, false],
    ['unusedRoles', unusedRoles, true, false],
    ['credentialHygiene', credentialHygiene, true, isHome],
    ['accessAnalyzers', accessAnalyzers, !accessAnalyzers?._isOfOrganization, true],
  ];
  for (const [part, construct, ofAccount, ofRegion] of parts) {
    if (construct && ((ofAccount && inOtherAccount(scope, construct)) || (ofRegion && inOtherRegion(scope, construct)))) {
      throw badProp(`existingParts.${part}`, construct.node.path, `one of the account${ofRegion ? ' and the Region' : ''} of ${scope.node.path}`);
    }
  }
}

/** AWS Config charges for each evaluation, and two rules with different values contradict each other. */
export function checkPasswordRuleOnce({ passwordPolicy, credentialHygiene }: ExistingBaselineParts): void {
  if (passwordPolicy?.configRule && credentialHygiene?.ruleIdentifiers.includes(PASSWORD_RULE)) {
    throw badProp('credentialHygiene.additionalRules', PASSWORD_RULE, 'none: passwordPolicy has that rule, with its own values, unless its configRule is false');
  }
}
