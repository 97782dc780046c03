/** What a class denies to its roles stays denied, whatever is done to the role afterwards. */
import * as iam from 'aws-cdk-lib/aws-iam';
import { templateOf } from './resource-template';
import { isObject } from '../../policy/document';
import { StatementJson } from '../../policy/policy-json';

/** Judged when the app is synthesized: the statement stands, as it was made, in a policy below the role that is attached to it. */
export function sealDeny(role: iam.Role, made: StatementJson): void {
  role.node.addValidation({
    validate: () => (policiesOf(role).some((policy) => denies(policy, made, role))
      ? [] : [`the policies: found none with the statement ${made.Sid}, expected it as the class of the role has made it: leave its policy as it is`]),
  });
}

function policiesOf(role: iam.Role): iam.CfnPolicy[] {
  return role.node.findAll().filter((construct) => construct instanceof iam.CfnPolicy);
}

function denies(policy: iam.CfnPolicy, made: StatementJson, role: iam.Role): boolean {
  const { Properties: { PolicyDocument: document, Roles: roles }, Condition: condition } = templateOf(policy);
  const written = (value: unknown) => JSON.stringify(role.stack.resolve(value));
  const own = JSON.stringify(role.stack.resolve(iam.PolicyDocument.fromJson({ Statement: [made] })).Statement[0]);
  return condition === undefined
    && isObject(document) && [document.Statement].flat().some((statement) => JSON.stringify(statement) === own)
    && [roles].flat().some((name) => JSON.stringify(name) === written(role.roleName));
}
