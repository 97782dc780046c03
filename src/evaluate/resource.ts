/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
import { RequestContext } from './request';
import { ConditionResult, NO, unknown, YES } from './result';
import { compileArn } from '../policy/arn-pattern';
import { Text, tokensOf } from '../policy/text';
import { compileText } from '../policy/variables';

/** One pattern of a `Resource` or `NotResource` element, compiled once. */
export function compileResource(text: Text, version: string | undefined): (resource: Text, context: RequestContext) => ConditionResult {
  const pattern = compileText(text, version, (resolved) => compileArn(resolved, { acrossColons: true }));
  return (resource, context) => {
    const resolved = pattern((key) => context.values.get(key) ?? context.others);
    const verdict = resolved?.compiled(resource) ?? 'no';
    if (resolved === undefined || verdict === 'no') {
      return NO;
    }
    if (verdict === 'yes') {
      return resolved.uncertain.length > 0 ? unknown(resolved.uncertain) : YES;
    }
    return unknown([...tokensOf(resolved.text), ...tokensOf(resource)].map(({ label }) => label));
  };
}
