import { isDeniedForStrangers } from '../../analysis/outsiders';
import { globalServiceName, SOURCE_GUARDED_SERVICES } from '../../catalogue/source-guards';
import { hasOpaqueCondition, Statement } from '../../policy/statement';
import { tokensOf } from '../../policy/text';
import { ref, stringParameter, trustExample, trustsLambda } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { placeOf, Problem, speaksOfAction, trusts } from '../select';
import { requiresNamed } from './trust-no-public-principal';

const GUARDS = ['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];
const trustsStates = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };

export const trustServiceNeedsSourceGuard = defineRule({
  id: 'TrustServiceNeedsSourceGuard',
  title: 'a role trusts a service without saying for which source it may act',
  why: 'The service acts for customers of other accounts too: one of them can have it use your role, the confused deputy.',
  fix: 'Require aws:SourceAccount, or aws:SourceArn with the resource that uses the role.',
  severity: 'error',
  packs: ['strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention'],
  unknown: 'A service that is a token, or a condition that is made when it is deployed, is a warning. Services that are not documented to send the keys are left alone.',
  examples: {
    bad: [trustExample('a service that sends its source', trustsStates)],
    good: [
      trustExample('the own account only', { ...trustsStates, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }),
      trustExample('every other account is denied', trustsStates, {
        ...trustsStates, Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
      trustExample('a service that does not send its source', trustsLambda),
    ],
    unknown: [
      { ...trustExample('the service is a parameter', { ...trustsStates, Principal: { Service: ref('Service') } }), parameters: stringParameter('Service') },
    ],
  },
  * check(model) {
    for (const { statement, policies } of trusts(model, 'Service')) {
      for (const { guarded, ...problem } of judgeStatement(statement)) {
        for (const policy of policies) {
          const denies = policy.document.statements.filter(({ effect }) => effect === 'Deny');
          if (guarded === undefined || !isDeniedForStrangers(guarded, statement, denies)) {
            yield { ...placeOf({ policy, statement }), ...problem, ...(denies.some(hasOpaqueCondition) && { unknown: true }) };
          }
        }
      }
    }
  },
});

interface ServiceProblem extends Problem {
  /** The service, by its global name, where it is known to send its source: a Deny of all others would do as well. */
  readonly guarded?: string;
}

function* judgeStatement(statement: Statement): Iterable<ServiceProblem> {
  if (requiresNamed(statement, GUARDS) || speaksOfAction(statement, 'sts:AssumeRole') === 'no') {
    return;
  }
  for (const { type, value } of statement.principal!.principals) {
    if (type !== 'Service') {
      continue;
    }
    const service = globalServiceName(value.toString());
    const page = SOURCE_GUARDED_SERVICES[service];
    if (tokensOf(value).some(({ kind }) => kind === 'opaque')) {
      yield {
        key: partKey('Principal', [`Service:${service}`]), unknown: true,
        message: `trusts the service ${value}, known only when it is deployed, without a condition on its source`,
      };
    } else if (page) {
      yield {
        guarded: service, key: partKey('Principal', [`Service:${service}`]), message: `trusts ${service} without a condition on its source`,
        fix: `Add the condition {"StringEquals": {"aws:SourceAccount": "<your account>"}}, or aws:SourceArn: see ${page}`,
        ...(hasOpaqueCondition(statement) && { unknown: true }),
      };
    }
  }
}
