/**
 * How many characters a policy takes, and how many it may.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { PolicyDocument } from './document';
import { Matching, Statement } from './statement';
import { Text } from './text';

export interface PolicySize {
  /** The document has no fewer, written without white space, whatever its tokens are. */
  readonly least: number;
  /** As `least`, with a usual length for each token, and with the statements that only some deployments have. */
  readonly likely: number;
}

/** A part of an ARN that AWS assigns is seldom longer. */
const USUAL_TOKEN = 40;

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

export function sizeOf({ version, id, statements }: PolicyDocument): PolicySize {
  let least = ENVELOPE
    + (version === undefined ? 0 : '"Version":"",'.length + version.length)
    + (id === undefined ? 0 : '"Id":"",'.length + id.length);
  let likely = least;
  for (const statement of statements) {
    const size = sizeOfStatement(statement);
    least += statement.conditional ? 0 : size.least;
    likely += size.likely;
  }
  return { least, likely };
}

/** A list takes two brackets more, which nobody can tell from the normalised statement: they are left out. */
function sizeOfStatement({ sid, effect, principal, action, resource, conditions }: Statement): PolicySize {
  const count = new Count();
  count.add('{"Effect":"",'.length + effect.length);
  count.add(sid === undefined ? 0 : '"Sid":"",'.length + sid.length);
  count.element('Action', action);
  if (resource) {
    count.element('Resource', resource);
  }
  if (principal) {
    count.add('"Principal":'.length);
    for (const { value } of principal.principals) {
      count.text(value);
    }
  }
  if (conditions.length > 0) {
    count.add('"Condition":{},'.length);
    conditions.forEach((condition, index) => {
      count.add(condition.operator.name === conditions[index - 1]?.operator.name ? 0 : condition.operator.name.length + QUOTED);
      count.text(condition.key);
      // Numbers and truth values may stand without quotes.
      condition.values.forEach((value) => count.text(value, ','.length));
    });
  }
  return count;
}

class Count implements PolicySize {
  least = 0;
  likely = 0;

  add(characters: number): void {
    this.least += characters;
    this.likely += characters;
  }

  text(text: Text, around = QUOTED): void {
    this.add(around);
    if (typeof text === 'string') {
      this.add(text.length);
      return;
    }
    for (const part of text.parts) {
      if (typeof part === 'string') {
        this.add(part.length);
      } else {
        this.likely += usualLength(part.label);
      }
    }
  }

  element(name: string, { negated, patterns }: Matching): void {
    this.add((negated ? 'Not'.length : 0) + name.length + QUOTED);
    for (const pattern of patterns) {
      this.text(pattern);
    }
  }
}
