/**
 * Whom a resource-based policy lets in that no one has named: what AWS calls public access. An outsider is anyone in the world, with an account,
 * a network and an organization of their own; what only those can meet who are named narrows a grant, everything else does not.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
import { needsKey } from './condition-logic';
import { coversAction, coversResource } from './statement-cover';
import { globalServiceName } from '../catalogue/source-guards';
import { parseArn } from '../policy/arn';
import { Condition } from '../policy/condition';
import { BASE_OPERATORS } from '../policy/operators';
import { Matching, PrincipalMatching, Statement } from '../policy/statement';
import { splitText, Text } from '../policy/text';
import { hasWildcard } from '../policy/wildcards';

export interface Outsider {
  /** For instance `any AWS account`. */
  readonly name: string;
  /** Keys, in lower case, that all their requests carry, with values of their own. */
  readonly own: ReadonlySet<string>;
  /** Keys that a request of theirs may carry or lack. */
  readonly optional: ReadonlySet<string>;
  readonly isService: 'true' | 'false';
  /** The service, if it is a certain one. */
  readonly service?: string;
}

const INTERNET = ['aws:sourceip'];
const ACCOUNT = ['aws:principalaccount', 'aws:principalarn', 'aws:userid', 'kms:calleraccount'];
const ORGANIZATION = ['aws:principalorgid', 'aws:principalorgpaths'];
const NETWORK = [
  'aws:sourcevpc', 'aws:sourcevpcarn', 'aws:sourcevpce', 'aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths', 'aws:ec2instancesourcevpc',
];
const COMPUTE = ['ec2:sourceinstancearn', 'lambda:sourcefunctionarn', 'ssm:sourceinstancearn'];
/** An access point of another account may lead to the bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html */
const ACCESS_POINT = ['s3:dataaccesspointaccount', 's3:dataaccesspointarn', 'elasticfilesystem:accesspointarn'];
const SOURCE = [
  'aws:sourceaccount', 'aws:sourcearn', 'aws:sourceowner', 'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:principalservicename',
  'aws:principalservicenameslist',
];
/** Secrets and keys that only those have who were given them. */
const GIVEN = ['lambda:eventsourcetoken', 's3:x-amz-server-side-encryption-aws-kms-key-id'];
const IS_SERVICE = 'aws:principalisawsservice';
const SERVICE_NAME = 'aws:principalservicename';
/**
 * What no outsider's request is: by way of a mount target, which is in a network of the owner's; or by the URL of a function, which another
 * statement opens. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
const NEVER: ReadonlySet<string> = new Set(['elasticfilesystem:accessedviamounttarget', 'lambda:invokedviafunctionurl']);

/** What says who someone is, or where. Every other key is for the one who sends the request to choose. */
const TELLING: ReadonlySet<string> = new Set([
  ...INTERNET, ...ACCOUNT, ...ORGANIZATION, ...NETWORK, ...COMPUTE, ...ACCESS_POINT, ...SOURCE, ...GIVEN,
]);

const OUTSIDERS: readonly Outsider[] = [
  { name: 'anyone', own: new Set(INTERNET), optional: new Set([...ACCESS_POINT, ...GIVEN]), isService: 'false' },
  {
    name: 'any AWS account', isService: 'false',
    own: new Set([...INTERNET, ...ACCOUNT]), optional: new Set([...ORGANIZATION, ...COMPUTE, ...ACCESS_POINT, ...GIVEN]),
  },
  {
    name: 'any AWS account, from a network of its own', isService: 'false',
    own: new Set([...NETWORK, ...ACCOUNT]), optional: new Set([...ORGANIZATION, ...COMPUTE, ...ACCESS_POINT, ...GIVEN]),
  },
];
/** AWS services act for whoever asks them: only of interest where a statement counts on what they say of their source. */
const SERVICE: Outsider = { name: 'services of AWS that act for any account', own: new Set(), optional: new Set([...SOURCE, ...GIVEN]), isService: 'true' };

/** The first kind of outsider that the Allow statement lets in and none of the Deny statements is certain to keep out. */
export function outsiderIn(allow: Statement, denies: readonly Statement[]): Outsider | undefined {
  if (!allow.principal?.principals.some(({ type, value }) => type === 'AWS' && hasWildcard(value)) || allow.principal.negated) {
    return undefined;
  }
  const counts = allow.conditions.some((condition) => needsKey(condition) && isOneOf([...SOURCE, IS_SERVICE], condition));
  const denying = denies.filter((deny) => speaksOfAllOf(deny, allow));
  return [...OUTSIDERS, ...(counts ? [SERVICE] : [])].find((outsider) => (
    allow.conditions.every((condition) => mayMeet(outsider, condition))
    && !denying.some(({ conditions }) => conditions.every((condition) => mustMeet(outsider, condition)))
  ));
}

/**
 * Is one of the Deny statements certain to keep the service (by its global name) from what the Allow statement grants, where it acts for an account
 * that no one has named? The service says for whom it acts.
 */
