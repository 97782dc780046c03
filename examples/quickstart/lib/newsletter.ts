import { join } from 'node:path';
import { SqsToLambda } from '@aws-solutions-constructs/aws-sqs-lambda';
import { NodejsBuild } from '@cdklabs/deploy-time-build';
import { TimeToLive } from '@cloudcomponents/cdk-temp-stack';
import { SesSmtpCredentials } from '@pepperize/cdk-ses-smtp-credentials';
import { GithubActionsIdentityProvider, GithubActionsRole } from 'aws-cdk-github-oidc';
import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { KeyPair } from 'cdk-ec2-key-pair';
import { Construct } from 'constructs';

const ASSETS = join(__dirname, '../../assets');

/**
 * A newsletter in a preview environment, made of published constructs in the way their documentation shows.
 */
export class Newsletter extends Stack {
  readonly boundary: ManagedPolicy;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);

    // The most that any role here may ever do: nothing of IAM but what two of the constructs need.
    this.boundary = new ManagedPolicy(this, 'Boundary', {
      statements: [
        new PolicyStatement({
          actions: ['codebuild:*', 'dynamodb:*', 'lambda:*', 'logs:*', 's3:*', 'secretsmanager:*', 'ses:Send*', 'sqs:*', 'xray:Put*'],
          resources: ['*'],
        }),
        new PolicyStatement({
          actions: ['cloudformation:DeleteStack', 'ec2:*KeyPair*', 'ec2:*Tags', 'iam:*OpenIDConnectProvider*', 'iam:*AccessKey', 'kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
        }),
      ],
    });

    // The site: built by CodeBuild while the stack is deployed.
    const site = new Bucket(this, 'Site', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    new NodejsBuild(this, 'SiteBuild', {
      assets: [{ path: join(ASSETS, 'site') }],
      destinationBucket: site,
      outputSourceDirectory: 'dist',
      nodejsVersion: 22,
    });
    new BucketDeployment(this, 'Robots', {
      sources: [Source.data('robots.txt', 'User-agent: *')],
      destinationBucket: site,
      destinationKeyPrefix: 'robots',
    });

    // Subscriptions: a queue and its worker.
    new SqsToLambda(this, 'Subscriptions', {
      lambdaFunctionProps: { code: Code.fromAsset(join(ASSETS, 'worker')), handler: 'index.handler', runtime: Runtime.NODEJS_22_X },
    });
    const settings = new Table(this, 'Settings', { partitionKey: { name: 'name', type: AttributeType.STRING } });
    new AwsCustomResource(this, 'FirstSetting', {
      onCreate: {
        service: 'DynamoDB',
        action: 'putItem',
        parameters: { TableName: settings.tableName, Item: { name: { S: 'language' }, value: { S: 'en' } } },
        physicalResourceId: PhysicalResourceId.of('first-setting'),
      },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [settings.tableArn] }),
    });

    // Mail: SMTP credentials for the mailer, and a key for its host.
    new SesSmtpCredentials(this, 'Mailer', {});
    new KeyPair(this, 'MailHostKey', { keyPairName: 'newsletter-mail-host' });

    // Delivery: GitHub Actions publishes the site, and a preview deletes itself.
    const publisher = new GithubActionsRole(this, 'Publisher', {
      provider: new GithubActionsIdentityProvider(this, 'GitHub'),
      owner: 'octo-org',
      repo: 'newsletter',
      maxSessionDuration: Duration.hours(12),
      permissionsBoundary: this.boundary,
    });
    site.grantReadWrite(publisher);
    new TimeToLive(this, 'Preview', { ttl: Duration.days(3) });
  }
}
