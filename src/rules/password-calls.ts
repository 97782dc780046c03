/** Calls of IAM that set the password policy of the account, as AwsCustomResource writes them. */
import { parsedJson } from './parsed-json';
import { AccessModel, ResourceNode } from '../model/access-model';
import { isObject } from '../policy/document';
import { Text } from '../policy/text';

export interface PasswordCall {
  readonly location: string;
  /** Undefined where a token is in it. */
  readonly parameters?: Record<string, unknown>;
}

/** AwsCustomResource may be given another type than `Custom::AWS`. */
export function mayCallAws(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

export function passwordCalls(model: AccessModel, resource: ResourceNode): PasswordCall[] {
  return !mayCallAws(resource.type) ? [] : ['Create', 'Update'].flatMap((name) => (
    model.textsAt(resource, name).filter((call) => /updateAccountPasswordPolicy/i.test(call.toString())).map((call) => {
      const parameters = parsedJson(call)?.parameters;
      return { location: `Properties.${name}`, ...(isObject(parameters) && { parameters }) };
    })
  ));
}

export const RUNBOOK_TYPE = 'AWS::Config::RemediationConfiguration';

/** A runbook that sets the password policy; what it is not given has the defaults of IAM. */
export function isPasswordRunbook(model: AccessModel, resource: ResourceNode): boolean {
  return resource.type === RUNBOOK_TYPE && model.textsAt(resource, 'TargetId').includes('AWSConfigRemediation-SetIAMPasswordPolicy');
}

export function runbookValues(model: AccessModel, resource: ResourceNode, setting: string): readonly Text[] {
  return model.textsAt(resource, `Parameters.${setting}.StaticValue.Values[]`);
}
