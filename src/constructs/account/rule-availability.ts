/** Where AWS Config offers a managed rule. */
import { Aws, CfnCondition, CfnResource, Fn, ICfnConditionExpression } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { knownRule } from './managed-config-rule';

/** A Region that only the deployment knows may be one where it is offered. */
export function isOffered(identifier: string, region: string | undefined): boolean {
  const { onlyIn, notInPartitions } = knownRule(identifier) ?? {};
  return region === undefined || !((onlyIn && !onlyIn.includes(region)) || notInPartitions?.includes(RegionInfo.get(region).partition ?? ''));
}

/** The rule is made only where it is offered, as the deployment finds out. */
export function makeWhereOffered(scope: Construct, rule: CfnResource, identifier: string): void {
  const { onlyIn, notInPartitions } = knownRule(identifier) ?? {};
  const [value, values] = onlyIn ? [Aws.REGION, onlyIn] : [Aws.PARTITION, notInPartitions];
  if (values === undefined) {
    return;
  }
  const any = values.map((each): ICfnConditionExpression => Fn.conditionEquals(value, each)).reduce((one, other) => Fn.conditionOr(one, other));
  const id = `${onlyIn ? 'In' : 'NotIn'}${values.join('').replace(/\W/g, '')}`;
  const condition = scope.node.tryFindChild(id) as CfnCondition | undefined
    ?? new CfnCondition(scope, id, { expression: onlyIn ? any : Fn.conditionNot(any) });
  rule.cfnOptions.condition = condition;
}
