/** Reports to show: of a small app that has something of everything, and of apps with any number of roles. */
import { makeReport, Report } from '../../src/enforce/reports/report';
import { TemplateInput } from '../../src/model/scope';
import { readTemplates } from '../../src/model/template-reader';
import { ExceptionUse, GuardrailException } from '../../src/rules/exception';
import { judge, rulesOf } from '../../src/rules/judge';

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown, Condition?: object) => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) });
const trusting = (Principal: object, Condition?: object, Action = 'sts:AssumeRole') => document({ Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) });
const service = (name: string) => trusting({ Service: `${name}.amazonaws.com` });
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

function role(path: string, trust: object, statements: readonly object[], properties: object = {}) {
  return {
    Type: 'AWS::IAM::Role',
    Metadata: { 'aws:cdk:path': `${path}/Resource` },
    Properties: { AssumeRolePolicyDocument: trust, Policies: [{ PolicyName: 'Work', PolicyDocument: document(...statements) }], ...properties },
  };
}

/** What a page must show and never obey. */
export const PAYLOAD = '</script><script>window.broken=1</script><img src=x onerror="window.broken=2">\u2028<!--';

const SHOP = {
  OrderHandler: role('Shop/Orders/Handler/ServiceRole', service('lambda'), [
    allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'),
    allow('s3:*', 'arn:aws:s3:::shop-*'), allow('sqs:SendMessage', '*'),
  ]),
  Builder: role('Shop/Pipeline/Builder', service('codebuild'), [
    allow('iam:PassRole', '*'), allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], '*'), allow('logs:*', '*'),
  ]),
  Deployer: role('Shop/Pipeline/Deployer', trusting(
    { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
    { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } }, 'sts:AssumeRoleWithWebIdentity',
  ), [allow('sts:AssumeRole', arnOf('Admin')), allow('cloudformation:*', '*')]),
  Admin: role('Shop/Admin', trusting({ AWS: arnOf('Deployer') }), [allow('*', '*')]),
  Reader: role('Shop/Reports/Reader', trusting({ AWS: ['arn:aws:iam::444455556666:root', arnOf('OrderHandler')] }), [allow('s3:GetObject', 'arn:aws:s3:::reports/*')]),
};
const PLATFORM = {
  Vendor: role('Platform/Vendor/Access', trusting({ AWS: 'arn:aws:iam::444455556666:root' }, { StringEquals: { 'sts:ExternalId': 'a-b-c' } }), [
    allow(['ec2:Describe*', 'iam:Get*', 'iam:List*'], '*'), allow('sts:AssumeRole', 'arn:aws:iam::777788889999:role/Remote'),
  ]),
  Operators: {
    Type: 'AWS::IAM::User', Metadata: { 'aws:cdk:path': 'Platform/Operator/Resource' },
    Properties: { Policies: [{ PolicyName: 'Work', PolicyDocument: document(allow('iam:CreateAccessKey', '*'), allow('ec2:*', '*')) }] },
  },
  Key: { Type: 'AWS::IAM::AccessKey', Metadata: { 'aws:cdk:path': 'Platform/Operator/Key' }, Properties: { UserName: { Ref: 'Operators' } } },
  Strange: role(`Platform/${PAYLOAD}`, service('lambda'), [allow('s3:GetObject', `arn:aws:s3:::${PAYLOAD}/*`), { ...allow('s3:PutObject', '*'), Sid: PAYLOAD }]),
  Open: role('Platform/Parameterized', service('ec2'), [allow({ Ref: 'Action' }, '*'), allow('kms:Decrypt', { Ref: 'KeyArn' })]),
};