export function isDeniedForStrangers(service: string, allow: Statement, denies: readonly Statement[]): boolean {
  const sender: Outsider = {
    name: service, own: new Set(['aws:sourceaccount', 'aws:sourcearn']), optional: new Set([...SOURCE, ...GIVEN]), isService: 'true', service,
  };
  const names = (principals: PrincipalMatching) => principals.principals.some(({ type, value }) => (
    type === 'Service' && globalServiceName(value.toString()) === service
  ));
  return denies.some((deny) => speaksOfAllOf(deny, allow, names) && deny.conditions.every((condition) => mustMeet(sender, condition)));
}

function isOneOf(keys: readonly string[], { key }: Condition): boolean {
  return keys.includes(key.toString().toLowerCase());
}

/** Is there a request of the outsider that the condition holds for? */
function mayMeet(outsider: Outsider, condition: Condition): boolean {
  return situations(outsider, condition).includes(true);
}

/** Does the condition hold for every request of the outsider? */
function mustMeet(outsider: Outsider, condition: Condition): boolean {
  return !situations(outsider, condition).includes(false);
}

/** What the condition can be for requests of the outsider. */
function situations(outsider: Outsider, condition: Condition): readonly boolean[] {
  const key = condition.key.toString().toLowerCase();
  const whenAbsent = !needsKey(condition);
  if (key === IS_SERVICE || NEVER.has(key)) {
    return [holdsFor(key === IS_SERVICE ? outsider.isService : 'false', condition)];
  }
  if (key === SERVICE_NAME && outsider.service) {
    return [holdsFor(outsider.service, condition)];
  }
  if (typeof condition.key !== 'string' || !TELLING.has(key) || (key.startsWith(SERVICE_NAME) && outsider.service)) {
    return [true, false];
  }
  const isOwn = outsider.own.has(key);
  return isOwn || outsider.optional.has(key) ? [...whenPresent(key, condition), ...(isOwn ? [] : [whenAbsent])] : [whenAbsent];
}

/** For values of the outsider's own, which no one has named: only a pattern that leaves open whose they are matches some of them. */
function whenPresent(key: string, { operator, values }: Condition): readonly boolean[] {
  if (operator.name === 'Null') {
    return [values.some((value) => value.toString().toLowerCase() === 'false')];
  }
  const takesPatterns = /Like|^Arn/.test(operator.name);
  const open = values.filter((value) => (key === 'aws:sourceip' ? isBroadRange(value) : !isNamed(value, takesPatterns)));
  const whole = open.some((value) => /^(\*+|0\.0\.0\.0\/0|::\/0)$/.test(value.toString()));
  const matched = whole ? [true] : open.length > 0 ? [true, false] : [false];
  return operator.negated ? matched.map((holds) => !holds) : matched;
}

function holdsFor(value: string, { operator, values }: Condition): boolean {
  const { comparison, negated } = BASE_OPERATORS.get(operator.name)!;
  const found = operator.name === 'Null' ? 'false' : value;
  return values.some((wanted) => comparison.compile(wanted)(found) === 'yes') !== negated;
}

/** The text says whose it is: by the account of an ARN, the bucket if it has none; by the first part of a path, or of a user id; else by all of it. */
export function isNamed(value: Text, takesPatterns = true): boolean {
  const arn = parseArn(value);
  const telling = arn && arn.account !== '' ? arn.account : splitText(value, '/')[0];
  const variable = /\$\{(?!aws:resource)/i.test(telling.toString());
  return !variable && !(takesPatterns && hasWildcard(arn ? telling : splitText(telling, ':')[0]));
}

/** What AWS takes for public: more addresses than anyone is given. */
function isBroadRange(value: Text): boolean {
  const [, address, prefix] = /^([\d.]+|[\da-f:]+)\/(\d+)$/i.exec(value.toString()) ?? [];
  return address !== undefined && Number(prefix) < (address.includes(':') ? 32 : 8);
}

/** Does the Deny speak of every outsider, if it does not name them, and of all that the Allow grants? */
function speaksOfAllOf(deny: Statement, allow: Statement, names: (principals: PrincipalMatching) => boolean = () => false): boolean {
  return !deny.conditional && speaksOfOutsiders(deny, names)
    && covers(deny.action, allow.action, coversAction)
    && (deny.resource === undefined || (allow.resource !== undefined && covers(deny.resource, allow.resource, coversResource)));
}

/** `NotPrincipal` denies everyone but those it names. */
function speaksOfOutsiders({ principal }: Statement, names: (principals: PrincipalMatching) => boolean): boolean {
  return principal !== undefined
    && principal.negated !== (names(principal) || principal.principals.some(({ type, value }) => type === 'AWS' && value === '*'));
}

function covers(outer: Matching, inner: Matching, coversOne: (outer: Text, inner: Text) => boolean): boolean {
  if (outer.negated || inner.negated) {
    return outer.patterns.includes('*') && !outer.negated;
  }
  return inner.patterns.every((one) => outer.patterns.some((other) => coversOne(other, one)));
}
