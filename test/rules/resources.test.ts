import { readTemplates } from '../../src/model/template-reader';
import { principalsOf, resourcesOf, resourcesSuch } from '../../src/rules/resources';

const model = readTemplates([{
  file: 'app.json',
  body: {
    Resources: {
      Ann: { Type: 'AWS::IAM::User' },
      Bucket: { Type: 'AWS::S3::Bucket' },
      Bea: { Type: 'AWS::IAM::User' },
      Readers: { Type: 'AWS::IAM::Group' },
    },
  },
}]);
const ids = (resources: readonly { readonly logicalId: string }[]) => resources.map(({ logicalId }) => logicalId);

test('resources are found by their type, in the order of the template', () => {
  expect(ids(resourcesOf(model, 'AWS::IAM::User'))).toEqual(['Ann', 'Bea']);
  expect(resourcesOf(model, 'AWS::SQS::Queue')).toEqual([]);
});

test('those of several types stay in the order of the template', () => {
  expect(ids(resourcesSuch(model, (type) => type !== 'AWS::IAM::Group'))).toEqual(['Ann', 'Bucket', 'Bea']);
});

test('the test is asked once for each type', () => {
  const asked: string[] = [];
  resourcesSuch(model, (type) => asked.push(type) > 0);
  expect(asked).toEqual(['AWS::IAM::User', 'AWS::S3::Bucket', 'AWS::IAM::Group']);
});

test('principals are found by their kind', () => {
  expect(ids(principalsOf(model, 'user').map(({ resource }) => resource))).toEqual(['Ann', 'Bea']);
  expect(principalsOf(model, 'role')).toEqual([]);
});
