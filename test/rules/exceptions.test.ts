import { readTemplates } from '../../src/model/template-reader';
import { GuardrailException } from '../../src/rules/exception';
import { applyExceptions, Judged, staleFindings } from '../../src/rules/exceptions';
import { Finding, findingId } from '../../src/rules/finding';

const TODAY = '2026-06-15';
const ALL: Judged = { rules: new Set(['NoFoo', 'NoBar']), roots: [''] };

function finding(given: Partial<Finding> = {}): Finding {
  const key = given.key ?? 'Action=s3:*;Resource=*';
  return {
    rule: 'NoFoo', id: findingId('NoFoo', key), severity: 'error', key, file: 'cdk.out/Stack.template.json', logicalId: 'Role1234ABCD',
    resourceType: 'AWS::IAM::Role', constructPath: 'Stack/Role/Resource', location: 'Resources.Role', message: 'grants foo', fix: 'Do not.', ...given,
  };
}

function exception(given: Partial<GuardrailException> = {}): GuardrailException {
  return {
    rule: 'NoFoo', construct: 'Stack/Role', reason: 'the team of foo needs it', owner: 'foo-team', expires: '2026-12-31',
    file: 'guardrail-exceptions.json', location: 'exceptions[0]', ...given,
  };
}

function apply(exceptions: readonly GuardrailException[], findings: readonly Finding[] = [finding()], judged = ALL) {
  const { open, accepted, uses } = applyExceptions(findings, { exceptions, today: TODAY }, judged);
  return { open, accepted: [...accepted.keys()], by: [...accepted.values()], uses, states: uses.map(({ state }) => state) };
}

describe('an exception', () => {
  test('accepts the findings of its rule at its construct, and says which', () => {
    const accepted = finding();
    const others = [finding({ rule: 'NoBar' }), finding({ constructPath: 'Stack/Other/Resource' })];
    const one = exception();
    const outcome = apply([one], [accepted, ...others]);
    expect(outcome).toMatchObject({ open: others, accepted: [accepted], by: [one] });
    expect(outcome.uses).toEqual([{ exception: one, state: 'used', findings: [accepted] }]);
  });

  test.each([
    ['Stack/Role/Resource', true], ['Stack/Role', true], ['Stack', true], ['Sta', false], ['Stack/Rol', false], ['Role', false],
    ['*/Role', true], ['Stack/*/Resource', true], ['Stack/R?le', true], ['Stack/Role/Resource/Below', false], ['stack/role', false],
  ])('for the construct %s holds at Stack/Role/Resource: %s', (construct, holds) => {
    expect(apply([exception({ construct })]).accepted).toHaveLength(holds ? 1 : 0);
  });

  test.each([
    ['app/template.yaml', true], ['./app/template.yaml', true], ['app\\template.yaml', true], ['app/template.yaml/Role1234ABCD', true],
    ['app/template.yaml/Other', false], ['template.yaml', false], ['*/template.yaml', true], ['app', true],
  ])('for the file %s holds in a resource of app/template.yaml without a construct: %s', (construct, holds) => {
    for (const file of ['app/template.yaml', './app/template.yaml', 'app\\template.yaml']) {
      expect(apply([exception({ construct })], [finding({ file, constructPath: undefined })]).accepted).toHaveLength(holds ? 1 : 0);
    }
  });

  test('with a key is for that key to the letter, stars of it included', () => {
    const [wide, narrow] = [finding(), finding({ key: 'Action=s3:GetObject,iam:PassRole;Resource=*' })];
    expect(apply([exception({ key: wide.key })], [wide, narrow])).toMatchObject({ accepted: [wide], open: [narrow] });
  });

  test('with a pattern of keys is for those that match', () => {
    const [get, put] = ['Action=s3:GetObject;Resource=*', 'Action=s3:PutObject;Resource=*'].map((key) => finding({ key }));
    expect(apply([exception({ keyPattern: 'Action=s3:Get*;Resource=?' })], [get, put])).toMatchObject({ accepted: [get], open: [put] });
  });

  test('holds on its last day, and not on the day after', () => {
    expect(apply([exception({ expires: TODAY })]).states).toEqual(['used']);
    expect(apply([exception({ expires: '2026-06-14' })]).states).toEqual(['expired']);
  });

  test('that has expired gives its finding back, which says when and whose it was', () => {
    const expired = exception({ expires: '2026-06-14' });
    expect(apply([expired])).toMatchObject({
      accepted: [], open: [{ id: finding().id, severity: 'error', message: 'grants foo; its exception expired on 2026-06-14, owner foo-team' }],
    });
  });

  test('that has expired takes nothing from another that holds', () => {
    expect(apply([exception({ expires: '2026-06-14', construct: 'Stack' }), exception()])).toMatchObject({ open: [], states: ['expired', 'used'] });
    expect(apply([exception(), exception({ expires: '2026-06-14', construct: 'Stack' })])).toMatchObject({ open: [], states: ['used', 'expired'] });
  });
});

describe('an exception that no finding is left for', () => {
  test('is stale, expired or not', () => {
    expect(apply([exception(), exception({ expires: '2026-01-01' })], []).states).toEqual(['stale', 'stale']);
  });

  test('is not called stale when its rule was not judged', () => {
    expect(apply([exception({ rule: 'NoBaz' })], []).states).toEqual(['unjudged']);
  });

  test.each([
    ['Stack', 'stale'], ['Stack/Role', 'stale'], ['Stack/*', 'stale'], ['Stack/*/Role', 'stale'],
    ['Stack*', 'unjudged'], ['*', 'unjudged'], ['Stack2/Role', 'unjudged'], ['Other/Role', 'unjudged'], ['St?ck/Role', 'unjudged'],
  ])('for %s, when only Stack was judged, is %s', (construct, state) => {
    expect(apply([exception({ construct })], [], { ...ALL, roots: ['Stack'] }).states).toEqual([state]);
  });

  test('for all of a Stage is not called stale when one stack of it was judged', () => {
    expect(apply([exception({ construct: 'Prod' })], [], { ...ALL, roots: ['Prod/Stack'] }).states).toEqual(['unjudged']);
  });

  test('is a finding at its place in the file: an error in the strict pack, a warning in the baseline', () => {
    const { uses } = apply([exception(), exception({ construct: 'Gone/Role', key: 'Action=*;Resource=*', location: 'exceptions[1]', line: 12 })]);
    const model = readTemplates([]);
    expect(staleFindings(uses, 'strict', model)).toMatchObject([{
      id: 'IamGuardrails-StaleException[Rule=NoFoo;Construct=Gone/Role;Key=Action=*;Resource=*]',
      severity: 'error', file: 'guardrail-exceptions.json', location: 'exceptions[1]', logicalId: '', witness: 'guardrail-exceptions.json:12',
      message: 'accepts nothing: no finding of NoFoo with the key Action=*;Resource=* is left at Gone/Role; owner foo-team',
    }]);
    expect(staleFindings(uses, 'baseline', model)).toMatchObject([{ severity: 'warning' }]);
  });
});
