/** A rule's example as the template it stands for. */
import { Example } from '../src/rules/rule';

export function exampleTemplate({ parameters, sections, resources }: Example): Record<string, unknown> {
  return { ...(parameters && { Parameters: parameters }), ...sections, Resources: resources };
}
