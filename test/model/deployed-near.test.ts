import { deployedNear } from '../../src/model/deployed-near';
import { TemplateInput } from '../../src/model/scope';

const input = (more: Partial<TemplateInput> = {}): TemplateInput => ({ file: 'app.json', body: { Resources: {} }, ...more });
const placeOf = ({ account, region }: TemplateInput) => ({ account, region });

test('a template that does not say where is deployed where the resource is, and its nested stacks with it', () => {
  const [near] = deployedNear('arn:aws:sqs:eu-west-1:111122223333:jobs', [input({ nested: new Map([['Nested', input()]]) })]);
  expect([near, near.nested!.get('Nested')!].map(placeOf)).toEqual(Array(2).fill({ account: '111122223333', region: 'eu-west-1' }));
});

test.each(['us-gov-west-1', 'eusc-de-east-1'])('the Region may be of any partition: %s', (region) => {
  expect(deployedNear(`arn:aws:sqs:${region}:111122223333:jobs`, [input()]).map(placeOf)).toEqual([{ account: '111122223333', region }]);
});

test('a template that says where stays there', () => {
  const [near] = deployedNear('arn:aws:sqs:eu-west-1:111122223333:jobs', [input({ account: '444455556666', region: 'us-east-1' })]);
  expect(placeOf(near)).toEqual({ account: '444455556666', region: 'us-east-1' });
});

test.each(['arn:aws:s3:::bucket', 'arn:aws:sqs:*:*:jobs', '*', 'Bucket/key'])('%s says nothing of it', (arn) => {
  expect(deployedNear(arn, [input()]).map(placeOf)).toEqual([{ account: undefined, region: undefined }]);
});
