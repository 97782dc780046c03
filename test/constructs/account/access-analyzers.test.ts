import { App, CfnParameter, Duration, Environment, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, RulePack } from '../../../src';
import { AccessAnalyzers, AccessAnalyzersProps, AnalyzerScope } from '../../../src/constructs/account/access-analyzers';
import { ArchiveCriterion, ArchiveFilterKey } from '../../../src/constructs/account/archive-rule';
import { ACCOUNT } from '../../support/proof';

const HOME = { account: ACCOUNT, region: 'eu-west-1' };
const REASON = 'a reason that a reviewer can judge';

function inStack(props: AccessAnalyzersProps = {}, env: Environment | undefined = HOME, app = new App()) {
  const stack = new Stack(app, `Stack${app.node.children.length}`, { env });
  return { app, stack, analyzers: new AccessAnalyzers(stack, 'Analyzers', props) };
}
const template = (props?: AccessAnalyzersProps, env?: Environment) => Template.fromStack(inStack(props, env).stack);
const typesIn = (made: Template) => Object.values(made.findResources('AWS::AccessAnalyzer::Analyzer')).map(({ Properties }) => Properties.Type);
const rule = (...criteria: ArchiveCriterion[]) => ({ ruleName: 'Known', criteria, reason: REASON });

test.each([[HOME], [{}], [{ account: ACCOUNT, region: 'cn-north-1' }]])('a stack in %p passes the strict pack and AwsSolutionsChecks', (env) => {
  const { app } = inStack({ homeRegion: 'eu-west-1' }, env);
  expect(checkGuardrails(app, { pack: RulePack.STRICT }).errors).toEqual([]);
  expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
});

describe('the analyzers', () => {
  test('are of external access, and of access unused for 90 days', () => {
    const { stack, analyzers } = inStack();
    const made = Template.fromStack(stack);
    expect(typesIn(made).sort()).toEqual(['ACCOUNT', 'ACCOUNT_UNUSED_ACCESS']);
    made.hasResourceProperties('AWS::AccessAnalyzer::Analyzer', {
      Type: 'ACCOUNT_UNUSED_ACCESS', AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge: 90, AnalysisRule: Match.absent() } },
    });
    expect(stack.resolve(analyzers.externalAnalyzerArn)).toEqual({ 'Fn::GetAtt': [expect.stringContaining('ExternalAccess'), 'Arn'] });
    expect(stack.resolve(analyzers.unusedAnalyzerArn)).toEqual({ 'Fn::GetAtt': [expect.stringContaining('UnusedAccess'), 'Arn'] });
  });

  test('can be of the organization, leave out accounts and tags, and wait for another age', () => {
    const made = template({
      scope: AnalyzerScope.ORGANIZATION,
      unusedAccessAge: Duration.days(365),
      unusedAccessExclusions: [{ accountIds: ['444455556666'], reason: REASON }, { tags: { 'emergency': 'true', 'kept-for': '' }, reason: REASON }],
    });
    expect(typesIn(made).sort()).toEqual(['ORGANIZATION', 'ORGANIZATION_UNUSED_ACCESS']);
    made.hasResourceProperties('AWS::AccessAnalyzer::Analyzer', {
      AnalyzerConfiguration: {
        UnusedAccessConfiguration: {
          UnusedAccessAge: 365,
          AnalysisRule: {
            Exclusions: [
              { AccountIds: ['444455556666'] },
              { ResourceTags: [[{ Key: 'emergency', Value: 'true' }], [{ Key: 'kept-for', Value: '' }]] },
            ],
          },
        },
      },
    });
  });

  test('of unused access are in the home Region only', () => {
    const away = inStack({ homeRegion: 'us-east-1' });
    expect(typesIn(Template.fromStack(away.stack))).toEqual(['ACCOUNT']);
    expect(away.analyzers.unusedAnalyzerArn).toBeUndefined();
    expect(typesIn(template({ homeRegion: 'eu-west-1' }))).toHaveLength(2);
    expect(typesIn(template({ unusedAccess: false }))).toEqual(['ACCOUNT']);
  });

  test('of unused access are left to the deployment, when only that knows the Region', () => {
    const made = template({ homeRegion: 'eu-west-1' }, {});
    const [unused] = Object.values(made.findResources('AWS::AccessAnalyzer::Analyzer', { Properties: { Type: 'ACCOUNT_UNUSED_ACCESS' } }));
    expect(made.findConditions(unused.Condition)).toEqual({ [unused.Condition]: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } });
  });
});

