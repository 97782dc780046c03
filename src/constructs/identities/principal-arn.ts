/** ARNs of roles and users, as far as they are known. */
import { CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { ACCOUNT_ID, badProp } from '../props';

const PARTITION = /^aws(-[a-z]+)*$/;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const NAMED = /^(role|user)\/([!-)+->@-~]+\/)?[\w+=,.@-]{1,64}$/;

/** Its parts are judged one by one, for some may be tokens. */
export function checkPrincipalArn(prop: string, arn: string): void {
  const [prefix, partition, service, region, account, ...resource] = arn.split(':');
  const isNamed = prefix === 'arn' && isOr(partition, PARTITION) && service === 'iam' && region === '' && isOr(account, ACCOUNT_ID) && isOr(resource.join(':'), NAMED);
  if (!isNamed && !(prefix !== 'arn' && Token.isUnresolved(arn))) {
    throw badProp(prop, arn, 'the ARN of one role or user such as arn:aws:iam::444455556666:role/collector, without wildcards; whole accounts go into accounts');
  }
}

/** As the ARN says it, or the stack of the role or user that it is an attribute of. */
export function accountOfPrincipal(arn: string): string | undefined {
  return arn.split(':')[4] ?? Tokenization.reverseString(arn).tokens.flatMap(accountsOf)[0];
}

export function accountRoot(partition: string, account: string): string {
  return `arn:${partition}:iam::${account}:root`;
}

function accountsOf(token: unknown): string[] {
  const target = Reference.isReference(token) ? token.target : undefined;
  const resource = target && !CfnResource.isCfnResource(target) ? target.node.defaultChild : target;
  const isPrincipal = CfnResource.isCfnResource(resource) && ['AWS::IAM::Role', 'AWS::IAM::User'].includes(resource.cfnResourceType);
  return isPrincipal ? [Stack.of(resource).account] : [];
}

/** Wildcards beside a token count. */
function isOr(text: string, pattern: RegExp): boolean {
  return pattern.test(text) || (Token.isUnresolved(text) && !/[*?]/.test(text));
}