export function sampleReport(): Report {
  const model = readTemplates([
    { file: 'cdk.out/Shop.template.json', account: '111122223333', region: 'eu-west-1', body: { Resources: SHOP } },
    { file: 'cdk.out/Platform.template.json', account: '111122223333', region: 'eu-west-1', body: { Parameters: { Action: { Type: 'String' }, KeyArn: { Type: 'String' } }, Resources: PLATFORM } },
  ]);
  const found = judge(model, 'strict');
  const [excepted, acknowledged] = [found.find(({ rule }) => rule === 'NoAccessKeys')!, found.find(({ rule }) => rule === 'NoUserPolicies')!];
  const findings = found.filter((finding) => finding !== excepted && finding !== acknowledged);
  const exception = (rule: string, construct: string, expires: string, index: number): GuardrailException => ({
    rule, construct, expires, reason: 'The vendor moves to roles with the next release of its product.', owner: 'platform@example.com', ticket: `SEC-10${index}`,
    file: 'guardrail-exceptions.json', location: `exceptions[${index}]`,
  });
  const used = exception('NoAccessKeys', 'Platform/Operator', '2099-01-31', 0);
  const exceptions: ExceptionUse[] = [
    { exception: used, state: 'used', findings: [excepted] },
    {
      exception: exception('NoWildcardResource', 'Shop/Pipeline', '2020-06-30', 1), state: 'expired',
      findings: findings.filter(({ rule }) => rule === 'NoWildcardResource'),
    },
    { exception: exception('NoAdminStatement', 'Shop/Gone', '2099-06-30', 2), state: 'stale', findings: [] },
  ];
  const input = {
    pack: 'strict' as const, rules: rulesOf('strict'), templates: model.templates.map(({ file }) => file), findings, exceptions, model,
    accepted: [
      { finding: excepted, reason: used.reason, exception: used }, { finding: acknowledged, reason: 'Reviewed: the user is the break-glass one.' },
    ],
  };
  const before = makeReport(input);
  const gone = { fingerprint: '0'.repeat(32), rule: 'NoAdminStatement', id: 'IamGuardrails-NoAdminStatement[Action=*;Resource=*]', severity: 'error' as const };
  const earlier = before.findings.slice(3).map((finding) => (
    { ...finding, constructPath: finding.constructPath ?? null, logicalId: finding.logicalId || null }
  ));
  return makeReport({
    ...input,
    previous: {
      findings: [...earlier, { ...gone, message: 'grants every action on every resource', constructPath: 'Shop/Old/Role', logicalId: 'Old', file: 'cdk.out/Shop.template.json' }],
      accepted: before.accepted.map(({ finding }) => finding),
    },
  });
}

const ROLES_PER_STACK = 400;

/** Each role reads, writes and sends; every tenth passes a role to a new function. */
export function largeReport(roles: number): Report {
  const stack = (first: number) => Object.fromEntries(Array.from({ length: Math.min(ROLES_PER_STACK, roles - first) }, (_, offset) => {
    const index = first + offset;
    return [`Role${index}`, role(`Stack${first / ROLES_PER_STACK}/Role${index}`, service('lambda'), [
      allow(['dynamodb:GetItem', 'dynamodb:PutItem'], `arn:aws:dynamodb:eu-west-1:111122223333:table/orders-${index}`),
      allow('s3:GetObject', '*'), allow('sqs:SendMessage', `arn:aws:sqs:eu-west-1:111122223333:orders-${index}`),
      ...(index % 10 === 1 ? [allow('iam:PassRole', arnOf(`Role${first}`)), allow('lambda:CreateFunction', '*')] : []),
    ])];
  }));
  const inputs = Array.from({ length: Math.ceil(roles / ROLES_PER_STACK) }, (_, number) => (
    { file: `cdk.out/Stack${number}.template.json`, body: { Resources: stack(number * ROLES_PER_STACK) } }
  ));
  return reportOf(inputs);
}

/** All roles trust some others, and the first trusts all. */
export function wovenReport(roles: number): Report {
  const others = Array.from({ length: roles - 1 }, (_, index) => index + 1);
  const trustedBy = (index: number) => (index === 0 ? others : [index * 7 + 3, index * 13 + 5, index + 1]);
  const Resources = Object.fromEntries(Array.from({ length: roles }, (_, index) => [
    `Role${index}`,
    role(`Woven/Role${index}`, trusting({ AWS: trustedBy(index).map((other) => arnOf(`Role${other % roles}`)) }), [
      allow('s3:GetObject', `arn:aws:s3:::objects-${index}/*`),
    ]),
  ]));
  return reportOf([{ file: 'cdk.out/Woven.template.json', body: { Resources } }]);
}

export function reportOf(inputs: readonly TemplateInput[]): Report {
  const model = readTemplates(inputs);
  return makeReport({
    pack: 'strict', rules: rulesOf('strict'), templates: inputs.map(({ file }) => file), findings: judge(model, 'strict'), accepted: [], exceptions: [], model,
  });
}
