import { expandTransforms } from '../../src/model/transforms';

const RESOURCES = { Worker: { Type: 'AWS::Serverless::Function', Properties: {} } };
const SAM = 'AWS::Serverless-2016-10-31';

test('a template without transforms stays as it is', () => {
  const body = { Resources: RESOURCES };
  expect(expandTransforms(body)).toMatchObject({ unknownTransforms: [], unknown: [] });
  expect(expandTransforms(body).body).toBe(body);
});

test.each([
  ['alone', SAM, []],
  ['in a list', [SAM], []],
  ['among others', ['AWS::LanguageExtensions', SAM, { Name: 'Macro' }], ['AWS::LanguageExtensions', { Name: 'Macro' }]],
])('that of SAM is carried out: %s', (_what, Transform, unknown) => {
  const { body, unknownTransforms } = expandTransforms({ Transform, Resources: RESOURCES });
  expect(Object.keys(body.Resources as object)).toEqual(['Worker', 'WorkerRole']);
  expect(unknownTransforms).toEqual(unknown);
});

test('what is given is not changed', () => {
  const body = { Transform: SAM, Globals: { Function: { Layers: ['a'] } }, Resources: { Worker: { ...RESOURCES.Worker, Properties: { Layers: ['b'], Policies: ['X'] } } } };
  const before = JSON.stringify(body);
  expandTransforms(body);
  expect(JSON.stringify(body)).toBe(before);
});
