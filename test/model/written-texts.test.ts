import { AccessModel } from '../../src/model/access-model';
import { readTemplates } from '../../src/model/template-reader';

const ref = (Ref: string) => ({ Ref });

function model(properties: Record<string, unknown>, sections: Record<string, unknown> = {}): AccessModel {
  return readTemplates([{ file: 'app.json', body: { ...sections, Resources: { Thing: { Type: 'AWS::X::Thing', Properties: properties } } } }]);
}

function texts(properties: Record<string, unknown>, sections: Record<string, unknown> = {}): (readonly [string, string])[] {
  const read = model(properties, sections);
  return read.textsOf(read.resources[0]).map(({ location, text }) => [location, text.toString()] as const);
}

const sections = {
  Parameters: { Stage: { Type: 'String', Default: 'test' } },
  Conditions: { IsLive: { 'Fn::Equals': [ref('Stage'), 'live'] } },
};

test('the texts beside resources are those of all sections, but what outputs show and the defaults of parameters', () => {
  const read = model({ A: 'a' }, { ...sections, Description: 'A thing', Mappings: { M: { a: { b: ['c', 1] } } }, Outputs: { O: { Description: 'The thing', Value: 'v' } } });
  expect(read.textsBeside(read.templates[0]).map(({ location, text }) => [location, text])).toEqual([
    ['Parameters.Stage.Type', 'String'], ['Conditions.IsLive.Fn::Equals[0].Ref', 'Stage'], ['Conditions.IsLive.Fn::Equals[1]', 'live'],
    ['Description', 'A thing'], ['Mappings.M.a.b[0]', 'c'], ['Outputs.O.Description', 'The thing'],
  ]);
});

describe('the texts of a resource', () => {
  test('come with their places, from objects and lists', () => {
    expect(texts({ A: { B: ['one', { C: 'two' }] }, Port: 80, On: true })).toEqual([
      ['Properties.A.B[0]', 'one'], ['Properties.A.B[1].C', 'two'], ['Properties.Port', '80'],
    ]);
  });

  test('have a parameter as a token, and not its default', () => {
    expect(texts({ Stage: ref('Stage'), Url: { 'Fn::Sub': 'https://${Stage}.example.org' } }, sections))
      .toEqual([['Properties.Stage', '<Stage>'], ['Properties.Url', 'https://<Stage>.example.org']]);
  });

  test('are those of both branches of a condition', () => {
    expect(texts({ Name: { 'Fn::If': ['IsLive', 'live', { Deep: 'other' }] } }, sections))
      .toEqual([['Properties.Name', 'live'], ['Properties.Name.Deep', 'other']]);
  });

  test('stand before they are encoded within another function', () => {
    const encoded = { 'Fn::Base64': { 'Fn::Join': [':', ['user', ref('Stage')]] } };
    expect(texts({ Header: { 'Fn::Join': [' ', ['Basic', encoded]] }, Body: { 'Fn::Sub': ['key=${Key}', { Key: encoded }] } }, sections))
      .toEqual([['Properties.Header', 'Basic user:<Stage>'], ['Properties.Body', 'key=user:<Stage>']]);
  });

  test('stand before they are encoded, and joined', () => {
    expect(texts({ UserData: { 'Fn::Base64': { 'Fn::Join': ['\n', ['#!/bin/sh', { 'Fn::Sub': 'echo ${AWS::StackName}' }]] } } }))
      .toEqual([['Properties.UserData', '#!/bin/sh\necho <AWS::StackName>']]);
  });

  test('are those of the metadata, too', () => {
    const read = readTemplates([{ file: 'app.json', body: { Resources: { Thing: { Type: 'AWS::X::Thing', Metadata: { Files: { a: 'b' } } } } } }]);
    expect(read.textsOf(read.resources[0])).toEqual([{ location: 'Metadata.Files.a', text: 'b' }]);
  });

  test('that are nested deeper than can be are an error that names the resource', () => {
    let deep: unknown = 'text';
    for (let depth = 0; depth < 300; depth++) {
      deep = [deep];
    }
    expect(() => texts({ Deep: deep })).toThrow('Resources.Thing: found values nested deeper than 200 levels');
  });
});

test('outputs and parameters of a template are known', () => {
  const read = model({}, { ...sections, Outputs: { Stage: { Value: ref('Stage') }, Arn: { Value: { 'Fn::GetAtt': ['Thing', 'Arn'] } } } });
  expect(read.outputsOf(read.templates[0]).map(({ location, text }) => [location, text.toString()]))
    .toEqual([['Outputs.Stage.Value', '<Stage>'], ['Outputs.Arn.Value', '<Thing.Arn>']]);
  expect(read.parameters).toMatchObject([{ name: 'Stage', default: 'test', noEcho: false }]);
});
