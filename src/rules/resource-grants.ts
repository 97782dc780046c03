/** What the policies of resources grant, and short ways to write examples of them. */
import { Example } from './rule';
import { AccessModel, PolicySource, ResourceNode } from '../model/access-model';
import { Statement } from '../policy/statement';
import { bareToken, Text } from '../policy/text';

export interface ResourceGrant {
  readonly policy: PolicySource;
  readonly statement: Statement;
  /** The Deny statements beside it. */
  readonly denies: readonly Statement[];
}

/** The Allow statements of resource-based policies, and of what adds to them. */
export function* resourceGrants(model: AccessModel): Iterable<ResourceGrant> {
  for (const policy of [...model.policies.filter(({ kind }) => kind === 'resource'), ...model.permissions]) {
    const denies = policy.document.statements.filter(({ effect }) => effect === 'Deny');
    for (const statement of policy.document.statements) {
      if (statement.effect === 'Allow') {
        yield { policy, statement, denies };
      }
    }
  }
}

/** The resource of the app that the text refers to. */
export function resourceOf(model: AccessModel, text: Text | undefined): ResourceNode | undefined {
  const key = text === undefined ? undefined : bareToken(text)?.resource;
  return key === undefined ? undefined : model.resources.find((resource) => resource.key === key);
}

/** A resource with the properties, and others beside it. */
export function resourceExample(title: string, type: string, properties: Record<string, unknown>, others: Record<string, unknown> = {}): Example {
  return { title, resources: { Resource: { Type: type, Properties: properties }, ...others } };
}

export function queuePolicyExample(title: string, ...statements: Record<string, unknown>[]): Example {
  return resourceExample(title, 'AWS::SQS::QueuePolicy', {
    Queues: [{ Ref: 'Orders' }],
    PolicyDocument: { Version: '2012-10-17', Statement: statements.map((one) => ({ Resource: { 'Fn::GetAtt': ['Orders', 'Arn'] }, ...one })) },
  }, { Orders: { Type: 'AWS::SQS::Queue' } });
}

export function lambdaPermissionExample(title: string, properties: Record<string, unknown>): Example {
  return resourceExample(title, 'AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction', FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:orders', ...properties,
  });
}
