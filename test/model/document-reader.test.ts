import { TemplateInput } from '../../src/model/scope';
import { readTemplates } from '../../src/model/template-reader';
import { PolicyDocument } from '../../src/policy/document';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const TEMPLATE = {
  Parameters: { Env: { Type: 'String', AllowedValues: ['dev', 'prod'] }, Flag: { Type: 'String' }, Open: { Type: 'String' } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
    Flag: { 'Fn::Equals': [{ Ref: 'Flag' }, 'on'] },
    Never: { 'Fn::Equals': ['a', 'b'] },
  },
};
const onlyProd = (whenTrue: unknown, whenFalse: unknown = { Ref: 'AWS::NoValue' }) => ({ 'Fn::If': ['IsProd', whenTrue, whenFalse] });

/** The document as read from a managed policy. */
function read(document: unknown, sections: object = {}, more: object = {}): PolicyDocument {
  const body = { ...TEMPLATE, ...sections, Resources: { P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document }, ...more } } };
  return readTemplates([{ file: 't.json', body } satisfies TemplateInput]).policies[0].document;
}

/** One line a statement: its position, its actions and resources, and a mark if it is conditional. */
function lines(document: unknown, sections?: object, more?: object): string[] {
  const { statements, issues } = read(document, sections, more);
  expect(issues).toEqual([]);
  return statements.map(({ index, action, resource, conditional }) => (
    `${index} ${action.patterns.join(',')} on ${resource!.patterns.join(',')}${conditional ? ' if' : ''}`
  ));
}

test('a statement without intrinsic functions has one form', () => {
  expect(lines({ Statement: [ALLOW, { ...ALLOW, Action: ['a:b', 'c:d'] }] })).toEqual(['0 s3:GetObject on *', '1 a:b,c:d on *']);
});

test('version and Id are read through intrinsic functions', () => {
  expect(read({ Version: '2012-10-17', Id: { 'Fn::Join': ['', ['a', 'b']] }, Statement: ALLOW })).toMatchObject({ version: '2012-10-17', id: 'ab' });
});

test('a value with Fn::If has one form a branch', () => {
  expect(lines({ Statement: { ...ALLOW, Resource: onlyProd('arn:prod', '*') } })).toEqual(['0 s3:GetObject on * if', '0 s3:GetObject on arn:prod if']);
});

test('branches that say the same are one form', () => {
  expect(lines({ Statement: { ...ALLOW, Resource: onlyProd('*', '*') } })).toEqual(['0 s3:GetObject on *']);
});

test('a condition decides alike for all of a statement', () => {
  expect(lines({ Statement: { ...ALLOW, Action: onlyProd('a:prod', 'a:dev'), Resource: onlyProd('arn:prod', 'arn:dev') } }))
    .toEqual(['0 a:dev on arn:dev if', '0 a:prod on arn:prod if']);
});

test('a statement within a branch is only read in the forms of that branch', () => {
  expect(lines({ Statement: [onlyProd({ ...ALLOW, Resource: onlyProd('arn:prod', '*') })] })).toEqual(['0 s3:GetObject on arn:prod if']);
});

test('elements that a branch takes away leave the rest', () => {
  expect(lines({ Statement: { ...ALLOW, Action: ['a:b', { 'Fn::If': ['Never', 'c:d', { Ref: 'AWS::NoValue' }] }] } })).toEqual(['0 a:b on *']);
});

test.each<[string, unknown, string[]]>([
  ['the statement', { Statement: [ALLOW, onlyProd({ ...ALLOW, Action: 'a:b' })] }, ['0 s3:GetObject on *', '1 a:b on * if']],
  ['the list of statements', { Statement: onlyProd([ALLOW], [{ ...ALLOW, Action: 'a:b' }]) }, ['0 s3:GetObject on * if', '0 a:b on * if']],
  ['the document', onlyProd({ Statement: ALLOW }, { Statement: { ...ALLOW, Action: 'a:b' } }), ['0 s3:GetObject on * if', '0 a:b on * if']],
  ['a branch that is never taken', { Statement: { 'Fn::If': ['Never', ALLOW, { ...ALLOW, Action: 'a:b' }] } }, ['0 a:b on *']],
])('Fn::If may stand for %s', (_what, document, expected) => {
  expect(lines(document)).toEqual(expected);
});

