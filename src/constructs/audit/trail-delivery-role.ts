import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { StatementJson } from '../../policy/policy-json';
import { Machine } from '../identities/machine';
import { MachineRole } from '../identities/machine-role';

/**
 * Of all log streams of the group, for CloudTrail chooses their names: the ARN ends in `:*`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function trailDelivery(logGroupArn: string): StatementJson {
  return { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: logGroupArn };
}

/** The role by which a trail writes to its log group. CloudTrail sends no source when it assumes a role: see the page above. */
export class TrailDeliveryRole extends MachineRole {
  constructor(scope: Construct, id: string, logGroup: ILogGroup) {
    super(scope, id, { machine: Machine.service('cloudtrail.amazonaws.com'), description: 'CloudTrail writes to CloudWatch Logs' });
    this.addToPrincipalPolicy(PolicyStatement.fromJson(trailDelivery(logGroup.logGroupArn)));
  }
}
