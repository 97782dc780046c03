/** A chain in words: who may do what on what, and what comes of it. */
import { ActorState } from './actor';
import { ANYONE, Grant, Hop } from './hop';
import { MatchedStatement } from '../../evaluate/decision';
import { Pattern } from '../../policy/pattern';
import { statementName } from '../../policy/statement';
import { UNNAMED } from '../unnamed';

/** `Worker: iam:PassRole on * (Work, Statement[0]) + lambda:CreateFunction on * (Work, Statement[0]) -> any role that trusts lambda.amazonaws.com (lambda-001)` */
export function describeChain(chain: readonly Hop[]): string {
  return chain.map((hop, index) => `${index === 0 ? '' : 'then '}${hop.from.principal.label}: ${describeHop(hop)}`).join('; ');
}

function describeHop(hop: Hop): string {
  return `${hop.grants.map((grant) => describeGrant(grant, hop)).join(' + ')} -> ${destination(hop)} (${hop.path.id})`;
}

const STATES: Readonly<Record<ActorState, string>> = {
  deployed: '', rewritten: ' with permissions of its own making', unbounded: ' without its boundary',
  limitless: ' with permissions of its own making and without its boundary',
};

/** Where the hop leads. */
export function destination({ to, gained, service, through, path }: Hop): string {
  if (to !== ANYONE) {
    return `${to.principal.label}${through ? `, the role of ${through.label}` : ''}${STATES[to.state]}`;
  }
  switch (gained) {
    case 'passedRole': return `any role that trusts ${service}`;
    case 'compute': return `the role of any resource that ${path.steps.find(({ on }) => on === 'compute')!.action} works on`;
    case 'role':
    case 'user':
    case 'group': return `any ${gained} of the account`;
    case 'policy': return 'whoever any customer-managed policy of the account is attached to';
    case 'ownGroup': return 'whatever its groups are given';
    default: return 'permissions of its own making';
  }
}

function describeGrant({ step, resource, matched }: Grant, { to, through, from }: Hop): string {
  const target = to === ANYONE ? [] : [through, to.principal].filter((one) => one?.arn.toString() === resource.toString());
  const [by] = matched().filter(({ statement }) => statement.effect === 'Allow');
  const on = resource === from.arn ? 'itself' : target[0]?.label ?? patternOf(by, resource.toString());
  return `${step.action} on ${on}${by ? ` (${by.policy}, ${statementName(by.statement)})` : ''}`;
}

/** The pattern that lets the resource in, as it is written. */
function patternOf(by: MatchedStatement | undefined, resource: string): string {
  const matching = by?.statement.resource;
  const pattern = matching?.negated ? undefined : matching?.patterns.find((one) => Pattern.of(one).matches(resource) !== 'no');
  return pattern === undefined ? (matching?.negated ? 'all but what NotResource names' : '*') : readable(pattern.toString());
}

const UNNAMED_NAME = new RegExp(`${UNNAMED}[^:/\\s",]*`, 'g');

export function readable(text: string): string {
  return text.replace(UNNAMED_NAME, '...');
}
