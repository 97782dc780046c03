import { readTemplates } from '../../src/model/template-reader';

const RULE = {
  Type: 'AWS::Events::Rule',
  Properties: {
    Name: { 'Fn::If': ['IsLive', 'live', 'test'] },
    RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Targets: [{ RoleArn: 'first' }, { 'Fn::If': ['IsLive', { RoleArn: 'second' }, { Ref: 'AWS::NoValue' }] }, { Id: 'without' }],
    Tags: { 'Fn::If': ['IsLive', [{ Key: 'a' }], []] },
  },
};

function textsAt(path: string): string[] {
  const model = readTemplates([{
    file: 'app.template.json', body: {
      Parameters: { Stage: { Type: 'String' } },
      Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } },
      Resources: { Rule: RULE, Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } } },
    },
  }]);
  return model.textsAt(model.resources.find(({ logicalId }) => logicalId === 'Rule')!, path).map(String);
}

test.each([
  ['in each form of the template', 'Name', ['live', 'test']],
  ['with its tokens', 'RoleArn', ['<Role.Arn>']],
  ['in each element of a list, those that are there in one form only included', 'Targets[].RoleArn', ['first', 'second']],
  ['in a list that is there in one form only', 'Tags[].Key', ['a']],
  ['not at all where nothing stands', 'EventBusName', []],
  ['not at all where something else stands', 'Name.Value', []],
])('a property is read %s', (_how, path, texts) => {
  expect(textsAt(path)).toEqual(texts);
});
