import { allForms, ConditionForms } from './condition-forms';
import { badProp } from '../../props';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules */
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;

/**
 * A variable without a value matches nothing, so a principal without the tag is refused; but an empty tag equals an empty tag, so the
 * principal's may not be empty.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function tagMatchCondition(target: 'aws:ResourceTag' | 'aws:RequestTag', tagKeys: readonly string[]): ConditionForms {
  if (tagKeys.length === 0) {
    throw badProp('tagKeys', undefined, 'at least one key');
  }
  const bad = tagKeys.find((key) => !TAG_KEY.test(key));
  if (bad !== undefined) {
    throw badProp('tagKeys', bad, 'the key of a tag, known now: 1 to 128 letters, digits, spaces, or _.:/=+-@');
  }
  const twice = tagKeys.find((key, index) => tagKeys.slice(0, index).some((other) => other.toLowerCase() === key.toLowerCase()));
  if (twice !== undefined) {
    throw badProp('tagKeys', twice, 'each key once: condition keys are not case-sensitive');
  }
  return allForms(...tagKeys.flatMap((key): ConditionForms[] => [
    {
      allow: [{ StringEquals: { [`${target}/${key}`]: `\${aws:PrincipalTag/${key}}` } }],
      deny: [{ StringNotEquals: { [`${target}/${key}`]: `\${aws:PrincipalTag/${key}}` } }],
    },
    {
      allow: [{ StringLike: { [`aws:PrincipalTag/${key}`]: '?*' } }],
      deny: [{ StringNotLike: { [`aws:PrincipalTag/${key}`]: '?*' } }],
    },
  ]));
}
