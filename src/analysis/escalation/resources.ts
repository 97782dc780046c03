/** What an action is asked on: a thing of the app, or one that stands for all that nobody has named. */
import { Actor } from './actor';
import { UNNAMED } from '../unnamed';
import { speaksOf } from './relevance';
import { findAction } from '../../catalogue/actions';
import { parseArn } from '../../policy/arn';
import { coversFormat } from '../../policy/arn-format';
import { Pattern } from '../../policy/pattern';
import { Matching } from '../../policy/statement';
import { concat, distinctTexts, opaqueToken, sameText, Text, tokensOf, tokenText } from '../../policy/text';

const WILDCARDS = /[*?]+/g;
const PROTECTED = /:role\/aws-(?:service-role|reserved)\//;

/** What the Allow statements that may speak of the action say of resources. */
export function grantedOn(actor: Actor, action: string): Matching[] {
  const matchings: Matching[] = [];
  for (const { statement: { action: actions, resource } } of actor.allowing()) {
    if (resource && speaksOf(actions, action)) {
      matchings.push(resource);
    }
  }
  return matchings;
}

/** Does a pattern, as it is written, name some of the action's resources, and not all of them? */
export function isNamedBy(pattern: Text, action: string): boolean {
  const formats = formatsOf(action);
  return formats.length > 0 && !formats.some((format) => coversFormat(pattern, format));
}

/**
 * Resources of the action's types that nobody has named: allowed on one of them, the action is allowed on all of the
 * account, at least within one Region. A token for a whole ARN may be a pattern of them, or is one that the app does not have.
 */
export function unnamedResources(actor: Actor, action: string, formats = formatsOf(action), isToken: 'anything' | 'one' = 'anything'): Text[] {
  if (formats.length === 0) {
    return ['*'];
  }
  const found: Text[] = [];
  for (const { negated, patterns } of grantedOn(actor, action)) {
    for (const pattern of negated ? ['*'] : patterns) {
      const format = formats.find((one) => (isOpen(pattern) ? isToken === 'anything' : coversFormat(pattern, one)));
      if (format !== undefined) {
        found.push(filled(format, pattern, actor));
      }
    }
  }
  return distinctTexts(found);
}

/** As `unnamedResources`, and those that the principal may give a name that fits: `function:dev-*`. */
export function makeableResources(actor: Actor, action: string, formats = formatsOf(action)): Text[] {
  return distinctTexts([...unnamedResources(actor, action, formats), ...namedResources(actor, action, formats)]);
}

/** One that each pattern of a resource of the formats lets in, and a token for a whole ARN as it is. */
export function namedResources(actor: Actor, action: string, formats = formatsOf(action)): Text[] {
  return distinctTexts(grantedOn(actor, action).flatMap(({ negated, patterns }) => (negated ? [] : patterns)).flatMap((pattern) => (
    isOpen(pattern) ? [pattern]
      : formats.some((format) => isOfFormat(pattern, format)) && !isProtected(pattern) ? [inOwnAccount(withNames(pattern), actor)] : []
  )));
}

/** Principals of the own account that patterns of one of the actions name: the pattern of another may be wider. */
export function namedPrincipals(
  actor: Actor, actions: readonly string[], kind: 'user' | 'role' | 'group', isElsewhere: (pattern: Text) => boolean,
): Text[] {
  const [format] = iamFormats(kind);
  const found: Text[] = [];
  for (const action of actions) {
    for (const { negated, patterns } of grantedOn(actor, action)) {
      for (const pattern of negated ? [] : patterns) {
        if (isOfFormat(pattern, format) && !coversFormat(pattern, format) && !isProtected(pattern) && isElsewhere(pattern)) {
          found.push(inOwnAccount(withoutWildcards(pattern), actor));
        }
      }
    }
  }
  return distinctTexts(found).filter((arn) => isInAccount(arn, actor));
}

/** The formats of a type of IAM, for instance of roles. */
export function iamFormats(type: 'user' | 'role' | 'group' | 'policy'): readonly string[] {
  return [`arn:\${Partition}:iam::\${Account}:${type}/\${Name}`];
}

export function formatsOf(action: string): readonly string[] {
  return findAction(action)?.resourceArns ?? [];
}

/** Of the action's types of resources, as AWS calls them, those of the names. */
export function formatsOfTypes(action: string, names: readonly string[]): readonly string[] {
  return (findAction(action)?.resourceTypes ?? []).filter(({ name }) => names.includes(name)).map(({ arn }) => arn);
}

/** Of the types of resources that a request of the action must name, those that this resource is not of. */
export function otherFormats(action: string, resource: Text): readonly string[] {
  const required = (findAction(action)?.resourceTypes ?? []).filter((type) => type.required);
  return required.map(({ arn }) => arn).filter((format) => !isOfFormat(resource, format));
}

/** Does a text, wildcards in it or not, spell resources of the format? */
export function isOfFormat(pattern: Text, format: string): boolean {
  const [arn, type] = [parseArn(withNames(pattern)), parseArn(format.replace(/\$\{[^}]*\}/g, '*'))];
  return arn !== undefined && type !== undefined
    && Pattern.of(type.service).matches(arn.service) === 'yes' && Pattern.of(type.resource).matches(arn.resource) === 'yes';
}

/**
 * Roles that nobody but AWS makes and changes: those that are linked to a service, and those of Identity Center.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html (UnmodifiableEntity)
 */
function isProtected(pattern: Text): boolean {
  return PROTECTED.test(pattern.toString());
}

/** A token for the whole of it. */
function isOpen(pattern: Text): boolean {
  return opaqueToken(pattern) !== undefined;
}

function filled(format: string, pattern: Text, actor: Actor): Text {
  const own = parseArn(actor.arn);
  const region = parseArn(pattern)?.region;
  const values: Record<string, Text> = {
    Partition: own?.partition ?? 'aws', Account: own?.account ?? UNNAMED,
    Region: region === undefined || region === '' || Pattern.of(region).hasWildcard ? UNNAMED : region,
  };
  return concat(format.split(/\$\{([^}]*)\}/).map((piece, index) => (index % 2 === 0 ? piece : values[piece] ?? UNNAMED)));
}

function withNames(pattern: Text): Text {
  return withoutWildcards(typeof pattern === 'string' ? pattern : concat(pattern.parts.map((part) => (typeof part === 'string' ? part : UNNAMED))));
}

/** One text that the pattern matches. */
export function withoutWildcards(pattern: Text): Text {
  return typeof pattern === 'string' ? pattern.replace(WILDCARDS, UNNAMED)
    : concat(pattern.parts.map((part) => (typeof part === 'string' ? part.replace(WILDCARDS, UNNAMED) : tokenText(part))));
}

/** What is in whatever account is in the own one, too. */
function inOwnAccount(arn: Text, { account = UNNAMED }: Actor): Text {
  const named = parseArn(arn);
  return named?.account === UNNAMED ? concat(['arn:', named.partition, ':', named.service, ':', named.region, ':', account, ':', named.resource]) : arn;
}

/** An account that is a token may be the own one. */
function isInAccount(arn: Text, { account }: Actor): boolean {
  const named = parseArn(arn)?.account;
  return named !== undefined && (account === undefined || tokensOf(named).length > 0 || sameText(named, account));
}
