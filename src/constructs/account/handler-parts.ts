/** What every function of this library has beside its code: a role that may do what it does, a log that ends, and an alarm. */
import { Duration, Validations } from 'aws-cdk-lib';
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Machine } from '../identities/machine';
import { MachineRole } from '../identities/machine-role';
import { badProp } from '../props';

/**
 * How a function of this library is watched and bounded.
 */
export interface HandlerOptions {
  /**
   * Who is told when the function fails.
   *
   * @default - nobody: the alarm can be seen
   */
  readonly alarmTopic?: ITopic;

  /**
   * How long the function's log is kept: not `INFINITE`.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;

  /**
   * The most that the function's role may ever do.
   *
   * @default - the one that `Guardrails.enforce` or `GuardrailDefaults` puts on
   */
  readonly permissionsBoundary?: IManagedPolicy;
}

/** A role that may write the log, and nothing else yet. */
export function loggingRole(scope: Construct, { logRetention = RetentionDays.ONE_YEAR, permissionsBoundary }: HandlerOptions) {
  if (logRetention === RetentionDays.INFINITE) {
    throw badProp('logRetention', 'RetentionDays.INFINITE', 'a log that ends, for instance RetentionDays.TEN_YEARS');
  }
  const logGroup = new LogGroup(scope, 'Log', { retention: logRetention });
  const role = new MachineRole(scope, 'Role', { machine: Machine.lambdaFunction(), permissionsBoundary });
  logGroup.grantWrite(role);
  return { logGroup, role };
}

/** The runtime is part of what is shipped: cdk-nag asks for the newest one of all. */
export function acknowledgeRuntime(handler: IFunction): void {
  Validations.of(handler).acknowledge({ id: 'AwsSolutions-L1', reason: 'the handler is bundled and tested for this runtime, which AWS supports' });
}

export function alarmOnErrors(scope: Construct, handler: IFunction, { alarmTopic }: HandlerOptions): Alarm {
  const alarm = new Alarm(scope, 'Errors', {
    metric: handler.metricErrors({ period: Duration.minutes(5) }), threshold: 1, evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING, alarmDescription: `${scope.node.path} fails`,
  });
  if (alarmTopic) {
    alarm.addAlarmAction(new SnsAction(alarmTopic));
  }
  return alarm;
}
