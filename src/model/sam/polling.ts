/** Event sources that Lambda polls with the role of the function. */
import { sendStatements } from './destinations';
import { serviceRole } from './policy-list';
import { RoleDraft } from './role-draft';
import { objectAt, Properties, sub } from './sam-draft';
import { isObject } from '../../policy/document';

interface Polling {
  /** The policy that AWS has for it. */
  readonly managed?: string;
  readonly statements?: (properties: Properties) => readonly unknown[];
  /** The kinds of access whose secret the role reads. */
  readonly secrets?: RegExp;
}

const NETWORK = allow([
  'ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface', 'ec2:DescribeVpcs', 'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
], '*');

const POLLING: Readonly<Record<string, Polling>> = {
  DocumentDB: {
    statements: ({ Cluster: cluster }) => [
      allow('rds:DescribeDBClusterParameters', regional('rds', 'cluster-pg:*')),
      allow('rds:DescribeDBSubnetGroups', regional('rds', 'subgrp:*')),
      allow('rds:DescribeDBClusters', cluster),
      NETWORK,
    ],
    secrets: /^BASIC_AUTH$/,
  },
  DynamoDB: { managed: 'AWSLambdaDynamoDBExecutionRole' },
  Kinesis: { managed: 'AWSLambdaKinesisExecutionRole' },
  MQ: { statements: ({ Broker: broker }) => [allow('mq:DescribeBroker', broker)], secrets: /^BASIC_AUTH$/ },
  MSK: { managed: 'AWSLambdaMSKExecutionRole', secrets: /^CLIENT_CERTIFICATE_TLS_AUTH$/ },
  SQS: { managed: 'AWSLambdaSQSQueueExecutionRole' },
  SelfManagedKafka: {
    statements: (properties) => (accesses(properties).some(({ Type: type }) => type === 'VPC_SUBNET') ? [NETWORK] : []),
    secrets: /^(?!VPC_)/,
  },
};

export function isPolling(type: unknown): type is string {
  return Object.hasOwn(POLLING, String(type));
}

export function grantPolling(type: string, properties: Properties, role: RoleDraft, property: string): void {
  const { managed, statements: statementsOf, secrets } = POLLING[type];
  if (managed !== undefined) {
    role.attach(serviceRole(managed), property);
  }
  const { Type: target, Destination: arn } = objectAt(properties, 'DestinationConfig', 'OnFailure');
  const statements = [
    ...statementsOf?.(properties) ?? [],
    ...(secrets ? secretStatements(properties, secrets) : []),
    ...sendStatements(target, arn) ?? [],
  ];
  if (statements.length > 0) {
    role.grant(statements, property);
  }
  if (properties.SchemaRegistryConfig !== undefined) {
    role.note('a schema registry, which SAM grants access to', property);
  }
}

function secretStatements(properties: Properties, kinds: RegExp): readonly unknown[] {
  const { SecretsManagerKmsKeyId: key } = properties;
  return [
    ...accesses(properties).filter(({ Type: type }) => kinds.test(String(type))).map(({ URI: secret }) => allow('secretsmanager:GetSecretValue', secret)),
    ...(key === undefined ? [] : [allow('kms:Decrypt', sub('arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}', { Key: key }))]),
  ];
}

function accesses({ SourceAccessConfigurations: list }: Properties): Properties[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function regional(service: string, resource: string): unknown {
  return sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);
}

function allow(action: string | readonly string[], resource: unknown): Properties {
  return { Effect: 'Allow', Action: action, Resource: resource };
}
