import { TemplateInput } from '../../../src/model/scope';
import { readTemplates } from '../../../src/model/template-reader';
import { exampleTemplate, trustExample } from '../../../src/rules/example-templates';
import { Finding } from '../../../src/rules/finding';
import { judgeWith } from '../../../src/rules/judge';
import { trustThirdPartyNeedsExternalId } from '../../../src/rules/trust/trust-third-party-needs-external-id';
import { findings } from '../judging';

const OWN = '111122223333';
const FOREIGN = '444455556666';
const vendor = `arn:aws:iam::${FOREIGN}:root`;

const trusting = (statement: Record<string, unknown>) => trustExample('', { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement });

function judged(statement: Record<string, unknown>): Finding[] {
  return findings(trustThirdPartyNeedsExternalId, {
    ...trusting(statement).resources,
    App: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
    Lookup: { Type: 'Custom::Lookup', Properties: {} },
  }, { Parameters: { Vendor: { Type: 'String' } } });
}

/** The same, with what is known of the place that it is deployed to. */
function judgedIn(place: Partial<TemplateInput>, Principal: unknown, ...others: TemplateInput[]): Finding[] {
  const template = { file: 'app.template.json', body: exampleTemplate(trusting({ Principal })), ...place };
  return judgeWith([trustThirdPartyNeedsExternalId], readTemplates([template, ...others]));
}

describe('finds the other account', () => {
  test.each([
    ['of its id', FOREIGN],
    ['of a root ARN', vendor],
    ['of a role', `arn:aws:iam::${FOREIGN}:role/path/collector`],
    ['of a user', `arn:aws:iam::${FOREIGN}:user/collector`],
    ['of a session', `arn:aws:sts::${FOREIGN}:assumed-role/collector/session`],
    ['in another partition', `arn:aws-cn:iam::${FOREIGN}:root`],
    ['behind a partition that is a token', { 'Fn::Sub': `arn:\${AWS::Partition}:iam::${FOREIGN}:root` }],
    ['whatever the name of the role', { 'Fn::Sub': `arn:aws:iam::${FOREIGN}:role/\${Vendor}` }],
  ])('%s', (_name, principal) => {
    const [finding, ...others] = judged({ Principal: { AWS: principal } });
    expect(finding.severity).toBe('error');
    expect(finding.message).toMatch(/^trusts account 444455556666 \(.+\) without an external ID$/);
    expect(others).toEqual([]);
  });

  test('in a list, and among principals of other types', () => {
    const found = judged({ Principal: { AWS: [{ Ref: 'AWS::AccountId' }, vendor], Service: 'ec2.amazonaws.com', Federated: `arn:aws:iam::${FOREIGN}:saml-provider/adfs` } });
    expect(found.map(({ key }) => key)).toEqual([`Principal=AWS:arn:aws:iam:${FOREIGN}:root`]);
  });

  test.each(['sts:*', '*', 'sts:Assume*', ['sts:TagSession', 'STS:assumerole']])('that may %s', (Action) => {
    expect(judged({ Principal: { AWS: vendor }, Action })).toHaveLength(1);
  });
});

test.each([
  ['a role of the app', { 'Fn::GetAtt': ['App', 'Arn'] }],
  ['a name of a role of the app', { Ref: 'App' }],
  ['the own account', { Ref: 'AWS::AccountId' }],
  ['a role of the own account whose name is a parameter', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Vendor}' }],
  ['an identity of CloudFront', 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E15MNIMTCFKK4C'],
  ['anyone, which is another rule\'s', '*'],
])('leaves %s alone', (_name, principal) => {
  expect(judged({ Principal: { AWS: principal } })).toEqual([]);
});

test('leaves what is denied, and what cannot assume the role, alone', () => {
  expect(judged({ Effect: 'Deny', Principal: { AWS: vendor } })).toEqual([]);
  expect(judged({ Principal: { AWS: vendor }, Action: 'sts:TagSession' })).toEqual([]);
  expect(judged({ Principal: undefined, NotPrincipal: { AWS: vendor } })).toEqual([]);
});

describe('what the app knows of its accounts', () => {
  test('the account that the template is deployed to is its own', () => {
    expect(judgedIn({ account: OWN }, { AWS: `arn:aws:iam::${OWN}:role/app` })).toEqual([]);
    expect(judgedIn({ account: FOREIGN }, { AWS: `arn:aws:iam::${OWN}:role/app` })).toHaveLength(1);
  });

  test('so are the accounts of its other templates', () => {
    const other = { file: 'other.template.json', account: FOREIGN, body: { Resources: {} } };
    expect(judgedIn({ account: OWN }, { AWS: vendor }, other)).toEqual([]);
    expect(judgedIn({ account: OWN }, { AWS: vendor })).toHaveLength(1);
  });

  test('a role that another stack exports is of the app', () => {
    const exporting = {
      file: 'other.template.json',
      body: {
        Resources: { App: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } } },
        Outputs: { App: { Value: { 'Fn::GetAtt': ['App', 'Arn'] }, Export: { Name: 'app-role' } } },
      },
    };
    const imported = { AWS: { 'Fn::ImportValue': 'app-role' } };
    expect(judgedIn({}, imported, exporting)).toEqual([]);
    expect(judgedIn({}, imported)).toMatchObject([{ severity: 'warning' }]);
  });

  test('trusted accounts are no third parties, and others still are', () => {
    const trustingBoth = trusting({ Principal: { AWS: [vendor, 'arn:aws:iam::777788889999:root'] } }).resources;
    const found = findings(trustThirdPartyNeedsExternalId, trustingBoth, {}, { trustedAccounts: [FOREIGN] });
    expect(found.map(({ key }) => key)).toEqual(['Principal=AWS:arn:aws:iam:777788889999:root']);
  });
});

