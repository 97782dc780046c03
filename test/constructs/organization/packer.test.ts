import fc from 'fast-check';
import { compareGrants } from '../../../src/analysis/grant-comparison';
import { contentSize } from '../../../src/constructs/organization/content-size';
import { GuardrailStatements, pack, PackedPolicy } from '../../../src/constructs/organization/packer';
import { parseStatement } from '../../../src/constructs/organization/policy-statements';
import { decide } from '../../../src/evaluate/decide';
import { PolicySet } from '../../../src/evaluate/decision';
import { StatementJson } from '../../../src/policy/policy-json';
import { allow, deny, named, requests, statement } from '../../analysis/grant-sets';

const LIMITS = { size: 10_240, policies: 9 };
const guardrail = (id: string, ...statements: Record<string, unknown>[]): GuardrailStatements => (
  { guardrail: id, statements: statements as unknown as StatementJson[] }
);
const statementsOf = ({ contents }: PackedPolicy) => contents.map((content) => content.statement);
/** A denial that takes as many bytes, alone in a policy without a Sid. */
const denialOf = (bytes: number) => {
  const empty = contentSize([deny('s3:GetObject', 'arn:aws:s3:::')] as unknown as StatementJson[]);
  return deny('s3:GetObject', `arn:aws:s3:::${'x'.repeat(bytes - empty)}`);
};

test('guardrails that fit stand in one policy, each statement named by its guardrail', () => {
  const { policies, fewest } = pack([guardrail('DenyB', deny('s3:PutBucketAcl')), guardrail('DenyA', deny('iam:CreateUser', '*', { Bool: { 'aws:ViaAWSService': 'false' } }))], LIMITS);
  expect(policies.map(statementsOf)).toEqual([[
    { Sid: 'DenyA', ...deny('iam:CreateUser', '*', { Bool: { 'aws:ViaAWSService': 'false' } }) }, { Sid: 'DenyB', ...deny('s3:PutBucketAcl') },
  ]]);
  expect(fewest).toBe(true);
});

test('what two guardrails say together is named by both, and Sids are never repeated', () => {
  const { policies } = pack([
    guardrail('DenyA', deny('s3:PutBucketAcl'), deny('s3:*', 'arn:aws:s3:::logs')), guardrail('DenyB', deny('iam:CreateUser')),
    guardrail('DenyC', deny('ec2:*', 'arn:aws:ec2:*:*:vpc/a'), deny('sqs:*', 'arn:aws:sqs:*:*:b')),
  ], LIMITS);
  expect(policies[0].contents.map(({ statement: { Sid }, guardrails }) => [Sid, guardrails])).toEqual([
    ['DenyA', ['DenyA']], ['DenyADenyB', ['DenyA', 'DenyB']], ['DenyC', ['DenyC']], ['DenyC2', ['DenyC']],
  ]);
});

test('Sids are left out where they would take one policy more', () => {
  const { policies } = pack([guardrail('DenyA', denialOf(LIMITS.size))], LIMITS);
  expect(statementsOf(policies[0])).toEqual([denialOf(LIMITS.size)]);
});

describe('at the edge of the quota', () => {
  test.each([['x'], ['é'], ['字']])('a statement of the whole size fits, one byte more does not (%s)', (filling) => {
    const whole = deny('s3:GetObject', `arn:aws:s3:::${filling.repeat(1000)}`);
    const size = contentSize([whole] as unknown as StatementJson[]);
    expect(size - contentSize([deny('s3:GetObject', 'arn:aws:s3:::')] as unknown as StatementJson[])).toBe(1000 * Buffer.byteLength(filling));
    expect(pack([guardrail('DenyA', whole)], { ...LIMITS, size }).policies).toMatchObject([{ size }]);
    expect(() => pack([guardrail('DenyA', whole)], { ...LIMITS, size: size - 1 }))
      .toThrow(`guardrails: found a statement of DenyA that takes ${size} bytes, expected at most ${size - 1} in one policy: 1 too many`);
  });

  test('as many policies as there is room for fit, one more does not', () => {
    const apart = (count: number) => Array.from({ length: count }, (_one, index) => (
      guardrail(`Deny${index}`, { ...denialOf(9000), Condition: { StringEquals: { 'aws:PrincipalTag/n': `${index}` } } })
    ));
    expect(pack(apart(9), LIMITS).policies).toHaveLength(9);
    expect(() => pack(apart(10), LIMITS)).toThrow(/found statements for 10 policies \(\d+ bytes\), expected at most 9 policies of 10240 bytes: 1 too many; attach/);
  });
});

test('what exceeds the quotas together is said in bytes', () => {
  const chosen = Array.from({ length: 3 }, (_one, index) => guardrail(`Deny${index}`, deny('s3:GetObject', 'x'.repeat(900), { StringEquals: { 'aws:PrincipalTag/n': `${index}` } })));
  expect(() => pack(chosen, { size: 1100, policies: 1 })).toThrow(/: 2 too many and \d+ bytes over the quota of policy size times policies/);
});

