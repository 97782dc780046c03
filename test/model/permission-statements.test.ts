import { readTemplates } from '../../src/model/template-reader';
import { Statement } from '../../src/policy/statement';

function statementsOf(type: string, properties: Record<string, unknown>, sections: Record<string, unknown> = {}): readonly Statement[] {
  const [permission] = readTemplates([{ file: 'app.json', body: { ...sections, Resources: { Permission: { Type: type, Properties: properties } } } }]).permissions;
  return permission?.document.statements ?? [];
}

const lambda = (properties: Record<string, unknown>, sections?: Record<string, unknown>) => (
  statementsOf('AWS::Lambda::Permission', { Action: 'lambda:InvokeFunction', FunctionName: 'orders', ...properties }, sections)
);
const principalsOf = (statements: readonly Statement[]) => statements.map(({ principal }) => principal!.principals.map(({ type, value }) => `${type} ${value}`).join());
const conditionsOf = ([{ conditions }]: readonly Statement[]) => conditions.map(({ operator, key, values }) => `${operator.name} ${key} ${values.join()}`);

describe('a permission of a function is a statement', () => {
  test('with the conditions that its properties stand for', () => {
    const statements = lambda({
      Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::inbox', SourceAccount: '111122223333', PrincipalOrgID: 'o-a1b2c3d4e5',
      EventSourceToken: 'token', FunctionUrlAuthType: 'NONE', InvokedViaFunctionUrl: true,
    });
    expect(statements).toMatchObject([{ effect: 'Allow', action: { patterns: ['lambda:InvokeFunction'] }, resource: { patterns: ['orders'] } }]);
    expect(conditionsOf(statements)).toEqual([
      'ArnLike aws:SourceArn arn:aws:s3:::inbox', 'Bool lambda:InvokedViaFunctionUrl true', 'StringEquals aws:PrincipalOrgID o-a1b2c3d4e5',
      'StringEquals aws:SourceAccount 111122223333', 'StringEquals lambda:EventSourceToken token', 'StringEquals lambda:FunctionUrlAuthType NONE',
    ]);
  });

  test.each([
    ['sns.amazonaws.com', 'Service sns.amazonaws.com'],
    ['alexa-appkit.amazon.com', 'Service alexa-appkit.amazon.com'],
    ['events.amazonaws.com.cn', 'Service events.amazonaws.com.cn'],
    [{ 'Fn::Sub': 'logs.${AWS::Region}.${AWS::URLSuffix}' }, 'Service logs.<AWS::Region>.<AWS::URLSuffix>'],
    ['111122223333', 'AWS 111122223333'],
    [111122223333, 'AWS 111122223333'],
    ['*', 'AWS *'],
    [{ Ref: 'Caller' }, 'AWS <Caller>'],
  ])('for the principal %j', (Principal, principal) => {
    expect(principalsOf(lambda({ Principal }, { Parameters: { Caller: { Type: 'String' } } }))).toEqual([principal]);
  });

  test('once for every form of the template', () => {
    const statements = lambda(
      { Principal: 'sns.amazonaws.com', SourceArn: { 'Fn::If': ['Guarded', 'arn:aws:sns:eu-west-1:111122223333:topic', { Ref: 'AWS::NoValue' }] } },
      { Parameters: { Guard: { Type: 'String' } }, Conditions: { Guarded: { 'Fn::Equals': [{ Ref: 'Guard' }, 'yes'] } } },
    );
    expect(statements.map(({ conditions }) => conditions.length)).toEqual([1, 0]);
  });
});

test('a permission of a layer names its organization', () => {
  const statements = statementsOf('AWS::Lambda::LayerVersionPermission', {
    Action: 'lambda:GetLayerVersion', LayerVersionArn: 'arn:aws:lambda:eu-west-1:111122223333:layer:tools:1', Principal: '*', OrganizationId: 'o-a1b2c3d4e5',
  });
  expect(principalsOf(statements)).toEqual(['AWS *']);
  expect(conditionsOf(statements)).toEqual(['StringEquals aws:PrincipalOrgID o-a1b2c3d4e5']);
});

describe('a policy of an event bus', () => {
  const bus = (properties: Record<string, unknown>) => statementsOf('AWS::Events::EventBusPolicy', { StatementId: 'others', ...properties });

  test('in its older spelling is a statement, too', () => {
    const statements = bus({
      Principal: '*', Action: 'events:PutEvents', Condition: { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: { 'Fn::Sub': 'o-a1b2c3d4e5' } },
    });
    expect(principalsOf(statements)).toEqual(['AWS *']);
    expect(conditionsOf(statements)).toEqual(['StringEquals aws:PrincipalOrgID o-a1b2c3d4e5']);
  });

  test('with a statement is read as the policy that it is', () => {
    expect(bus({ Statement: { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: '*' } })).toEqual([]);
  });
});
