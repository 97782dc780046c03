import { isAboutMfa, MfaOutcomes, mfaConditions, mfaOutcomes } from '../../analysis/mfa-conditions';
import { Verdict } from '../../policy/pattern';
import { Statement } from '../../policy/statement';
import { opaqueToken } from '../../policy/text';
import { policyExample, ref, stringParameter, trustExample } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, Occurrence, occurrencesUnder, placeOf, Problem, speaksOfAction } from '../select';

const USERS_OF_ACCOUNT = { AWS: 'arn:aws:iam::111122223333:root' };
const SAML = { Federated: 'arn:aws:iam::111122223333:saml-provider/company' };
const stop = { Action: 'ec2:StopInstances', Resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1234567890abcdef0' };

export const mfaConditionHolds = defineRule({
  id: 'MfaConditionHolds',
  title: 'a condition on multi-factor authentication does not tell requests with it from requests without',
  why: 'Requests with an access key have no aws:MultiFactorAuthPresent at all, and sessions without it have it as false: a condition that forgets one of them protects nothing.',
  fix: 'To allow, write Bool aws:MultiFactorAuthPresent "true"; to deny, BoolIfExists aws:MultiFactorAuthPresent "false".',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: { 'well-architected': ['SEC02-BP01'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
  ],
  unknown: 'A value of aws:MultiFactorAuthPresent that is a token is a warning.',
  examples: {
    bad: [
      policyExample('a denial that access keys escape', { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      policyExample('a grant for access keys too', { Effect: 'Allow', ...stop, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      policyExample('a grant for whoever has not authenticated so', { Effect: 'Allow', ...stop, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      policyExample('a grant for every session', { Effect: 'Allow', ...stop, Condition: { Null: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      policyExample('an age that only those who have authenticated so have', {
        Effect: 'Deny', ...stop, Condition: { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '3600' } },
      }),
      trustExample('asked of a provider that never says it', {
        Effect: 'Allow', Principal: SAML, Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
    ],
    good: [
      policyExample('a denial without it', { Effect: 'Deny', Action: '*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      policyExample('two denials that leave nothing out',
        { Effect: 'Deny', ...stop, Condition: { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '3600' } } },
        { Effect: 'Deny', ...stop, Condition: { Null: { 'aws:MultiFactorAuthAge': 'true' } } }),
      trustExample('a grant with it', {
        Effect: 'Allow', Principal: USERS_OF_ACCOUNT, Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
      }),
    ],
    unknown: [
      {
        ...policyExample('the value is a parameter', { Effect: 'Allow', ...stop, Condition: { Bool: { 'aws:MultiFactorAuthPresent': ref('Mfa') } } }),
        parameters: stringParameter('Mfa'),
      },
    ],
  },
  *check(model) {
    for (const occurrence of occurrencesUnder(model, (conditions) => isAboutMfa({ conditions }))) {
      yield* judgeOccurrence(occurrence);
    }
  },
});

function* judgeOccurrence({ statement, policies }: Occurrence) {
  const outcomes = mfaOutcomes(statement);
  for (const policy of policies) {
    const others = policy.document.statements.filter((other) => other !== statement && other.effect === 'Deny' && isAboutMfa(other)).map(mfaOutcomes);
    const denied = (request: keyof MfaOutcomes): Verdict => (others.some((other) => other[request] === 'yes') ? 'yes' : outcomes[request]);
    const problem = statement.effect === 'Allow'
      ? problemOfAllow(outcomes) ?? (policy.kind === 'trust' ? problemOfProvider(statement, outcomes) : undefined)
      : problemOfDeny({ ...outcomes, session: denied('session'), accessKey: denied('accessKey') });
    if (problem) {
      yield { ...problem, ...placeOf({ policy, statement }), key: partKey('Condition', [written(statement)]), witness: describeStatement(statement) };
    } else if (outcomes.session === 'unknown') {
      const token = statement.conditions.flatMap(({ values }) => values).map(opaqueToken).find((one) => one !== undefined);
      yield {
        ...placeOf({ policy, statement }), key: partKey('Condition', [written(statement)]), unknown: true, witness: describeStatement(statement),
        message: `asks for multi-factor authentication by ${token?.label ?? 'a value'}, known only when it is deployed`,
      };
    }
  }
}

type Fault = Pick<Problem, 'message' | 'fix'>;

function problemOfAllow({ authenticated, session, accessKey }: MfaOutcomes): Fault | undefined {
  const fix = 'Write Bool aws:MultiFactorAuthPresent "true", without IfExists.';
  if (authenticated === 'no') {
    return { message: 'allows only requests without multi-factor authentication', fix };
  }
  if (session === 'yes') {
    return { message: 'allows sessions without multi-factor authentication', fix };
  }
  return accessKey === 'yes' ? { message: 'allows requests with an access key, which have no multi-factor authentication', fix } : undefined;
}

function problemOfDeny({ authenticated, session, accessKey }: MfaOutcomes): Fault | undefined {
  const fix = 'Write BoolIfExists aws:MultiFactorAuthPresent "false".';
  if (authenticated === 'yes') {
    return { message: 'denies requests with multi-factor authentication', fix };
  }
  if (session === 'no') {
    return { message: 'does not deny sessions without multi-factor authentication', fix };
  }
  return accessKey === 'no' ? { message: 'does not deny requests with an access key, which have no multi-factor authentication', fix } : undefined;
}

/** No provider tells AWS about it. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html */
function problemOfProvider(statement: Statement, { accessKey }: MfaOutcomes): Fault | undefined {
  const signsIn = ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'].some((action) => speaksOfAction(statement, action) === 'yes');
  return signsIn && accessKey === 'no' && speaksOfAction(statement, 'sts:AssumeRole') === 'no'
    ? { message: 'lets nobody in: identity providers do not tell AWS about multi-factor authentication', fix: 'Require multi-factor authentication at the identity provider.' }
    : undefined;
}

function written(statement: Statement): string {
  return `${statement.effect}-${mfaConditions(statement).map(({ operator, key, values }) => `${operator.name}${operator.ifExists ? 'IfExists' : ''}-${key}-${values.join('-')}`).join('-and-')}`;
}
