/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
import { concat, splitText, Text } from './text';

export interface Arn {
  readonly partition: Text;
  readonly service: Text;
  readonly region: Text;
  readonly account: Text;
  /** All after the fifth colon: `role/Name`, `log-group:/aws/lambda/x:*`. */
  readonly resource: Text;
}

/** The segments, or undefined when the text is not an ARN (or is one token that may be any ARN). */
export function parseArn(text: Text): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = splitText(text, ':');
  if (prefix !== 'arn' || resource.length === 0) {
    return undefined;
  }
  return {
    partition,
    service,
    region,
    account,
    resource: concat(resource.flatMap((piece, index) => (index === 0 ? [piece] : [':', piece]))),
  };
}
