/** What of a role's policies can be judged before synthesis, and what then. */
import { Stack } from 'aws-cdk-lib';
import { IManagedPolicy, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { grantProblems } from './grant-checks';
import { plainPolicy, plainText } from '../../enforce/plain-policies';
import { awsManagedPolicy } from '../../model/aws-managed-policy';
import { isObject } from '../../policy/document';
import { sizeOf } from '../../policy/size';
import { amountsTo } from '../../rules/policies/no-admin-managed-policy';
import { badProp } from '../props';

/** A policy of the app is judged at synthesis, when all its statements are there. */
export function checkManagedPolicy({ managedPolicyArn }: IManagedPolicy): void {
  const managed = awsManagedPolicy(plainText(managedPolicyArn, 'managedPolicies'));
  const admin = managed && amountsTo([managed.document]);
  if (managed && admin) {
    throw badProp('managedPolicies', managed.name, `policies for the job, not one that grants ${admin.words}`);
  }
}

/** A statement that is still being written is judged at synthesis. */
export function statementProblems(statement: PolicyStatement, exceptions: ReadonlySet<string>): string[] {
  const isWhole = statement.actions.length + statement.notActions.length > 0 && statement.resources.length + statement.notResources.length > 0;
  return isWhole ? problemsOf([statement.toJSON()], exceptions) : [];
}

/** At synthesis, of a policy whose document is known. */
export function policyProblems(policy: object, scope: IConstruct, exceptions: ReadonlySet<string>): string[] {
  const document: unknown = 'document' in policy ? Stack.of(scope).resolve(policy.document) : undefined;
  return isObject(document) && Array.isArray(document.Statement) ? problemsOf(document.Statement, exceptions) : [];
}

/** What a role may have in its inline policies, all together. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const INLINE_CHARACTERS = 10_240;

/** At synthesis. CDK keeps the policy of its own below the quota, and knows nothing of others beside it. */
export function inlineQuotaProblems(policies: Iterable<Policy>, scope: IConstruct): string[] {
  const sizes = [...policies].map(({ document }) => sizeOf(plainPolicy(Stack.of(scope).resolve(document), 'identity', 'policy').document).least);
  const size = sizes.reduce((sum, one) => sum + one, 0);
  return size > INLINE_CHARACTERS
    ? [`has ${size} characters of inline policies, ${size - INLINE_CHARACTERS} more than the ${INLINE_CHARACTERS} that a role may have: make managed policies of what is attached`]
    : [];
}

function problemsOf(statements: readonly unknown[], exceptions: ReadonlySet<string>): string[] {
  const { document } = plainPolicy({ Version: '2012-10-17', Statement: statements }, 'identity', 'policy');
  return document.statements.flatMap((statement) => grantProblems(statement, exceptions));
}
