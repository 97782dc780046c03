import { Actor } from '../../../src/analysis/escalation/actor';
import { Landscape } from '../../../src/analysis/escalation/landscape';
import { makeableResources, namedResources, unnamedResources } from '../../../src/analysis/escalation/resources';
import { parseDocument } from '../../../src/policy/document';
import { tokenText } from '../../../src/policy/text';

const ACCOUNT = '111122223333';
const functionArn = (name: string, account = ACCOUNT) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`;

function actor(Resource: unknown, Action = 'lambda:UpdateFunctionCode'): Actor {
  const document = parseDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } }, 'identity');
  const principal = {
    key: 'start', kind: 'role' as const, label: 'start', arn: `arn:aws:iam::${ACCOUNT}:role/start`, account: ACCOUNT,
    policies: [{ name: 'work', document }], managedPolicyArns: [], groups: [],
  };
  return new Landscape({ principals: [principal], compute: [] }).actor(principal);
}

const named = (Resource: unknown) => namedResources(actor(Resource), 'lambda:UpdateFunctionCode');

describe('resources that patterns name', () => {
  test('are each said once', () => {
    expect(named([functionArn('sum'), functionArn('sum'), functionArn('mean')])).toEqual([functionArn('sum'), functionArn('mean')]);
  });

  test('are those of the type of the action', () => {
    expect(named(['arn:aws:s3:::reports/*', functionArn('sum')])).toEqual([functionArn('sum')]);
  });

  test('are in the own account where the pattern leaves it open', () => {
    expect(named(functionArn('sum', '*'))).toEqual([functionArn('sum')]);
  });

  test('are two where parameters of two templates have the same name', () => {
    const tokens = ['app.json#FunctionArn', 'other.json#FunctionArn'].map((identity) => tokenText({ kind: 'opaque', label: 'FunctionArn', identity }));
    expect(named([...tokens, tokens[0]])).toEqual(tokens);
  });
});

test('what nobody has named stands for all, and what a pattern leaves to the principal can be made', () => {
  expect(unnamedResources(actor('*'), 'lambda:UpdateFunctionCode')).toHaveLength(1);
  expect(unnamedResources(actor(functionArn('dev-*')), 'lambda:UpdateFunctionCode')).toEqual([]);
  expect(makeableResources(actor(functionArn('dev-*')), 'lambda:UpdateFunctionCode')).toEqual([expect.stringMatching(/:function:dev-.+/)]);
});

test('an action without resources is asked on *', () => {
  expect(unnamedResources(actor('*', 'lambda:ListFunctions'), 'lambda:ListFunctions')).toEqual(['*']);
});
