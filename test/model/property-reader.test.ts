import { AccessModel, ResourceNode } from '../../src/model/access-model';
import { readTemplates } from '../../src/model/template-reader';

const RULE = {
  Type: 'AWS::Events::Rule',
  Properties: {
    Name: { 'Fn::If': ['IsLive', 'live', 'test'] },
    RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Targets: [{ RoleArn: 'first' }, { 'Fn::If': ['IsLive', { RoleArn: 'second' }, { Ref: 'AWS::NoValue' }] }, { Id: 'without' }],
    ScheduleExpression: { 'Fn::If': ['IsLive', 'rate(1 day)', { Ref: 'AWS::NoValue' }] },
    Pattern: { 'Fn::If': ['IsLive', { source: 'orders', account: { 'Fn::If': ['IsLive', 'own', { Ref: 'AWS::NoValue' }] } }, { source: 'tests' }] },
    Late: { 'Fn::GetAtt': ['Role', 'Settings'] },
    Names: { 'Fn::Split': [',', 'one,two'] },
    Given: { Ref: 'Given' },
    Unknown: { Ref: 'Unknown' },
    Tags: { 'Fn::If': ['IsLive', [{ Key: 'a' }], []] },
  },
};

function read(body: (model: AccessModel, rule: ResourceNode) => unknown): unknown {
  const model = readTemplates([{
    file: 'app.template.json', body: {
      Parameters: { Stage: { Type: 'String' }, Given: { Type: 'CommaDelimitedList', Default: 'a,b' }, Unknown: { Type: 'CommaDelimitedList' } },
      Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } },
      Resources: { Rule: RULE, Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } } },
    },
  }]);
  return body(model, model.resources.find(({ logicalId }) => logicalId === 'Rule')!);
}

test.each([
  ['in each form of the template', 'Name', ['live', 'test']],
  ['with its tokens', 'RoleArn', ['<Role.Arn>']],
  ['in each element of a list, those that are there in one form only included', 'Targets[].RoleArn', ['first', 'second']],
  ['in a list that is there in one form only', 'Tags[].Key', ['a']],
  ['in a list that is split', 'Names[]', ['one', 'two']],
  ['in a list that nobody knows, as a token', 'Unknown[]', ['<Unknown>']],
  ['not at all where nothing stands', 'EventBusName', []],
  ['not at all where something else stands', 'Name.Value', []],
])('a property is read %s', (_how, path, texts) => {
  expect(read((model, rule) => model.textsAt(rule, path).map(String))).toEqual(texts);
});

test.each([
  ['left out nowhere', 'Name', false],
  ['left out everywhere', 'EventBusName', true],
  ['left out in one form', 'ScheduleExpression', true],
  ['a member that each form has', 'Pattern.source', false],
  ['a member that one form lacks', 'Pattern.account', true],
  ['a member of what only the deployment can tell', 'Late.member', false],
])('a property is %s', (_how, path, isMissing) => {
  expect(read((model, rule) => model.isMissingAt(rule, path))).toBe(isMissing);
});
