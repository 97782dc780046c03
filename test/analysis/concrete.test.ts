import { Concretizer } from '../../src/analysis/concrete';
import { parseDocument } from '../../src/policy/document';
import { concat, Token, tokenText } from '../../src/policy/text';

const ROLE: Token = { kind: 'resource', label: 'Role.Arn', identity: 'app#Role.Arn' };
const INPUT: Token = { kind: 'opaque', label: 'Input', identity: 'app?Input' };
const concretizer = new Concretizer({ standsFor: ({ identity }) => (identity === ROLE.identity ? 'arn:aws:iam::111122223333:role/worker' : undefined) });

const statement = (more: Record<string, unknown>) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*', ...more });
const written = (...statements: Record<string, unknown>[]) => parseDocument({ Version: '2012-10-17', Statement: statements }, 'resource');
const concrete = (document: ReturnType<typeof written>) => concretizer.policy({ name: 'p', document }).document;

test('what a token stands for takes its place, and other tokens stay', () => {
  const text = concat([tokenText(ROLE), '/', tokenText(INPUT)]);
  expect(concretizer.text(text).toString()).toBe('arn:aws:iam::111122223333:role/worker/<Input>');
});

test('it does so in resources, principals and conditions', () => {
  const [one] = concrete(written(statement({
    Resource: tokenText(ROLE), Principal: { AWS: tokenText(ROLE) }, Condition: { ArnEquals: { 'aws:PrincipalArn': tokenText(ROLE) } },
  }))).statements;
  const arn = 'arn:aws:iam::111122223333:role/worker';
  expect([one.resource!.patterns, one.principal!.principals.map(({ value }) => value), one.conditions[0].values]).toEqual([[arn], [arn], [arn]]);
});

test('a document that holds none is the very same', () => {
  const document = written(statement({ Principal: '*' }));
  expect(concrete(document)).toBe(document);
});

test('an Allow that is deployed only under a condition is there, and such a Deny is not', () => {
  const document = written(statement({ Principal: '*' }), statement({ Effect: 'Deny', Principal: '*' }));
  const conditional = { ...document, statements: document.statements.map((one) => ({ ...one, conditional: true })) };
  expect(concrete(conditional).statements.map(({ effect, conditional: isOpen }) => [effect, isOpen])).toEqual([['Allow', undefined]]);
});
