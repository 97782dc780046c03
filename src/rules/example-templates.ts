/** Short ways to write the examples of rules, and to read them. */
import { Example } from './rule';

type Statement = Record<string, unknown>;

export const ref = (name: string) => ({ Ref: name });
export const stringParameter = (name: string) => ({ [name]: { Type: 'String' } });

const document = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });

export const trusting = (...statements: Statement[]) => ({ AssumeRolePolicyDocument: document(statements) });

export const trustsLambda: Statement = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };

/** A customer-managed policy with the statements. */
export function policyExample(title: string, ...statements: Statement[]): Example {
  return { title, resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(statements) } } } };
}

/** A bucket policy with the statements. */
export function bucketPolicyExample(title: string, ...statements: Statement[]): Example {
  return { title, resources: { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'reports', PolicyDocument: document(statements) } } } };
}

/** A role with the trust statements. */
export function trustExample(title: string, ...statements: Statement[]): Example {
  return { title, resources: { Role: { Type: 'AWS::IAM::Role', Properties: trusting(...statements) } } };
}

/** A role for Lambda with further properties. */
export function roleExample(title: string, properties: Record<string, unknown>): Example {
  return { title, resources: { Role: { Type: 'AWS::IAM::Role', Properties: { ...trusting(trustsLambda), ...properties } } } };
}

/** The template that an example stands for. */
export function exampleTemplate({ parameters, sections, resources }: Example): Record<string, unknown> {
  return { ...(parameters && { Parameters: parameters }), ...sections, Resources: resources };
}
