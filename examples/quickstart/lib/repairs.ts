import { ArnFormat, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Least privilege for policies that a construct writes itself and has no property for: CDK's escape hatch, aimed at one
 * statement.
 */
export function narrowPolicies(stack: Stack): void {
  // It asks for "*" on "*" to delete one stack. CloudFormation deletes with the role that the stack was deployed with.
  override(stack, 'Preview/DeleteStack/ServiceRole/DefaultPolicy/Resource', 'PolicyDocument.Statement.0', {
    Action: 'cloudformation:DeleteStack',
    Resource: stack.stackId,
  });

  override(stack, 'Mailer/Policy/Resource', 'PolicyDocument.Statement.0.Resource',
    stack.formatArn({ service: 'ses', resource: 'identity', resourceName: 'newsletter.example.com' }));

  override(stack, 'LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/ServiceRole/DefaultPolicy/Resource', 'PolicyDocument.Statement.0.Resource',
    stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '/aws/lambda/*', arnFormat: ArnFormat.COLON_RESOURCE_NAME }));

  override(stack, 'Custom::AWSCDKOpenIdConnectProviderCustomResourceProvider/Role', 'Policies.0.PolicyDocument.Statement.0.Resource',
    stack.formatArn({ service: 'iam', region: '', resource: 'oidc-provider', resourceName: 'token.actions.githubusercontent.com' }));

  const keyManager = 'EC2-Key-Pair-Manager-Lambda/ServiceRole/DefaultPolicy/Resource';
  const keyPair = stack.formatArn({ service: 'ec2', resource: 'key-pair', resourceName: 'newsletter-mail-host' });
  const keySecrets = stack.formatArn({
    service: 'secretsmanager', resource: 'secret', resourceName: 'ec2-ssh-key/newsletter-mail-host/*', arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  override(stack, keyManager, 'PolicyDocument.Statement.1.Resource', keyPair);
  override(stack, keyManager, 'PolicyDocument.Statement.2.Resource', keyPair);
  override(stack, keyManager, 'PolicyDocument.Statement.4.Resource', keySecrets);
  override(stack, keyManager, 'PolicyDocument.Statement.5.Resource', keySecrets);
}

/** Who may assume a role, and on whose behalf. */
export function narrowTrust(stack: Stack): void {
  override(stack, 'SiteBuild/Project/Role/Resource', 'AssumeRolePolicyDocument.Statement.0.Condition', {
    StringEquals: { 'aws:SourceAccount': stack.account },
  });
  override(stack, 'Publisher/Resource', 'AssumeRolePolicyDocument.Statement.0.Condition.StringEquals', {
    'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
    'token.actions.githubusercontent.com:sub': 'repo:octo-org/newsletter:environment:production',
    'token.actions.githubusercontent.com:repository_id': '1296269',
  });
}

/** What stays, with the reason that a reviewer accepted. */
export function acknowledgeReviewed(stack: Stack): void {
  Validations.of(at(stack, 'Mailer')).acknowledge({
    id: 'IamGuardrails::IamGuardrails-NoUserPolicies[User=MailerUser;Policy=MailerPolicy]',
    reason: 'The SMTP interface of SES takes the credentials of an IAM user only. This one is bounded, and may do no more than send from one identity.',
  });
  Validations.of(at(stack, 'Mailer')).acknowledge({
    id: 'IamGuardrails::IamGuardrails-NoIamUsers[User=MailerUser]',
    reason: 'The SMTP interface of SES takes the credentials of an IAM user only. This one is bounded, and may do no more than send from one identity.',
  });
  Validations.of(at(stack, 'cdk-ses-smtp-credentials.CredentialsProvider/ses-smtp-credentials-handler/ServiceRole')).acknowledge({
    id: 'IamGuardrails::IamGuardrails-NoEscalationToOtherRole[Path=iam-002;To=MailerUser]',
    reason: 'Making the key of this one user is the job of this function. It runs on deployment only, and the user may do no more than send from one identity.',
  });
}

function override(stack: Stack, path: string, property: string, value: unknown): void {
  (at(stack, path) as CfnResource).addPropertyOverride(property, value);
}

function at(stack: Stack, path: string): IConstruct {
  return path.split('/').reduce<IConstruct>((construct, id) => construct.node.findChild(id), stack);
}
