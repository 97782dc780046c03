/** How much of its quota the content of a policy takes. */
import { documentJson, StatementJson } from '../../policy/policy-json';

/**
 * The quota is in characters now, and was in bytes on the same page before: bytes are never fewer.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 *
 * CloudFormation writes content that is a JSON object without white space.
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-organizations
 */
export function contentSize(statements: readonly StatementJson[]): number {
  return sizeOf(documentJson(statements));
}

/** Of what stands within the content. */
export function sizeOf(part: unknown): number {
  return Buffer.byteLength(JSON.stringify(part).replace(CDK_TOKEN, (_token, id: string) => 'x'.repeat(lengthOfToken(id))), 'utf8');
}

/** https://docs.aws.amazon.com/cdk/v2/guide/tokens.html */
const CDK_TOKEN = /[$#]\{Token\[([^\]]*)\]\}/g;
/** A part of an ARN that AWS assigns is seldom longer. */
const USUAL_TOKEN = 40;
const LONGEST: Readonly<Record<string, number>> = { 'AWS.Partition': 'aws-us-gov'.length, 'AWS.AccountId': 12, 'AWS.Region': 'ap-southeast-2'.length };

function lengthOfToken(id: string): number {
  return LONGEST[id.split('.').slice(0, 2).join('.')] ?? USUAL_TOKEN;
}