describe('archive rules', () => {
  test('become filters', () => {
    template({
      externalArchiveRules: [rule(
        { key: ArchiveFilterKey.PRINCIPAL_AWS, isOneOf: ['444455556666'] },
        { key: ArchiveFilterKey.IS_PUBLIC, isOneOf: ['false'] },
        { key: ArchiveFilterKey.RESOURCE, contains: ['role/audit'], isNoneOf: [`arn:aws:iam::${ACCOUNT}:role/admin`] },
        { key: ArchiveFilterKey.ERROR, exists: false },
      )],
      unusedArchiveRules: [rule({ key: ArchiveFilterKey.FINDING_TYPE, isOneOf: ['UnusedPermission'] })],
    }).hasResourceProperties('AWS::AccessAnalyzer::Analyzer', {
      Type: 'ACCOUNT',
      ArchiveRules: [{
        RuleName: 'Known',
        Filter: [
          { Property: 'principal.AWS', Eq: ['444455556666'] },
          { Property: 'isPublic', Eq: ['false'] },
          { Property: 'resource', Contains: ['role/audit'], Neq: [`arn:aws:iam::${ACCOUNT}:role/admin`] },
          { Property: 'error', Exists: false },
        ],
      }],
    });
  });

  test('take tokens', () => {
    const stack = new Stack(new App(), 'Stack');
    const account = new CfnParameter(stack, 'Partner').valueAsString;
    expect(() => new AccessAnalyzers(stack, 'Analyzers', {
      homeRegion: new CfnParameter(stack, 'Home').valueAsString, externalArchiveRules: [rule({ key: ArchiveFilterKey.PRINCIPAL_AWS, isOneOf: [account] })],
    })).not.toThrow();
  });
});

describe('a second analyzer', () => {
  const synth = (...stacks: [AccessAnalyzersProps, Environment][]) => () => {
    const app = new App();
    stacks.forEach(([props, env]) => inStack(props, env, app));
    app.synth();
  };
  const AWAY = { ...HOME, region: 'us-east-1' };

  test('of the account in one Region is an error', () => {
    expect(synth([{ unusedAccess: false }, HOME], [{ unusedAccess: false }, HOME])).toThrow(/another analyzer, Stack\d\/Analyzers\/ExternalAccess, in this Region: keep one/);
  });

  test('of a nested stack counts, too, wherever it is deployed', () => {
    const { app, stack } = inStack({ unusedAccess: false }, {});
    new AccessAnalyzers(new NestedStack(stack, 'Nested'), 'Analyzers', { unusedAccess: false });
    expect(() => app.synth()).toThrow(/another analyzer, Stack0\/Nested\/Analyzers\/ExternalAccess, in this Region: keep one/);
  });

  test('of unused access in another Region is an error', () => {
    expect(synth([{}, HOME], [{}, AWAY])).toThrow(/another analyzer, Stack\d\/Analyzers\/UnusedAccess, of unused access: name one Region as homeRegion/);
  });

  test('is none in another account or Region, or of the organization', () => {
    const organization = { scope: AnalyzerScope.ORGANIZATION, unusedAccess: false };
    expect(synth([{ homeRegion: 'eu-west-1' }, HOME], [{ homeRegion: 'eu-west-1' }, AWAY], [{}, { ...HOME, account: '444455556666' }])).not.toThrow();
    expect(synth([organization, HOME], [organization, HOME])).not.toThrow();
    expect(synth([{}, {}], [{}, {}])).not.toThrow();
  });
});

