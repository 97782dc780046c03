import {
  ComplianceType, ConfigServiceClient, Evaluation, paginateGetComplianceDetailsByConfigRule, PutEvaluationsCommand,
} from '@aws-sdk/client-config-service';
import { EntityType, IAMClient, paginateGetAccountAuthorizationDetails, RoleDetail } from '@aws-sdk/client-iam';
import { Evaluations } from './evaluations';
import { judgeRole } from './logic';
import { notificationTime, RuleEvent } from './notification';
import { readParameters } from './parameters';
import { retrying } from '../retrying';

/** What was put: how many evaluations of each kind. */
export type Summary = Readonly<Record<'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE', number>>;

const ROLE = 'AWS::IAM::Role';
const ROLES_A_PAGE = 200;
const RESULTS_A_PAGE = 100;
const READING_MS = 5 * 60 * 1000;
/** Stands for a test run, in place of the token that AWS Config sends. */
const TEST_TOKEN = 'TESTMODE';

const clientOptions = { retryMode: 'adaptive', maxAttempts: 10 };
const iam = new IAMClient(clientOptions);
const config = new ConfigServiceClient(clientOptions);

/**
 * Evaluates every role of the account, and clears what was evaluated before and is no longer there. A run that ends half-way is made good by
 * the next one, or by the same event once more.
 */
export const handler = async (event: RuleEvent): Promise<Summary> => {
  const at = notificationTime(event);
  const criteria = readParameters(event.ruleParameters);
  const summary = { COMPLIANT: 0, NON_COMPLIANT: 0, NOT_APPLICABLE: 0 };
  if (event.eventLeftScope) {
    return summary;
  }
  const evaluations = new Evaluations((batch) => putEvaluations(batch, event.resultToken));
  const evaluate = async (id: string, compliance: keyof Summary, annotation?: string) => {
    summary[compliance] += 1;
    await evaluations.add({
      ComplianceResourceType: ROLE, ComplianceResourceId: id, ComplianceType: compliance, Annotation: annotation, OrderingTimestamp: at,
    });
  };

  // Read before the roles: a role that appears in the meantime is not taken for one that has gone. AWS Config runs a rule as soon as it is
  // made, and the grant to read its results, which names the rule, comes after it.
  const earlier = await retrying('reading earlier evaluations', Date.now() + READING_MS, (abortSignal) => evaluatedBefore(event.configRuleName, abortSignal));
  const seen = new Set<string>();
  for await (const role of roles()) {
    const id = idOf(role);
    const judgement = seen.has(id) ? undefined : judgeRole(role, criteria, at);
    seen.add(id);
    if (judgement) {
      earlier.delete(id);
      await evaluate(id, judgement.compliance, judgement.annotation);
    }
  }
  if (seen.size === 0) {
    throw new Error('IAM lists no role at all, not even that of this function: evaluations are left as they are');
  }
  for (const id of earlier) {
    await evaluate(id, 'NOT_APPLICABLE');
  }
  await evaluations.finish();
  console.log(JSON.stringify({ rule: event.configRuleName, at, evaluations: summary }));
  return summary;
};

async function* roles(): AsyncGenerator<RoleDetail> {
  const pages = paginateGetAccountAuthorizationDetails({ client: iam, pageSize: ROLES_A_PAGE }, { Filter: [EntityType.Role] });
  for await (const { RoleDetailList: page = [] } of pages) {
    yield* page;
  }
}

/** AWS Config knows a role by its id, which no other role ever has: a name may come back. */
function idOf({ RoleId: id, RoleName: name }: RoleDetail): string {
  if (!id) {
    throw new Error(`RoleId: found nothing for the role ${name}`);
  }
  return id;
}

async function evaluatedBefore(rule: string, abortSignal: AbortSignal): Promise<Set<string>> {
  const ids = new Set<string>();
  const pages = paginateGetComplianceDetailsByConfigRule({ client: config, pageSize: RESULTS_A_PAGE }, {
    ConfigRuleName: rule, ComplianceTypes: [ComplianceType.Compliant, ComplianceType.Non_Compliant],
  }, { abortSignal });
  for await (const { EvaluationResults: page = [] } of pages) {
    for (const { EvaluationResultIdentifier: result } of page) {
      const { ResourceType: type, ResourceId: id } = result?.EvaluationResultQualifier ?? {};
      if (type === ROLE && id) {
        ids.add(id);
      }
    }
  }
  return ids;
}

async function putEvaluations(batch: Evaluation[], token: string): Promise<Evaluation[]> {
  const command = new PutEvaluationsCommand({ Evaluations: batch, ResultToken: token, TestMode: token === TEST_TOKEN });
  const { FailedEvaluations: failed = [] } = await config.send(command);
  return failed;
}
