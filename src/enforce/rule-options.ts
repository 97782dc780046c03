/** From what users write to what rules take, with ranges checked. */
import { Duration } from 'aws-cdk-lib';
import { checkDutyPairs, DutyPair } from './duty-pair';
import { lockOption } from './lock/lock-file';
import { RuleOptions } from '../rules/rule';

export interface RuleOptionsInput {
  readonly maxSessionDuration?: Duration;
  readonly trustedAccounts?: string[];
  readonly dutyPairs?: DutyPair[];
  readonly lockFile?: string;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html: MaxSessionDuration is 3600 to 43200 seconds. */
export function sessionSeconds(duration: Duration): number {
  const seconds = duration.toSeconds();
  if (seconds < 3600 || seconds > 43_200) {
    throw new Error(`maxSessionDuration: found ${seconds} seconds, expected 3600 to 43200 (1 to 12 hours)`);
  }
  return seconds;
}

export function ruleOptions({ maxSessionDuration, trustedAccounts = [], dutyPairs, lockFile }: RuleOptionsInput): Partial<RuleOptions> {
  for (const account of trustedAccounts) {
    if (!/^\d{12}$/.test(account)) {
      throw new Error(`trustedAccounts: found "${account}", expected an account id of twelve digits`);
    }
  }
  checkDutyPairs(dutyPairs ?? []);
  return {
    trustedAccounts,
    ...(maxSessionDuration && { maxSessionSeconds: sessionSeconds(maxSessionDuration) }),
    ...(dutyPairs && { dutyPairs }),
    ...(lockFile !== undefined && { lock: lockOption(lockFile) }),
  };
}
