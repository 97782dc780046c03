/** An example request in words. */
import { CONDITIONAL_KEY } from './normal-form';
import { AccessRequest } from '../../evaluate/request';

/** `s3:GetObject on arn:aws:s3:::reports/* with aws:PrincipalTag/team=red` */
export function describeRequest({ action, resource, context }: AccessRequest): string {
  const given = [...context.values].filter(([key, values]) => key !== CONDITIONAL_KEY.toLowerCase() && values.length > 0).map(([key, values]) => `${key}=${values.join(',')}`);
  const conditional = context.values.get(CONDITIONAL_KEY.toLowerCase())?.[0];
  const form = conditional === undefined ? '' : ` where the condition of the template is ${conditional}`;
  return `${action} on ${resource}${given.length > 0 ? ` with ${given.join(' and ')}` : ''}${form}`;
}