describe('props that are refused', () => {
  const external = (...criteria: ArchiveCriterion[]) => () => inStack({ externalArchiveRules: [rule(...criteria)] });
  const unused = (...criteria: ArchiveCriterion[]) => () => inStack({ unusedArchiveRules: [rule(...criteria)] });
  const resource = { key: ArchiveFilterKey.RESOURCE, isOneOf: ['arn:aws:s3:::reports'] };

  test.each<[string, RegExp, () => unknown]>([
    ['an age of hours', /unusedAccessAge: found "23 hours", expected 1 day to 365 days/, () => inStack({ unusedAccessAge: Duration.hours(23) })],
    ['an age of a day and a half', /unusedAccessAge: found "1 day 12 hours", expected whole days/, () => inStack({ unusedAccessAge: Duration.hours(36) })],
    ['an age that AWS does not know', /unusedAccessAge: found "366 days"/, () => inStack({ unusedAccessAge: Duration.days(366) })],
    ['a home that is no Region', /homeRegion: found "Ireland", expected a Region/, () => inStack({ homeRegion: 'Ireland' })],
    ['everybody left out', /unusedAccessExclusions: found nothing, expected accountIds or tags/, () => inStack({ unusedAccessExclusions: [{ tags: {}, reason: REASON }] })],
    ['somebody left out without a reason', /unusedAccessExclusions.reason: found "", expected a reason/, () => inStack({ unusedAccessExclusions: [{ tags: { a: 'b' }, reason: '' }] })],
    ['accounts of an account', /unusedAccessExclusions.accountIds: found "?444455556666"?, expected tags only/, () => inStack({ unusedAccessExclusions: [{ accountIds: ['444455556666'], reason: REASON }] })],
    ['accounts by name', /unusedAccessExclusions.accountIds: found "sandbox", expected account ids/,
      () => inStack({ scope: AnalyzerScope.ORGANIZATION, unusedAccessExclusions: [{ accountIds: ['sandbox'], reason: REASON }] })],
    ['tags of AWS', /unusedAccessExclusions.tags: found "aws:x", expected keys/, () => inStack({ unusedAccessExclusions: [{ tags: { 'aws:x': 'y' }, reason: REASON }] })],
    ['a rule with a bad name', /externalArchiveRules.ruleName: found "1 rule", expected 1 to 255/, () => inStack({ externalArchiveRules: [{ ...rule(resource), ruleName: '1 rule' }] })],
    ['a rule twice', /externalArchiveRules.ruleName: found "Known", expected names that are each given once/, () => inStack({ externalArchiveRules: [rule(resource), rule(resource)] })],
    ['a rule without a reason', /externalArchiveRules.Known.reason: found "ok", expected a reason/, () => inStack({ externalArchiveRules: [{ ...rule(resource), reason: 'ok' }] })],
    ['a rule for all findings', /externalArchiveRules.Known.criteria: found "none", expected what is archived/, external()],
    ['a rule for all but some', /externalArchiveRules.Known.criteria: found "only what is not", expected what is archived/, external({ key: ArchiveFilterKey.RESOURCE, isNoneOf: ['arn:aws:s3:::reports'] })],
    ['a criterion that asks nothing', /criteria.error: found nothing, expected isOneOf, isNoneOf, contains or exists/, external(resource, { key: ArchiveFilterKey.ERROR })],
    ['a key twice', /criteria: found "resource", expected each once/, external(resource, resource)],
    ['a key of unused access', /externalArchiveRules.Known.criteria: found "findingType", expected each once, some of resource/, external({ key: ArchiveFilterKey.FINDING_TYPE, isOneOf: ['UnusedIAMRole'] })],
    ['a key of external access', /unusedArchiveRules.Known.criteria: found "isPublic"/, unused({ key: ArchiveFilterKey.IS_PUBLIC, isOneOf: ['true'] })],
    ['a value that AWS takes and never finds', /criteria.principal.AWS.isOneOf: found "1234"/, external({ key: ArchiveFilterKey.PRINCIPAL_AWS, isOneOf: ['1234'] })],
    ['no value', /criteria.resource.isOneOf: found "0 values", expected 1 to 20/, external({ key: ArchiveFilterKey.RESOURCE, isOneOf: [] })],
    ['too many values', /criteria.resource.contains: found "21 values", expected 1 to 20/, external({ key: ArchiveFilterKey.RESOURCE, contains: Array(21).fill('x') })],
    ['too many rules', /externalArchiveRules: found "1001 rules", expected at most 1000/, () => inStack({ externalArchiveRules: Array(1001).fill(rule(resource)) })],
  ])('%s', (_, message, make) => {
    expect(make).toThrow(message);
  });
});