test('a statement of a resource under a condition is conditional, and read in the forms where it is there', () => {
  const document = { Statement: { ...ALLOW, Resource: onlyProd('arn:prod', '*') } };
  expect(lines(document, {}, { Condition: 'IsProd' })).toEqual(['0 s3:GetObject on arn:prod if']);
});

test('a resource whose condition never holds is not there', () => {
  const body = { ...TEMPLATE, Resources: { P: { Type: 'AWS::IAM::ManagedPolicy', Condition: 'Never', Properties: { PolicyDocument: {} } } } };
  expect(readTemplates([{ file: 't.json', body }])).toMatchObject({ policies: [], resources: [] });
});

describe('documents in JSON text', () => {
  const text = (resource: string, ...more: object[]) => JSON.stringify({ Statement: [{ ...ALLOW, Resource: resource }, ...more] });

  test('are read with their tokens', () => {
    expect(lines({ 'Fn::Sub': text('arn:${AWS::Partition}:s3:::b') })).toEqual(['0 s3:GetObject on arn:<AWS::Partition>:s3:::b']);
    expect(lines({ 'Fn::Join': ['', [text('X').split('X')[0], { Ref: 'Open' }, text('X').split('X')[1]]] })).toEqual(['0 s3:GetObject on <Open>']);
  });

  test('are read in every form', () => {
    expect(lines({ 'Fn::Sub': [text('${r}', { ...ALLOW, Action: 'a:b' }), { r: onlyProd('arn:prod', '*') }] }))
      .toEqual(['0 s3:GetObject on * if', '1 a:b on *', '0 s3:GetObject on arn:prod if']);
  });

  test('are read out of Fn::ToJsonString', () => {
    expect(lines({ 'Fn::ToJsonString': { Statement: [onlyProd(ALLOW)] } })).toEqual(['0 s3:GetObject on * if']);
  });

  test('are read out of a parameter as far as its values are known', () => {
    const { statements, issues } = read({ Ref: 'Doc' }, { Parameters: { ...TEMPLATE.Parameters, Doc: { Type: 'String', Default: text('*') } } });
    expect(statements).toMatchObject([{ index: 0, conditional: true }]);
    expect(issues).toEqual([expect.objectContaining({ path: '', token: 'Doc' })]);
  });
});

describe('what cannot be read', () => {
  test.each<[string, unknown, string]>([
    ['a document', { Ref: 'Open' }, ''],
    ['the statements', { Statement: { Ref: 'Open' } }, 'Statement[0]'],
    ['a statement', { Statement: [ALLOW, { Ref: 'Open' }] }, 'Statement[1]'],
    ['an effect', { Statement: [{ ...ALLOW, Effect: { Ref: 'Open' } }] }, 'Statement[0].Effect'],
    ['a document that a macro makes', { 'Fn::Transform': { Name: 'AWS::Include' } }, ''],
  ])('%s that is a token is an issue that names it', (_what, document, path) => {
    expect(read(document).issues).toEqual([expect.objectContaining({ path, token: expect.any(String) })]);
  });

  test('an issue is told once, however many forms have it', () => {
    expect(read({ Statement: { ...ALLOW, Actions: 'x', Resource: onlyProd('a', 'b') } }).issues).toHaveLength(1);
  });

  test('more forms than anyone can look at are an issue', () => {
    const flags = Array.from({ length: 10 }, (_, index) => `F${index}`);
    const Parameters = Object.fromEntries(flags.map((flag) => [flag, { Type: 'String' }]));
    const Conditions = Object.fromEntries(flags.map((flag) => [flag, { 'Fn::Equals': [{ Ref: flag }, 'on'] }]));
    const Action = flags.map((flag) => ({ 'Fn::If': [flag, `a:${flag}`, 'a:b'] }));
    const { issues, statements } = read({ Statement: { ...ALLOW, Action } }, { Parameters, Conditions });
    expect(issues).toEqual([expect.objectContaining({ path: 'Statement[0]', found: 'more forms than are looked at', token: 'Fn::If' })]);
    expect(statements.length).toBeGreaterThan(1);
  });
});
