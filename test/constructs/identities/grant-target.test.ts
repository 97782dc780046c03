import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { IConstruct } from 'constructs';
import { grantTarget } from '../../../src/constructs/identities/grant-target';

const stack = new Stack(new App(), 'Stack');
const token = Fn.importValue('arn');
const certificate = new acm.Certificate(stack, 'Certificate', { domainName: 'example.com' });
const distribution = new cloudfront.Distribution(stack, 'Cdn', { defaultBehavior: { origin: new origins.HttpOrigin('example.com') } });
const zone = new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' });
const globalTable = new dynamodb.CfnGlobalTable(stack, 'GlobalTable', { attributeDefinitions: [], keySchema: [], replicas: [] });

test.each<[string, IConstruct | string, string]>([
  ['a bucket', new s3.Bucket(stack, 'Bucket'), 'bucket'],
  ['an L1 bucket', new s3.CfnBucket(stack, 'CfnBucket'), 'bucket'],
  ['a bucket imported by a token', s3.Bucket.fromBucketArn(stack, 'ImportedBucket', token), 'bucket'],
  ['a bucket imported by its name', s3.Bucket.fromBucketName(stack, 'NamedBucket', 'reports'), 'bucket'],
  ['the ARN of a bucket of the app', new s3.Bucket(stack, 'ArnBucket').bucketArn, 'bucket'],
  ['the ARN of objects of a bucket of the app', new s3.Bucket(stack, 'ObjectsBucket').arnForObjects('*'), 'object'],
  ['an L1 table', new dynamodb.CfnTable(stack, 'CfnTable', { keySchema: [] }), 'table'],
  ['a table imported by a token', dynamodb.Table.fromTableArn(stack, 'ImportedTable', token), 'table'],
  ['a key', new kms.Key(stack, 'Key'), 'key'],
  ['an L1 queue', new sqs.CfnQueue(stack, 'CfnQueue'), 'queue'],
  ['an L1 topic', new sns.CfnTopic(stack, 'CfnTopic'), 'topic'],
  ['an L1 secret', new secretsmanager.CfnSecret(stack, 'CfnSecret'), 'Secret'],
  ['a parameter', new ssm.StringParameter(stack, 'Parameter', { stringValue: 'x' }), 'parameter'],
  ['a parameter imported by its name', ssm.StringParameter.fromStringParameterName(stack, 'ImportedParameter', '/a/b'), 'parameter'],
  ['an L1 function', new lambda.CfnFunction(stack, 'CfnFunction', { code: {}, role: 'x' }), 'function'],
  ['a repository', new ecr.Repository(stack, 'Repository'), 'repository'],
  ['a stream', new kinesis.Stream(stack, 'Stream'), 'stream'],
  ['an event bus', new events.EventBus(stack, 'Bus'), 'event-bus'],
  ['an L1 state machine', new stepfunctions.CfnStateMachine(stack, 'CfnMachine', { roleArn: 'x' }), 'statemachine'],
  ['the ARN of the stream of an L1 table', new dynamodb.CfnTable(stack, 'StreamingTable', { keySchema: [] }).attrStreamArn, 'stream'],
  ['the ARN of the stream of an L1 global table', globalTable.attrStreamArn, 'stream'],
  ['the ARN of the secret of a database', new rds.CfnDBInstance(stack, 'Db').attrMasterUserSecretSecretArn, 'Secret'],
  ['the ARN of the secret of a cluster of databases', new rds.CfnDBCluster(stack, 'DbCluster').attrMasterUserSecretSecretArn, 'Secret'],
  ['the ARN of a certificate', certificate.certificateArn, 'certificate'],
  ['the ARN of a distribution', distribution.distributionArn, 'distribution'],
  ['the ARN of a hosted zone', zone.hostedZoneArn, 'hostedzone'],
  ['an ARN with tokens', `arn:${stack.partition}:sqs:${stack.region}:${stack.account}:${token}`, 'queue'],
])('%s tells what it is', (_, resource, type) => {
  expect(grantTarget(resource).forms?.[0].type.name).toBe(type);
});

test.each<[string, string]>([
  ['a parameter of the template', new CfnParameter(stack, 'Arn').valueAsString],
  ['an import', token],
  ['a star', '*'],
  ['an empty text', ' '],
])('%s does not tell what it is', (_, arn) => {
  expect(grantTarget(arn).forms).toBeUndefined();
});

test.each<[string, IConstruct]>([
  ['Stack/Rest (AWS::ApiGateway::RestApi)', new apigateway.RestApi(stack, 'Rest')],
  ['Stack/Http (AWS::ApiGatewayV2::Api)', new apigatewayv2.HttpApi(stack, 'Http')],
  ['Stack/Zone (AWS::Route53::HostedZone)', zone],
  ['Stack/Certificate (AWS::CertificateManager::Certificate)', certificate],
  ['Stack/Cdn (AWS::CloudFront::Distribution)', distribution],
])('%s does not tell its ARN, which is to be passed', (found, construct) => {
  expect(() => grantTarget(construct)).toThrow(`resources: found "${found}", expected a construct whose ARN is known: pass the ARN of this one, if it has one`);
});

test('the key of an encrypted resource is used through the service, in the Region of the resource', () => {
  const key = new kms.Key(stack, 'BucketKey');
  const { encryption } = grantTarget(new s3.Bucket(stack, 'Encrypted', { encryptionKey: key }));
  expect(encryption?.keyArn).toBe(key.keyArn);
  expect(encryption?.viaServices.map((service) => service.slice(0, 3))).toEqual(['s3.', 's3.']);
  expect(grantTarget(new s3.Bucket(stack, 'Plain')).encryption).toBeUndefined();
});

test('the key behind an alias is used, for the ARN of an alias grants no use of it', () => {
  const targetKey = new kms.Key(stack, 'AliasedKey');
  const alias = new kms.Alias(stack, 'Alias', { aliasName: 'alias/reports', targetKey });
  expect(grantTarget(new s3.Bucket(stack, 'Aliased', { encryptionKey: alias })).encryption?.keyArn).toBe(targetKey.keyArn);
  const imported = kms.Alias.fromAliasName(stack, 'ImportedAlias', 'alias/shared');
  expect(grantTarget(new s3.Bucket(stack, 'AliasedElsewhere', { encryptionKey: imported })).encryption).toMatchObject({ keyArn: undefined });
});
