import { TemplateInput } from './scope';
import { REGION } from '../catalogue/regions';

const ACCOUNT = /^\d{12}$/;

/** Templates that do not say where they are deployed are taken to be deployed to the account and the Region of the ARN. */
export function deployedNear(arn: string, inputs: readonly TemplateInput[]): TemplateInput[] {
  const [, , , region, account] = arn.split(':');
  return inputs.map((input) => deployedTo(matching(account, ACCOUNT), matching(region, REGION), input));
}

function deployedTo(account: string | undefined, region: string | undefined, input: TemplateInput): TemplateInput {
  const place = { account: input.account ?? account, region: input.region ?? region };
  const nested = [...input.nested ?? []].map(([logicalId, child]) => [logicalId, deployedTo(place.account, place.region, child)] as const);
  return { ...input, ...place, nested: new Map(nested) };
}

function matching(text: string | undefined, shape: RegExp): string | undefined {
  return text !== undefined && shape.test(text) ? text : undefined;
}
