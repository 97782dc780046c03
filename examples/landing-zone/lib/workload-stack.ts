import { Stack, StackProps } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AccessLevel, Machine, MachineRole } from 'cdk-iam-guardrails';
import { Construct } from 'constructs';

/** Deployed by the pipeline: whatever roles it makes, they are below the workload boundary. */
export class WorkloadStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const orders = new Table(this, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    const invoices = new Bucket(this, 'Invoices', { enforceSSL: true });

    const role = new MachineRole(this, 'Worker', { machine: Machine.lambdaFunction() });
    role.allow(AccessLevel.READ, orders);
    invoices.grantPut(role);

    new Function(this, 'Function', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => {};'),
      role,
    });
  }
}
