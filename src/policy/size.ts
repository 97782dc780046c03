/**
 * How many characters a policy takes, and how many it may.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { Condition } from './condition';
import { PolicyDocument } from './document';
import { Statement } from './statement';
import { Text } from './text';

export interface PolicySize {
  /** The document has no fewer, written without white space, whatever its tokens are. */
  readonly least: number;
  /** As `least`, with a usual length for each token, and with the statements that only some deployments have. */
  readonly likely: number;
}

/** A part of an ARN that AWS assigns is seldom longer. */
export const USUAL_TOKEN = 40;

/** The longest that are usual of what says where something is deployed. */
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ['AWS::Partition', 'aws-us-gov'], ['AWS::AccountId', '111122223333'], ['AWS::Region', 'ap-southeast-1'], ['AWS::URLSuffix', 'amazonaws.com.cn'],
].map(([label, value]) => [label, value.length]));

/** Of a token, by what the reader of a finding sees of it. */
export function usualLength(label: string): number {
  return LENGTHS.get(label) ?? USUAL_TOKEN;
}

/** Quotes, and the comma or the colon behind them. */
const QUOTED = 3;

const ENVELOPE = '{"Statement":}'.length;

export function sizeOf(document: PolicyDocument): PolicySize {
  const certain = document.statements.filter(({ conditional }) => !conditional);
  return { least: lengthOf(document, certain, false), likely: likelySize(document) };
}

/** `likely` alone. */
export function likelySize(document: PolicyDocument): number {
  return lengthOf(document, document.statements, true);
}

/**
 * With a usual length for each token, or none. A list takes two brackets more, which nobody can tell from the normalised statement: they are
 * left out.
 */
function lengthOf({ version, id }: PolicyDocument, statements: readonly Statement[], usual: boolean): number {
  let length = ENVELOPE
    + (version === undefined ? 0 : '"Version":"",'.length + version.length)
    + (id === undefined ? 0 : '"Id":"",'.length + id.length);
  for (let index = 0; index < statements.length; index++) {
    const { sid, effect, principal, action, resource, conditions } = statements[index];
    length += '{"Effect":"",'.length + effect.length
      + (sid === undefined ? 0 : '"Sid":"",'.length + sid.length)
      + (action.negated ? '"NotAction":'.length : '"Action":'.length) + lengthOfTexts(action.patterns, usual)
      + (resource ? (resource.negated ? '"NotResource":'.length : '"Resource":'.length) + lengthOfTexts(resource.patterns, usual) : 0)
      + (principal ? '"Principal":'.length + lengthOfTexts(principal.principals.map(({ value }) => value), usual) : 0)
      + (conditions.length > 0 ? lengthOfConditions(conditions, usual) : 0);
  }
  return length;
}

function lengthOfConditions(conditions: readonly Condition[], usual: boolean): number {
  let length = '"Condition":{},'.length;
  conditions.forEach(({ operator, key, values }, index) => {
    length += operator.name === conditions[index - 1]?.operator.name ? 0 : operator.name.length + QUOTED;
    // Numbers and truth values may stand without quotes.
    length += lengthOfTexts([key], usual) + lengthOfTexts(values, usual, ','.length);
  });
  return length;
}

function lengthOfTexts(texts: readonly Text[], usual: boolean, around = QUOTED): number {
  let length = texts.length * around;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index];
    if (typeof text === 'string') {
      length += text.length;
    } else {
      for (let part = 0; part < text.parts.length; part++) {
        const known = text.parts[part];
        length += typeof known === 'string' ? known.length : usual ? usualLength(known.label) : 0;
      }
    }
  }
  return length;
}
