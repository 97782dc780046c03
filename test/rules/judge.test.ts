import { findings, policy } from './judging';
import { readTemplates } from '../../src/model/template-reader';
import { trusting, trustsLambda } from '../../src/rules/example-templates';
import { judge, judgeWith } from '../../src/rules/judge';
import { noAdminStatement } from '../../src/rules/policies/no-admin-statement';
import { noAllowNotAction } from '../../src/rules/policies/no-allow-not-action';
import { Rule, RuleOptions, Violation } from '../../src/rules/rule';

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const QUEUES = { A: { Type: 'AWS::SQS::Queue' }, B: { Type: 'AWS::SQS::Queue' } };

type Said = Partial<Violation> & { readonly on?: string };

/** A rule that says just this. */
function saying(...violations: Said[]): Rule {
  return {
    ...noAdminStatement,
    check: ({ templates, resources }) => violations.map(({ on, ...violation }) => {
      const resource = resources.find(({ logicalId }) => logicalId === on);
      return { template: templates[0], ...(resource && { resource }), location: 'Properties', key: 'k', message: 'm', ...violation };
    }),
  };
}

const judged = (...violations: Said[]) => findings(saying(...violations), QUEUES);
const keys = (...violations: Said[]) => judged(...violations).map(({ key }) => key);

describe('a finding', () => {
  test('says which rule, where, what, and how to mend it', () => {
    const role = {
      Type: 'AWS::IAM::Role',
      Metadata: { 'aws:cdk:path': 'App/Stack/Role/Resource' },
      Properties: { ...trusting(trustsLambda), Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ ...EVERYTHING, Sid: 'All' }] } }] },
    };
    expect(findings(noAdminStatement, { Role: role })).toEqual([{
      rule: 'NoAdminStatement',
      id: 'IamGuardrails-NoAdminStatement[Action=*;Resource=*]',
      severity: 'error',
      key: 'Action=*;Resource=*',
      file: 'app.template.json',
      logicalId: 'Role',
      resourceType: 'AWS::IAM::Role',
      constructPath: 'App/Stack/Role/Resource',
      location: 'Resources.Role.Properties.Policies[0].PolicyDocument.Statement[0]',
      message: 'grants every action on every resource',
      witness: 'All: * on *',
      fix: noAdminStatement.fix,
    }]);
  });

  test('about the template itself has no resource', () => {
    expect(judged({ location: 'Transform' })).toMatchObject([{ logicalId: '', resourceType: '', location: 'Transform', constructPath: undefined }]);
  });

  test('has the fix of its own if there is one', () => {
    expect(judged({ fix: 'Name the table.' })[0].fix).toBe('Name the table.');
  });

  test.each<[string, Said, string]>([
    ['as the rule', {}, 'error'],
    ['as the case', { severity: 'warning' }, 'warning'],
    ['less where only the deployment can tell', { unknown: true }, 'warning'],
    ['less where only the deployment can tell, whatever the case weighs', { unknown: true, severity: 'error' }, 'warning'],
  ])('weighs as much %s', (_how, said, severity) => {
    expect(judged(said)[0].severity).toBe(severity);
  });
});

describe('findings with the same key', () => {
  test('are one when they say the same of the same resource', () => {
    expect(keys({ on: 'A' }, { on: 'A' })).toEqual(['k']);
  });

  test('are one when they differ in the number of the statement only', () => {
    expect(keys({ on: 'A', witness: 'Statement[0]: x' }, { on: 'A', witness: 'Statement[7]: x' })).toEqual(['k']);
    expect(findings(noAdminStatement, policy(EVERYTHING, EVERYTHING))).toHaveLength(1);
  });

  test('are numbered when they say something else', () => {
    expect(keys({ on: 'A', witness: 'x' }, { on: 'A', witness: 'y' }, { on: 'A', witness: 'z' }, { on: 'A', witness: 'y' })).toEqual(['k', 'k#2', 'k#3']);
    expect(keys({ on: 'A', message: 'm' }, { on: 'A', message: 'n' })).toEqual(['k', 'k#2']);
  });

  test('have a number in the id too, so that one acknowledgment does not accept both', () => {
    const withMfa = { ...EVERYTHING, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(findings(noAdminStatement, policy(withMfa, EVERYTHING)).map(({ id }) => id)).toEqual([
      'IamGuardrails-NoAdminStatement[Action=*;Resource=*]', 'IamGuardrails-NoAdminStatement[Action=*;Resource=*#2]',
    ]);
  });

  test('are each their own at different resources, and at the template', () => {
    expect(keys({ on: 'A' }, { on: 'B' }, {})).toEqual(['k', 'k', 'k']);
  });

  test('of different rules are each their own', () => {
    const model = readTemplates([{ file: 'app.template.json', body: { Resources: QUEUES } }]);
    expect(judgeWith([saying({ on: 'A' }), { ...saying({ on: 'A' }), id: 'Other' }], model)).toHaveLength(2);
  });
});

describe('the order of findings', () => {
  test('is by file, resource, rule and key', () => {
    const rules = [saying({ on: 'B', key: 'b' }, { on: 'B', key: 'a' }, { on: 'A', key: 'z' }), { ...saying({ on: 'B', key: 'a' }), id: 'First' }];
    const order = judgeWith(rules, readTemplates([{ file: 'app.template.json', body: { Resources: QUEUES } }]));
    expect(order.map(({ logicalId, rule, key }) => `${logicalId} ${rule} ${key}`))
      .toEqual(['A NoAdminStatement z', 'B First a', 'B NoAdminStatement a', 'B NoAdminStatement b']);
  });

  test('does not depend on the order of the templates, of the resources or of the rules', () => {
    const body = { Resources: { B: policy(EVERYTHING).Policy, A: policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }).Policy } };
    const turned = { Resources: { A: body.Resources.A, B: body.Resources.B } };
    const one = judgeWith([noAdminStatement, noAllowNotAction], readTemplates([{ file: 'b.json', body }, { file: 'a.json', body }]));
    const other = judgeWith([noAllowNotAction, noAdminStatement], readTemplates([{ file: 'a.json', body: turned }, { file: 'b.json', body: turned }]));
    expect(one.map(({ file, logicalId }) => `${file} ${logicalId}`)).toEqual(['a.json A', 'a.json B', 'b.json A', 'b.json B']);
    expect(other).toEqual(one);
  });
});

test('a pack runs its own rules only', () => {
  const model = readTemplates([{ file: 'app.template.json', body: { Resources: policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }) } }]);
  expect(judge(model, 'baseline')).toEqual([]);
  expect(judge(model, 'strict').map(({ rule }) => rule)).toEqual(['NoWildcardResource']);
});

test('a rule is told the options, and the defaults of those that are not given', () => {
  let told: RuleOptions | undefined;
  const listening: Rule = { ...noAdminStatement, check: (_model, options) => { told = options; return []; } };
  jest.useFakeTimers({ now: Date.parse('2026-06-15T12:00:00Z') });
  findings(listening, {}, {}, { trustedAccounts: ['111122223333'] });
  jest.useRealTimers();
  expect(told).toEqual({ maxSessionSeconds: 3600, trustedAccounts: ['111122223333'], today: '2026-06-15' });
});
