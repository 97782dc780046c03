import { EstatePrincipal } from '../../analysis/estate';
import { requiredValues, Statement } from '../../policy/statement';
import { identityOf, Text } from '../../policy/text';
import { escalationSearch } from '../escalations';
import { trusting, trustExample, trustsLambda } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, placeOf, speaksOfAction, trusts } from '../select';

const role = (name: string, ...statements: Record<string, unknown>[]) => ({ Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: name, ...trusting(...statements) } } });
const assuming = (AWS: unknown, Condition?: object) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...(Condition && { Condition }) });
const arn = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}` });

export const trustNotItself = defineRule({
  id: 'TrustNotItself',
  title: 'a role trusts itself',
  why: 'Whoever gets hold of one session makes new ones from it, and stays in when the first has ended.',
  fix: 'Take the role out of its own trust policy: whoever has a session of it needs no other one.',
  severity: 'warning',
  packs: ['strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining',
  ],
  unknown: 'Nothing is left open: a principal that is a token is judged by TrustNoPublicPrincipal, whoever it turns out to be.',
  examples: {
    bad: [
      { title: 'by its name', resources: role('worker', trustsLambda, assuming(arn('worker'))) },
      {
        title: 'by a condition',
        resources: role('worker', trustsLambda, assuming({ Ref: 'AWS::AccountId' }, { ArnEquals: { 'aws:PrincipalArn': arn('worker') } })),
      },
    ],
    good: [
      { title: 'another role', resources: role('worker', trustsLambda, assuming(arn('scheduler'))) },
      trustExample('a service', trustsLambda),
    ],
    unknown: [],
  },
  *check(model) {
    for (const { statement, policies } of trusts(model, 'AWS')) {
      for (const policy of speaksOfAction(statement, 'sts:AssumeRole') === 'no' ? [] : policies) {
        const { landscape } = escalationSearch(model);
        const itself = landscape.principal(policy.resource.key);
        if (itself && namesItself(statement, itself, (text) => landscape.concretizer.text(text))) {
          yield {
            ...placeOf({ policy, statement }), key: partKey('Principal', [`AWS:${itself.label}`]), message: `trusts itself (${itself.label})`,
            witness: describeStatement(statement),
          };
        }
      }
    }
  },
});

/** AWS takes no role to trust itself unless its trust policy says so. */
function namesItself(statement: Statement, { arn: own }: EstatePrincipal, concrete: (text: Text) => Text): boolean {
  const named = [...statement.principal!.principals.map(({ value }) => value), ...requiredValues(statement, 'aws:PrincipalArn') ?? []];
  return named.some((text) => identityOf(concrete(text)) === identityOf(own));
}
