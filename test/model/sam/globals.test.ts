import { madeOf, samFunction } from './sam';

const environment = (...names: string[]) => ({ Environment: { Variables: Object.fromEntries(names.map((name) => [name, name])) } });

test('objects are merged, lists are joined, and other values of the resource win', () => {
  const globals = { ...environment('A', 'B'), Layers: ['one'], Tracing: 'Active', Timeout: 3 };
  const { Worker: { Properties: made } } = madeOf(
    { Worker: samFunction({ ...environment('B', 'C'), Layers: ['two'], Timeout: 9 }) }, { Globals: { Function: globals } },
  );
  expect(made).toMatchObject({ ...environment('A', 'B', 'C'), Layers: ['one', 'two'], Timeout: 9, TracingConfig: { Mode: 'Active' } });
});

test('a value that a function gives is not merged', () => {
  const { Worker } = madeOf({ Worker: samFunction({ VpcConfig: { Ref: 'AWS::NoValue' } }) }, { Globals: { Function: { VpcConfig: { SubnetIds: ['a'] } } } });
  expect(Worker.Properties.VpcConfig).toEqual({ Ref: 'AWS::NoValue' });
});

test.each([
  ['all of Globals', '*', []],
  ['some properties', ['Tracing'], ['Timeout']],
])('a resource may leave out %s', (_what, ignored, left) => {
  const { Worker } = madeOf({ Worker: samFunction({}, { IgnoreGlobals: ignored }) }, { Globals: { Function: { Tracing: 'Active', Timeout: 3 } } });
  expect(Object.keys(Worker.Properties).filter((name) => name !== 'Role')).toEqual(left);
});

test('the role of a function is bounded as Globals say', () => {
  const { WorkerRole } = madeOf({ Worker: samFunction() }, { Globals: { Function: { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary', RolePath: '/team/' } } });
  expect(WorkerRole.Properties).toMatchObject({ PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary', Path: '/team/' });
});