describe('the other account', () => {
  test.each([
    ['an external ID', { StringEquals: { 'sts:ExternalId': 'f3a9c1' } }],
    ['an external ID, its key in another case', { StringEquals: { 'STS:externalid': 'f3a9c1' } }],
    ['one of two external IDs', { StringLike: { 'sts:ExternalId': ['f3a9c1', 'customer-7-*'] } }],
    ['an external ID that is a parameter', { StringEquals: { 'sts:ExternalId': { Ref: 'Vendor' } } }],
    ['the organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['a unit of the organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/*/ou-ab12-11111111/*'] } }],
  ])('is fine with %s', (_name, Condition) => {
    expect(judged({ Principal: { AWS: vendor }, Condition })).toEqual([]);
  });

  test.each([
    ['any external ID', { StringLike: { 'sts:ExternalId': '*' } }],
    ['a list with any external ID', { StringLike: { 'sts:ExternalId': ['f3a9c1', '*'] } }],
    ['an external ID if there is one', { StringEqualsIfExists: { 'sts:ExternalId': 'f3a9c1' } }],
    ['ForAllValues', { 'ForAllValues:StringEquals': { 'sts:ExternalId': 'f3a9c1' } }],
    ['all external IDs but one', { StringNotEquals: { 'sts:ExternalId': 'f3a9c1' } }],
    ['any organization', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
    ['multi-factor authentication where the request speaks of it', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }],
    ['requests without multi-factor authentication', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }],
    ['the role that calls', { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${FOREIGN}:role/collector` } }],
  ])('is not fine with %s', (_name, Condition) => {
    expect(judged({ Principal: { AWS: vendor }, Condition })).toMatchObject([{ severity: 'error' }]);
  });

  test('is a warning where its people need multi-factor authentication', () => {
    expect(judged({ Principal: { AWS: vendor }, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })).toMatchObject([{
      severity: 'warning', message: expect.stringMatching(/with multi-factor authentication, but without an external ID$/),
    }]);
  });

  test('is a warning where the condition is made when it is deployed', () => {
    expect(judged({ Principal: { AWS: vendor }, Condition: { StringEquals: { Ref: 'Vendor' } } })).toMatchObject([{ severity: 'warning' }]);
  });
});

test.each([
  ['a parameter', { Ref: 'Vendor' }, '<Vendor>'],
  ['the account of an ARN', { 'Fn::Sub': 'arn:aws:iam::${Vendor}:root' }, 'arn:aws:iam::<Vendor>:root'],
  ['what a custom resource returns', { 'Fn::GetAtt': ['Lookup', 'RoleArn'] }, '<Lookup.RoleArn>'],
])('warns where only the deployment can tell the account: %s', (_name, principal, text) => {
  expect(judged({ Principal: { AWS: principal } })).toMatchObject([
    { severity: 'warning', message: `trusts ${text} without an external ID, and its account is known only when it is deployed` },
  ]);
});

test('says of a parameter with a default what the default trusts, and that it may be another', () => {
  const found = findings(trustThirdPartyNeedsExternalId, trusting({ Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${Vendor}:root' } } }).resources,
    { Parameters: { Vendor: { Type: 'String', Default: FOREIGN } } });
  expect(found.map(({ severity, key }) => [key, severity])).toEqual([
    [`Principal=AWS:arn:aws:iam:${FOREIGN}:root`, 'error'], ['Principal=AWS:arn:aws:iam:<Vendor>:root', 'warning'],
  ]);
});
