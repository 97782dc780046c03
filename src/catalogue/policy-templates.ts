/**
 * The policy templates of AWS SAM, from `data/policy-templates.pack`; `tools/derive-policy-templates.ts` makes the file.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html
 */
import { Container, openData } from './container';
import { CatalogueSource } from './services';

export interface PolicyTemplate {
  /** All of them are required. */
  readonly parameters: readonly string[];
  /** `${Parameter}` and `${AWS::Region}` are to be substituted. The same object each time, not to be changed. */
  readonly statements: readonly Readonly<Record<string, unknown>>[];
}

let container: Container<CatalogueSource> | undefined;

function opened(): Container<CatalogueSource> {
  container ??= openData<CatalogueSource>('policy-templates.pack');
  return container;
}

/** Undefined for a name that SAM does not publish. */
export function policyTemplate(name: string): PolicyTemplate | undefined {
  const stored = opened().read(name) as [PolicyTemplate['parameters'], PolicyTemplate['statements']] | undefined;
  return stored && { parameters: stored[0], statements: stored[1] };
}
