import { checkCircularDependencies } from '../../src/model/circular';
import { InputError } from '../../src/model/errors';

type Resources = Record<string, object>;
const resource = (properties: unknown, more: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties, ...more });
const check = (resources: Resources, sections: object = {}) => () => checkCircularDependencies({ Resources: resources, ...sections }, 't.json');

test.each<[string, Resources]>([
  ['Ref', { A: resource({ x: { Ref: 'B' } }), B: resource({ y: [{ z: { Ref: 'A' } }] }) }],
  ['Fn::GetAtt', { A: resource({ x: { 'Fn::GetAtt': ['B', 'Arn'] } }), B: resource({ y: { 'Fn::GetAtt': 'A.Arn' } }) }],
  ['Fn::Sub', { A: resource({ x: { 'Fn::Sub': 'x-${B.Arn}' } }), B: resource({ y: { 'Fn::Sub': ['${A}${v}', { v: 1 }] } }) }],
  ['a variable of Fn::Sub', { A: resource({ x: { 'Fn::Sub': ['${v}', { v: { Ref: 'B' } }] } }), B: resource({ y: { Ref: 'A' } }) }],
  ['DependsOn', { A: resource({}, { DependsOn: 'B' }), B: resource({}, { DependsOn: ['A'] }) }],
  ['a function within another', { A: resource({ x: { 'Fn::Join': ['', ['a', { Ref: 'B' }]] } }), B: resource({ y: { Ref: 'A' } }) }],
  ['both branches of Fn::If', { A: resource({ x: { 'Fn::If': ['C', { Ref: 'B' }, { 'Fn::GetAtt': 'B.Arn' }] } }), B: resource({ y: { Ref: 'A' } }) }],
])('a circle by %s is an error that shows it', (_what, resources) => {
  expect(check(resources)).toThrow(new InputError('t.json', (
    'Resources.A: found a circular dependency (A -> B -> A), expected resources that can be created one after the other'
  )));
});

test('a resource that refers to itself is a circle', () => {
  expect(check({ A: resource({ x: { Ref: 'A' } }) })).toThrow('(A -> A)');
});

test('a circle is found wherever one comes from', () => {
  const resources = { Z: resource({ x: { Ref: 'A' } }), A: resource({ x: { Ref: 'B' } }), B: resource({ x: { Ref: 'C' } }), C: resource({ x: { Ref: 'A' } }) };
  expect(check(resources)).toThrow('Resources.A: found a circular dependency (A -> B -> C -> A)');
});

test.each<[string, Resources, object?]>([
  ['resources that share what they refer to', { A: resource({ x: { Ref: 'C' } }), B: resource([{ Ref: 'A' }, { Ref: 'C' }]), C: resource({}) }],
  ['a variable of Fn::Sub that is called like a resource', { A: resource({ x: { 'Fn::Sub': ['${A}', { A: 1 }] } }) }],
  ['a literal of Fn::Sub', { A: resource({ x: { 'Fn::Sub': '${!A}' } }) }],
  ['a reference that only one branch of Fn::If makes', { A: resource({ x: { 'Fn::If': ['C', { Ref: 'B' }, 'x'] } }), B: resource({ y: { Ref: 'A' } }) }],
  ['names that are no resources', { A: resource({ x: { Ref: 'AWS::Region' }, y: { Ref: 'constructor' } }, { DependsOn: 'Gone' }) }],
  ['text that only looks like a reference', { A: resource({ x: '${A}', Ref: 'A', y: 1 }) }],
  ['metadata', { A: resource({}, { Metadata: { x: { Ref: 'A' } } }) }],
  ['resources that a transform rewrites', { A: resource({ x: { Ref: 'A' } }) }, { Transform: 'AWS::Serverless-2016-10-31' }],
  ['resources that are malformed', { A: [] as object, B: resource(null), C: resource('x', { DependsOn: 7 }) }],
])('%s make no circle', (_what, resources, sections = {}) => {
  expect(check(resources, sections)).not.toThrow();
});

test('a template without resources makes no circle', () => {
  expect(() => checkCircularDependencies({}, 't.json')).not.toThrow();
});

test('a chain of any length is followed to its end', () => {
  const chain = (end: string): Resources => Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [
    `R${index}`, resource({ x: { Ref: index === 19_999 ? end : `R${index + 1}` } }),
  ]));
  expect(check(chain('Nothing'))).not.toThrow();
  expect(check(chain('R19990'))).toThrow('Resources.R19990: ');
});
