/** What a function needs to send an event on: statements by the type of the destination. */
type Statements = readonly Readonly<Record<string, unknown>>[];

const allow = (action: string, resource: unknown) => ({ Effect: 'Allow', Action: action, Resource: resource });

const GRANTS: Readonly<Record<string, (arn: unknown) => Statements>> = {
  SQS: (arn) => [allow('sqs:SendMessage', arn)],
  SNS: (arn) => [allow('sns:Publish', arn)],
  EventBridge: (arn) => [allow('events:PutEvents', arn)],
  Lambda: (arn) => [allow('lambda:InvokeFunction', arn)],
  S3: toBucket,
  S3Bucket: toBucket,
};

function toBucket(arn: unknown): Statements {
  return [allow('s3:PutObject', { 'Fn::Join': ['/', [arn, '*']] }), allow('s3:ListBucket', arn)];
}

/** Undefined for a type that SAM gives nothing for. */
export function sendStatements(type: unknown, arn: unknown): Statements | undefined {
  return Object.hasOwn(GRANTS, String(type)) ? GRANTS[String(type)](arn) : undefined;
}
