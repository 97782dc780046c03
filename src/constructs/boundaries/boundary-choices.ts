/** Options of presets, checked, as terms of a boundary. */
import { BoundaryOptions, DelegatedBoundaryOptions } from './boundary-options';
import { BoundaryTerms } from './boundary-terms';
import { isServicePrefix, nearestAction } from '../../catalogue/actions';
import { REGION } from '../../catalogue/regions';
import { badProp, checkText, PATH_BELOW_ROOT } from '../props';

/** Where a boundary is. */
export type Place = Pick<BoundaryTerms, 'partition' | 'account' | 'own'>;
type Limits = Pick<BoundaryTerms, 'ceiling' | 'services' | 'regions' | 'assumableRoles' | 'computeResources' | 'protectedResources' | 'leftOut'>;
type Passing = Pick<BoundaryTerms, 'passableRoles' | 'passedToServices'>;

// The type of the resource may be a wildcard, if text follows it: arn:aws:ecs:*:111122223333:*/shop-*
const NAMED_ARN = /^arn:[^:]+:[a-z0-9-]+:[^:]*:[^:]*:(\*[:/])?[^*?:/]/;
const NAMED_ARN_FORM = 'an ARN of more than a wildcard: one whose resource, or what follows its type, begins with text, such as arn:aws:lambda:*:111122223333:function:app-*';
const DEFAULT_PATH = '/workloads/';
/** In China, EC2 has a name of its own: `ec2.amazonaws.com.cn`. */
const DEFAULT_SERVICES = [
  'apigateway.amazonaws.com', 'codebuild.amazonaws.com', 'codepipeline.amazonaws.com', 'ec2.amazonaws.com*', 'ecs-tasks.amazonaws.com', 'events.amazonaws.com',
  'firehose.amazonaws.com', 'lambda.amazonaws.com', 'pipes.amazonaws.com', 'scheduler.amazonaws.com', 'states.amazonaws.com',
];

export function limits({ services, regions, assumableRoles = [], computeResources, protectedResources = [] }: BoundaryOptions): Limits {
  checkNotEmpty({ services, regions });
  services?.forEach((service, index) => checkService(`services[${index}]`, service));
  checkAll('regions', regions ?? [], REGION, 'a Region such as eu-west-1');
  checkRoles('assumableRoles', assumableRoles);
  checkAll('computeResources', computeResources ?? [], NAMED_ARN, NAMED_ARN_FORM);
  checkAll('protectedResources', protectedResources, NAMED_ARN, NAMED_ARN_FORM);
  return {
    ceiling: [{ Effect: 'Allow', Action: '*', Resource: '*' }], services: services?.map((service) => service.toLowerCase()), regions, assumableRoles,
    computeResources, protectedResources, leftOut: [],
  };
}

export function passing(passableRoles: readonly string[], passedToServices: readonly string[] | undefined): Passing {
  checkRoles('passableRoles', passableRoles);
  if (passableRoles.length > 0 && passedToServices === undefined) {
    throw badProp('passedToServices', undefined, 'the services that passableRoles may be passed to, such as ecs-tasks.amazonaws.com');
  }
  checkAll('passedToServices', passedToServices ?? [], /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?\*?$/, 'the name of a service such as lambda.amazonaws.com');
  return { passableRoles, passedToServices: passedToServices ?? [] };
}

export function delegatedTerms(options: DelegatedBoundaryOptions): (place: Place) => BoundaryTerms {
  const { rolePath = DEFAULT_PATH, approvedBoundaries = [], passedToServices = DEFAULT_SERVICES } = options;
  checkNotEmpty({ passedToServices });
  checkText('rolePath', rolePath, PATH_BELOW_ROOT, 'a path below / that AWS does not reserve, with a slash at both ends, such as /workloads/');
  checkAll('approvedBoundaries', approvedBoundaries, /^arn:[^:]+:iam::\d{12}:policy\/[^*?]+\*?$/, 'the ARN of a managed policy of an account, such as arn:aws:iam::111122223333:policy/workload-boundary');
  const limited = limits(options);
  const { passedToServices: services } = passing([], passedToServices);
  return (place) => ({
    ...place, ...limited, deploys: true, delegation: { rolePath, approvedBoundaries },
    passableRoles: [rolesUnder(rolePath, place)], passedToServices: services,
  });
}

export function rolesUnder(rolePath: string, { partition, account }: Place): string {
  return `arn:${partition}:iam::${account}:role${rolePath}*`;
}

function checkRoles(prop: string, arns: readonly string[]): void {
  checkAll(prop, arns, /^arn:[^:]+:iam::\d{12}:role\/[^*?]/, 'the ARN of a role, such as arn:aws:iam::111122223333:role/workloads/*');
}

function checkAll(prop: string, values: readonly string[], pattern: RegExp, expected: string): void {
  values.forEach((value, index) => checkText(`${prop}[${index}]`, value, pattern, expected));
}

/** An empty list could be taken for nothing, and for everything. */
function checkNotEmpty(lists: Readonly<Record<string, readonly string[] | undefined>>): void {
  for (const [prop, list] of Object.entries(lists)) {
    if (list?.length === 0) {
      throw badProp(prop, undefined, 'one at least, or no list');
    }
  }
}

function checkService(prop: string, service: string): void {
  if (!isServicePrefix(service)) {
    throw badProp(prop, service, `the prefix of a service, such as ${nearestAction(`${service}:`).name.split(':')[0]}`);
  }
}
