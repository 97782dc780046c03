import { UNNAMED } from '../../analysis/unnamed';
import { decide } from '../../evaluate/decide';
import { requesterOf } from '../../evaluate/requester-of';
import { PolicyDocument } from '../../policy/document';
import { Principal } from '../../policy/principal';
import { hasOpaqueCondition, Statement } from '../../policy/statement';
import { bareToken, concat, identityOf, Text } from '../../policy/text';
import { trustExample, trustsLambda } from '../example-templates';
import { partKey } from '../keys';
import { principalsOf } from '../resources';
import { defineRule } from '../rule';
import { describeStatement, placeOf, speaksOfAction, trusts } from '../select';

const USER = 'arn:aws:iam::111122223333:user/alice';
const trusting = (Condition?: object) => ({ Effect: 'Allow', Principal: { AWS: USER }, Action: 'sts:AssumeRole', ...(Condition && { Condition }) });
const ASSUME_ROLE = 'sts:AssumeRole';
/** A request that is signed with an access key lacks the keys; one with temporary credentials says that there was none. */
const WITHOUT_MFA: readonly ReadonlyMap<string, readonly Text[]>[] = [[], ['false']].map((present) => (
  new Map([['aws:multifactorauthpresent', present], ['aws:multifactorauthage', []]])
));
const keys = { Keys: { Type: 'Custom::Keys', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:keys' } } };
const madeLate = trustExample('the condition is made when it is deployed', trusting({ Bool: { 'Fn::GetAtt': ['Keys', 'Value'] } }));

export const trustUserNeedsMfa = defineRule({
  id: 'TrustUserNeedsMfa',
  title: 'a user can take a role without a second factor',
  why: 'The access key of a user is one string: whoever finds it takes the role.',
  fix: 'Require {"Bool": {"aws:MultiFactorAuthPresent": "true"}}; with BoolIfExists, a request that is signed with an access key gets by.',
  severity: 'error',
  packs: ['strict'],
  controls: {
    'pci-dss-4.0.1': ['8.4.2'],
    'nist-800-53-r5': ['AC-2(1)', 'AC-3(15)', 'IA-2(1)', 'IA-2(2)', 'IA-2(6)', 'IA-2(8)'],
    'well-architected': ['SEC02-BP01'],
  },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html'],
  unknown: 'A condition that is made when it is deployed is a warning. Whether another principal that is a token is a user is not guessed.',
  examples: {
    bad: [
      trustExample('a user', trusting()),
      trustExample('a second factor only where the request says so', trusting({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })),
    ],
    good: [
      trustExample('a second factor', trusting({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
      trustExample('a recent second factor', trusting({ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } })),
      trustExample('a denial without one', trusting(), {
        Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      }),
      trustExample('a service', trustsLambda),
    ],
    unknown: [{ ...madeLate, resources: { ...madeLate.resources, ...keys } }],
  },
  *check(model) {
    const usersOfApp = new Set(principalsOf(model, 'user').map(({ resource }) => resource.key));
    for (const { statement, policies } of trusts(model, 'AWS')) {
      for (const user of usersIn(statement, usersOfApp)) {
        for (const policy of policies.filter(({ document }) => mayAssumeWithoutMfa(...concrete(user, document)))) {
          yield {
            ...placeOf({ policy, statement }), key: partKey('Principal', [`AWS:${user}`]), message: `lets ${user} in without a second factor`,
            witness: describeStatement(statement), ...(hasOpaqueCondition(statement) && { unknown: true }),
          };
        }
      }
    }
  },
});

function usersIn(statement: Statement, ofApp: ReadonlySet<string>): readonly Text[] {
  const isUser = (value: Text) => /:user\//.test(value.toString()) || ofApp.has(bareToken(value)?.resource ?? '');
  return speaksOfAction(statement, ASSUME_ROLE) === 'no' ? []
    : statement.principal!.principals.flatMap(({ type, value }) => (type === 'AWS' && isUser(value) ? [value] : []));
}

/** A user of the app has no ARN yet: one by the name of Alice stands in. */
function concrete(user: Text, document: PolicyDocument): [Text, PolicyDocument] {
  if (!bareToken(user)) {
    return [user, document];
  }
  const named = (principal: Principal) => (identityOf(principal.value) === identityOf(user) ? { ...principal, value: USER } : principal);
  const statements = document.statements.map((statement) => (
    statement.principal ? { ...statement, principal: { ...statement.principal, principals: statement.principal.principals.map(named) } } : statement
  ));
  return [USER, { ...document, statements }];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent */
function mayAssumeWithoutMfa(user: Text, document: PolicyDocument): boolean {
  const requester = requesterOf(user, ASSUME_ROLE);
  const resource = concat(['arn:aws:iam::', requester?.account ?? '', ':role/', UNNAMED]);
  return requester !== undefined && WITHOUT_MFA.some((values) => {
    const request = { requester, action: ASSUME_ROLE, resource, context: { values, others: 'unknown' as const } };
    return !/Deny$/.test(decide(request, { identity: [], resource: { name: 'trust', document } }).outcome);
  });
}
