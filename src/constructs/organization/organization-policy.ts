/** The resource behind service control policies and resource control policies, with the checks that they share. */
import { Names, TagManager } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { attach, deployAfterOthers } from './attachments';
import { contentSize } from './content-size';
import { OrganizationPolicyType } from './guardrail-definition';
import { checkedParameters } from './guardrail-parameters';
import { checkLockOut, checkNobodyRefused } from './lock-out-check';
import { checkedQuotas, OrganizationPolicyQuotas } from './organization-policy-quotas';
import { checkStatements, statementsJson } from './policy-statements';
import { PolicyTarget } from './policy-target';
import { documentJson, StatementJson } from '../../policy/policy-json';
import { badProp, checkReason, checkText } from '../props';

/** As in the props of both constructs, where they are explained. */
export interface OrganizationPolicyOptions {
  readonly statements: PolicyStatement[];
  readonly targets?: PolicyTarget[];
  readonly policyName?: string;
  readonly description?: string;
  readonly exemptPrincipals?: string[];
  readonly lockOutReason?: string;
  readonly unknownActionsReason?: string;
  readonly quotas?: OrganizationPolicyQuotas;
}

export function organizationPolicy(scope: Construct, policyType: OrganizationPolicyType, options: OrganizationPolicyOptions): CfnPolicy {
  const { unknownActionsReason } = options;
  if (unknownActionsReason !== undefined) {
    checkReason('unknownActionsReason', unknownActionsReason);
  }
  const statements = statementsJson(options.statements, policyType);
  checkStatements(statements, policyType, 'statements', { anyAction: unknownActionsReason !== undefined });
  checkAdministration(scope, policyType, statements, options);
  return policyResource(scope, policyType, statements, options);
}

function checkAdministration(
  scope: Construct, policyType: OrganizationPolicyType, statements: readonly StatementJson[],
  { exemptPrincipals, lockOutReason, targets = [] }: OrganizationPolicyOptions,
): void {
  const policies = [{ name: scope.node.path, statements }];
  if (lockOutReason !== undefined) {
    checkReason('lockOutReason', lockOutReason);
  } else if (exemptPrincipals === undefined) {
    checkNobodyRefused(policyType, policies);
  } else {
    checkLockOut(scope, { policyType, policies, targets, parameters: checkedParameters({ exemptPrincipals }) });
  }
}

/** Of statements that are checked. */
export function policyResource(
  scope: Construct, policyType: OrganizationPolicyType, statements: readonly StatementJson[],
  { targets = [], policyName, description, quotas, lockOutReason }: Omit<OrganizationPolicyOptions, 'statements'>,
): CfnPolicy {
  const checked = checkedQuotas(policyType, quotas);
  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
  checkText('policyName', policyName ?? 'generated', /^[\x20-\x7e]{1,128}$/, '1 to 128 ASCII characters');
  checkText('description', description ?? '', /^[\s\S]{0,512}$/u, 'at most 512 characters');
  const size = contentSize(statements);
  if (size > checked.policySize) {
    throw badProp('statements', size, `at most ${checked.policySize} bytes (quotas.policySize): ${size - checked.policySize} too many`);
  }
  attach(scope, policyType, { name: scope.node.path, statements: lockOutReason === undefined ? statements : [] }, targets, checked);
  const resource = new CfnPolicy(scope, 'Resource', {
    name: policyName ?? Names.uniqueResourceName(scope, { maxLength: 128 }),
    description,
    type: policyType,
    content: documentJson(statements),
    targetIds: targets.length > 0 ? targets.map(({ targetId }) => targetId) : undefined,
  });
  resource.node.addValidation({ validate: () => tagFaults(resource.tags) });
  deployAfterOthers(resource);
  return resource;
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_tagging.html */
function tagFaults(tags: TagManager): string[] {
  const values = Object.entries(tags.tagValues());
  return [
    ...(values.length > 50 ? [`tags: found ${values.length}, expected at most 50`] : []),
    ...values.filter(([key]) => !/^(?!aws:)[\s\S]{1,128}$/iu.test(key)).map(([key]) => `tags: found the key "${key}", expected 1 to 128 characters that do not begin with aws:`),
    ...values.filter(([, value]) => value.length > 256).map(([key]) => `tags: found a value of "${key}" with more than 256 characters, expected at most 256`),
  ];
}
