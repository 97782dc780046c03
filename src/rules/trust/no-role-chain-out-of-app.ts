import { chainsThatLeave, TrustEdge, trustGraph } from '../../analysis/trust-graph';
import { AccessModel } from '../../model/access-model';
import { estateOf } from '../../model/estate';
import { parseArn } from '../../policy/arn';
import { bareToken, Text } from '../../policy/text';
import { ref, roleExample, stringParameter, trusting } from '../example-templates';
import { partKey } from '../keys';
import { defineRule, Violation } from '../rule';
import { occurrencesWith, speaksOf, speaksOfAction, trusts } from '../select';

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const work = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' };
const assumes = (Resource: unknown) => ({
  Policies: [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource }, work] } }],
});
const FOREIGN = 'arn:aws:iam::444455556666:role/partner';

/** `Role` assumes `Middle`, which assumes the other role. */
function chainTo(title: string, target: unknown) {
  const middle = { ...trusting({ Effect: 'Allow', Principal: { AWS: arnOf('Role') }, Action: 'sts:AssumeRole' }), ...assumes(target) };
  return { title, resources: { ...roleExample('', assumes(arnOf('Middle'))).resources, Middle: { Type: 'AWS::IAM::Role', Properties: middle } } };
}

export const noRoleChainOutOfApp = defineRule({
  id: 'NoRoleChainOutOfApp',
  title: 'a principal reaches a role of another account by way of other roles of the app',
  why: 'The other account sees the last role of the chain only: whom it has let in, nobody has written down in one place.',
  fix: 'Let the one role that works in the other account assume the role there, and no other role assume that one.',
  severity: 'warning',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC03-BP07'] },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining'],
  unknown: 'A role whose account is a token, or a chain that a token or a condition decides, is a warning that says so.',
  examples: {
    bad: [chainTo('a chain of two steps', FOREIGN)],
    good: [
      roleExample('one step', assumes(FOREIGN)),
      chainTo('within the account', 'arn:aws:iam::111122223333:role/reader'),
      { ...chainTo('to the own organization', FOREIGN), options: { trustedAccounts: ['444455556666'] } },
    ],
    unknown: [{ ...chainTo('the last role is a parameter', ref('Target')), parameters: stringParameter('Target') }],
  },
  *check(model, { trustedAccounts }) {
    if (!mayLeave(model)) {
      return;
    }
    const { principals } = estateOf(model);
    const isOwn = (id: string) => trustedAccounts.includes(String(parseArn(id)?.account));
    for (const chain of chainsThatLeave(trustGraph(estateOf(model)))) {
      const { to } = chain[chain.length - 1];
      const start = principals.find(({ key }) => key === chain[0].from.id)!;
      if (to.place !== 'account' && !isOwn(to.id)) {
        yield { template: start.resource.template, resource: start.resource, location: start.location, ...problemOf(chain) };
      }
    }
  },
});

/** A chain needs two grants: one to assume a role of the app, another to assume one that is none. Most apps have neither. */
function mayLeave(model: AccessModel): boolean {
  const assuming = occurrencesWith(model, (action) => speaksOf(action, 'sts:AssumeRole') !== 'no', ['identity'], 'Allow');
  const isOfApp = (text: Text) => bareToken(text)?.kind === 'resource';
  return assuming.some(({ statement: { resource } }) => resource?.patterns.some((pattern) => !isOfApp(pattern)))
    && trusts(model, 'AWS').some(({ statement }) => speaksOfAction(statement, 'sts:AssumeRole') !== 'no');
}

function problemOf(chain: readonly TrustEdge[]): Omit<Violation, 'template' | 'resource' | 'location'> {
  const { to } = chain[chain.length - 1];
  const by = chain.slice(1).map(({ from }) => from.label);
  const open = to.place === 'unknown' || chain.some(({ unknown }) => unknown);
  return {
    key: `${partKey('By', by)};${partKey('To', [to.label])}`,
    message: `reaches ${to.label}${to.place === 'unknown' ? ', whose account is known only when it is deployed,' : ''} by way of ${by.join(', ')}`,
    witness: [chain[0].from.label, ...chain.map((edge) => edge.to.label)].join(' -> '),
    ...(open && { unknown: true }),
  };
}
