import { isDeniedForStrangers } from '../../analysis/outsiders';
import { globalServiceName } from '../../catalogue/source-guards';
import { AccessModel } from '../../model/access-model';
import { Statement } from '../../policy/statement';
import { tokensOf } from '../../policy/text';
import { ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { lambdaPermissionExample, resourceGrants } from '../resource-grants';
import { defineRule, Violation } from '../rule';
import { describeStatement, judgeEach, placeOf, Problem } from '../select';
import { requiresNamed } from '../trust/trust-no-public-principal';

const GUARDS = ['aws:SourceAccount', 'aws:PrincipalOrgID', 'lambda:EventSourceToken'];
/** The ARN of a bucket names no account: whoever takes the name of a deleted bucket would go on invoking the function. */
const BUCKETS = 's3.amazonaws.com';

export const lambdaPermissionNeedsSource = defineRule({
  id: 'LambdaPermissionNeedsSource',
  title: 'a service may invoke a function for whoever asks it to',
  why: 'Another account can have the service invoke your function, with events of its own making: the confused deputy.',
  fix: 'Set SourceArn to the resource that invokes the function, or SourceAccount to your account; for S3, both.',
  severity: 'error',
  packs: ['strict'],
  controls: {
    'aws-fsbp': ['Lambda.1'],
    'pci-dss-4.0.1': ['7.2.1'],
    'nist-800-53-r5': ['AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)'],
  },
  links: [
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1',
  ],
  unknown: 'A service that is a token in part is a warning; a principal that is only a token is one of ResourcePolicyNoPublicAccess. A bucket without its '
    + 'account is a warning, too: the name of a deleted bucket may be taken by another account.',
  examples: {
    bad: [
      lambdaPermissionExample('any topic of any account', { Principal: 'sns.amazonaws.com' }),
      lambdaPermissionExample('any rule of any account', { Principal: 'events.amazonaws.com', SourceArn: 'arn:aws:events:eu-west-1:*:rule/nightly' }),
    ],
    good: [
      lambdaPermissionExample('one topic', { Principal: 'sns.amazonaws.com', SourceArn: 'arn:aws:sns:eu-west-1:111122223333:orders' }),
      lambdaPermissionExample('a bucket of the own account', {
        Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::inbox', SourceAccount: { Ref: 'AWS::AccountId' },
      }),
      lambdaPermissionExample('one skill of Alexa', { Principal: 'alexa-appkit.amazon.com', EventSourceToken: 'amzn1.ask.skill.1' }),
      lambdaPermissionExample('an account', { Principal: '111122223333' }),
    ],
    unknown: [
      lambdaPermissionExample('a bucket, whoever has its name', { Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::inbox' }),
      {
        ...lambdaPermissionExample('a part of the service is a parameter', { Principal: { 'Fn::Join': ['', [ref('Service'), '.amazonaws.com']] } }),
        parameters: stringParameter('Service'),
      },
    ],
  },
  * check(model) {
    const permissions = model.permissions.flatMap((policy) => policy.document.statements.map((statement) => ({ statement, policies: [policy] })));
    yield* judgeEach(permissions, (statement) => judgeStatement(statement, []));
    yield* judgePolicies(model);
  },
});

/** A function has one policy document, or permissions. https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
function* judgePolicies(model: AccessModel): Iterable<Violation> {
  for (const grant of resourceGrants(model)) {
    const isOfFunction = grant.policy.resource.type === 'AWS::Lambda::ResourcePolicy' && !grant.statement.principal?.negated;
    for (const problem of isOfFunction ? judgeStatement(grant.statement, grant.denies) : []) {
      yield { ...placeOf(grant), ...problem };
    }
  }
}

function* judgeStatement(statement: Statement, denies: readonly Statement[]): Iterable<Problem> {
  if (requiresNamed(statement, GUARDS)) {
    return;
  }
  const hasSource = requiresNamed(statement, ['aws:SourceArn']);
  for (const { type, value } of statement.principal?.principals ?? []) {
    const isKnown = tokensOf(value).every(({ kind }) => kind !== 'opaque');
    const isOpen = type === 'Service' && (!hasSource || value === BUCKETS);
    if (isOpen && !isDeniedForStrangers(globalServiceName(value.toString()), statement, denies)) {
      yield {
        key: partKey('Principal', [`Service:${value}`]), witness: describeStatement(statement),
        message: hasSource ? `lets ${value} invoke the function for whoever has the bucket, without SourceAccount` : `lets ${value} invoke the function for any account`,
        ...(hasSource && { severity: 'warning' as const }),
        ...(!isKnown && { unknown: true }),
      };
    }
  }
}