test('a statement that is too large is cut by its longest list', () => {
  const resources = Array.from({ length: 40 }, (_one, index) => `arn:aws:s3:::bucket-${10 + index}`);
  const { policies } = pack([guardrail('DenyA', deny(['s3:GetObject', 's3:PutObject'], resources))], { size: 600, policies: 9 });
  expect(policies.every(({ size }) => size <= 600)).toBe(true);
  expect(policies.flatMap(statementsOf).flatMap(({ Resource }) => Resource).sort()).toEqual(resources);
  expect(policies.flatMap(statementsOf).every(({ Action }) => Action?.length === 2)).toBe(true);
});

test('numbers and truth values of conditions may stand without quotes', () => {
  const unquoted = { Bool: { 'aws:SecureTransport': false }, NumericGreaterThan: { 'aws:MultiFactorAuthAge': 3600 } };
  expect(pack([guardrail('DenyA', deny('s3:GetObject', '*', unquoted))], LIMITS).policies.map(statementsOf))
    .toEqual([[{ Sid: 'DenyA', ...deny('s3:GetObject', '*', unquoted) }]]);
});

test('no guardrails take no policy', () => {
  expect(pack([], LIMITS)).toEqual({ policies: [], fewest: true });
});

test('a token is a value that nobody knows, and takes the room that such values usually take', () => {
  const [bucket, partition] = ['${Token[Bucket.Arn.12]}', '${Token[AWS.Partition.3]}'];
  const chosen = [guardrail('DenyA', deny('s3:GetObject', [bucket, `${bucket}/*`, `arn:${partition}:s3:::a`])), guardrail('DenyB', deny('s3:*', '*Token*'))];
  const [policy, ...more] = pack(chosen, LIMITS, parseStatement('SERVICE_CONTROL_POLICY')).policies;
  expect(more).toEqual([]);
  expect(policy.contents.map((content) => content.statement.Resource)).toEqual([[bucket, `${bucket}/*`, `arn:${partition}:s3:::a`].sort(), '*Token*']);
  const written = JSON.stringify({ Version: '2012-10-17', Statement: statementsOf(policy) });
  expect(policy.size).toBe(written.replaceAll(bucket, 'x'.repeat(40)).replace(partition, 'aws-us-gov').length);
});

describe('on random guardrails', () => {
  const lists = fc.array(fc.array(statement, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 })
    .map((list) => list.map((statements, index) => guardrail(`Guardrail${index}`, ...statements)));
  const small = { size: 420, policies: 100 };
  const level = (policies: readonly (readonly StatementJson[])[]): PolicySet => ({
    identity: [named('Identity', [allow('*')])],
    serviceControl: [{
      name: 'level',
      policies: [[allow('*')], ...policies as unknown as Record<string, unknown>[][]].map((list, index) => named(`SCP ${index}`, list, 'scp')),
    }],
  });
  const before = (list: readonly GuardrailStatements[]) => level([list.flatMap(({ statements }) => statements)]);
  const after = (list: readonly GuardrailStatements[], limits = small) => level(pack(list, limits).policies.map(statementsOf));

  test('the packed policies are proved equal to what was chosen', () => {
    fc.assert(fc.property(lists, (list) => expect(compareGrants(before(list), after(list)).relation).toBe('equal')), { numRuns: 120 });
  });

  test('the evaluator decides the same of every request', () => {
    fc.assert(fc.property(lists, fc.array(requests, { minLength: 25, maxLength: 25 }), (list, asked) => {
      const [one, other] = [before(list), after(list)];
      expect(asked.map((request) => decide(request, other).outcome)).toEqual(asked.map((request) => decide(request, one).outcome));
    }), { numRuns: 120 });
  });

  test('neither the order of the guardrails nor that of their statements matters', () => {
    const permuted = lists.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(fc.property(permuted, ([list, shuffled]) => {
      const reversed = shuffled.map(({ guardrail: id, statements }) => ({ guardrail: id, statements: [...statements].reverse() }));
      expect(pack(reversed, small)).toEqual(pack(list, small));
    }), { numRuns: 120 });
  });

  test('no policy exceeds the quota, and each guardrail stands in one at least', () => {
    fc.assert(fc.property(lists, (list) => {
      const { policies } = pack(list, small);
      expect(policies.filter((policy) => policy.size > small.size || policy.size !== contentSize(statementsOf(policy)))).toEqual([]);
      const held = policies.flatMap(({ contents }) => contents.flatMap(({ guardrails }) => guardrails));
      expect([...new Set(held)].sort()).toEqual(list.map((one) => one.guardrail));
    }), { numRuns: 120 });
  });
});
