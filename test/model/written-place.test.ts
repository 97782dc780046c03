import { WrittenPlace } from '../../src/model/access-model';
import { locationIn } from '../../src/model/written-place';

const places = new Map<string, WrittenPlace>([
  ['Properties', { path: 'Resources.Worker.Properties', whole: true }],
  ['Properties.Policies[0].PolicyDocument', { path: 'Resources.Worker.Properties.Policies[3]' }],
  ['Properties.Policies[1]', { path: 'Resources.Worker.Properties.Policies[4].S3ReadPolicy', whole: true }],
]);
const node = { key: 'a#Role', template: { file: 'a' }, logicalId: 'Role', type: 'AWS::IAM::Role' };

test.each([
  ['below a place', 'Properties.Policies[0].PolicyDocument.Statement[1].Action', 'Resources.Worker.Properties.Policies[3].Statement[1].Action'],
  ['below a place that stands for all of it', 'Properties.Policies[1].PolicyDocument.Statement[0]', 'Resources.Worker.Properties.Policies[4].S3ReadPolicy'],
  ['at an index that has none', 'Properties.Policies[10]', 'Resources.Worker.Properties'],
  ['outside of the properties', 'Metadata.x', 'Resources.Role.Metadata.x'],
])('what is %s is named where it is written', (_what, location, written) => {
  expect(locationIn({ ...node, writtenAt: places }, location)).toBe(written);
});

test('what no transform makes stands where the model has it', () => {
  expect(locationIn(node, 'Properties.Policies[0]')).toBe('Resources.Role.Properties.Policies[0]');
});
