import { App, Stack } from 'aws-cdk-lib';
import { AppFinding } from '../../src/enforce/app-judgement';
import { GuardrailsResult } from '../../src/enforce/guardrails-result';

const finding: AppFinding = {
  rule: 'R', id: 'IamGuardrails-R[k]', reportedAs: 'IamGuardrails-R[k]', severity: 'error', key: 'k', file: 'a.json', logicalId: 'L', resourceType: 'AWS::IAM::Role',
  location: 'Resources.L.Properties', message: 'is wrong', fix: 'mend it', stackFile: 'a.json', inStage: false,
};
const error: AppFinding = { ...finding, constructPath: 'Stack/Role', construct: new Stack(new App(), 'Stack'), witness: 'Statement[0]' };
const warning: AppFinding = { ...finding, id: 'IamGuardrails-A[k]', severity: 'warning' };
const acknowledged: AppFinding = { ...finding, id: 'IamGuardrails-B[k]', acknowledgment: { id: 'IamGuardrails-B[k]', reason: 'r', madeAt: '', qualified: true } };

test('sorts findings by what they do to synth', () => {
  const result = new GuardrailsResult([error, acknowledged, warning, { ...error, id: 'IamGuardrails-C[k]' }]);
  expect(result).toMatchObject({
    errors: ['IamGuardrails-C[k]', 'IamGuardrails-R[k]'], warnings: ['IamGuardrails-A[k]'], acknowledged: ['IamGuardrails-B[k]'], passed: false,
  });
});

test.each([['nothing', []], ['a warning', [warning]], ['an acknowledged error', [acknowledged]]])('passes with %s', (_name, findings) => {
  expect(new GuardrailsResult(findings).passed).toBe(true);
});

test('shows of a finding what is public', () => {
  const [shown] = new GuardrailsResult([error]).findings;
  expect(Object.keys(shown).sort()).toEqual(
    ['constructPath', 'file', 'fix', 'id', 'key', 'location', 'logicalId', 'message', 'resourceType', 'rule', 'severity', 'witness'],
  );
});

test('reads as text: place, reason, witness, fix, and a count', () => {
  expect(new GuardrailsResult([error, acknowledged, warning]).toString().split('\n')).toEqual([
    'error IamGuardrails-R[k]',
    '  at Stack/Role (AWS::IAM::Role)',
    '     a.json#Resources.L.Properties',
    '  is wrong',
    '  because Statement[0]',
    '  fix: mend it',
    'warning IamGuardrails-A[k]',
    '  at L (AWS::IAM::Role)',
    '     a.json#Resources.L.Properties',
    '  is wrong',
    '  fix: mend it',
    '1 error, 1 warning',
  ]);
});

test('counts in words', () => {
  expect([[], [error, error, warning, warning]].map((findings) => new GuardrailsResult(findings).toString().split('\n').pop()))
    .toEqual(['0 errors, 0 warnings', '2 errors, 2 warnings']);
});

