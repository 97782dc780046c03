/** Puts the statements of guardrails into the fewest policies. */
import { fewestBins } from './bins';
import { contentSize, sizeOf } from './content-size';
import { splitStatement } from './split-statement';
import { minimise, ParseStatement } from '../../analysis/minimise';
import { StatementJson } from '../../policy/policy-json';

export interface GuardrailStatements {
  /** Id of the guardrail. */
  readonly guardrail: string;
  readonly statements: readonly StatementJson[];
}

export interface PackingLimits {
  /** Bytes of one policy. */
  readonly size: number;
  /** Policies that there is room for. */
  readonly policies: number;
}

export interface PackedStatement {
  readonly statement: StatementJson;
  /** Ids of the guardrails that it belongs to, sorted. */
  readonly guardrails: readonly string[];
}

export interface PackedPolicy {
  readonly contents: readonly PackedStatement[];
  /** In bytes. */
  readonly size: number;
}

export interface Packing {
  readonly policies: readonly PackedPolicy[];
  /** Whether it is certain that the statements, undivided, fit into no fewer policies. */
  readonly fewest: boolean;
}

/** The order of the guardrails and of their statements does not matter. What does not fit is an error that says by how much. */
export function pack(chosen: readonly GuardrailStatements[], limits: PackingLimits, parse?: ParseStatement): Packing {
  const sources = chosen.flatMap(({ guardrail, statements }) => statements.map((statement) => ({ guardrail, statement })));
  const minimal = minimise(sources.map(({ statement }) => statement), parse)
    .map(({ statement, from }): PackedStatement => ({ statement, guardrails: sorted(from.map((index) => sources[index].guardrail)) }))
    .flatMap(({ statement, guardrails }) => splitStatement(statement, limits.size, guardrails).map((part) => ({ statement: part, guardrails })));
  const nameless = packed(minimal, limits.size);
  const named = packed(withSids(minimal), limits.size);
  const packing = named && named.policies.length <= nameless!.policies.length ? named : nameless!;
  if (packing.policies.length > limits.policies) {
    throw new Error(tooMany(packing, limits));
  }
  return packing;
}

/** Undefined when a statement is larger than a policy may be. */
function packed(contents: readonly PackedStatement[], size: number): Packing | undefined {
  const items = contents.map((content) => ({ content, text: JSON.stringify(content.statement), size: sizeOf(content.statement) + ','.length }));
  const room = size - contentSize([]) + ','.length;
  if (items.some((item) => item.size > room)) {
    return undefined;
  }
  const { bins, fewest } = fewestBins(items, room);
  return { policies: bins.map((bin) => policyOf(bin.map(({ content }) => content))), fewest };
}

function policyOf(contents: readonly PackedStatement[]): PackedPolicy {
  const keyOf = ({ statement, guardrails }: PackedStatement) => `${guardrails.join()}\n${JSON.stringify(statement)}`;
  const inOrder = [...contents].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  return { contents: inOrder, size: contentSize(inOrder.map(({ statement }) => statement)) };
}

/** The Sid names the guardrails: given where it costs no policy. */
function withSids(contents: readonly PackedStatement[]): readonly PackedStatement[] {
  const count = new Map<string, number>();
  return contents.map(({ statement, guardrails }) => {
    const name = guardrails.join('');
    const number = (count.get(name) ?? 0) + 1;
    count.set(name, number);
    return { guardrails, statement: { Sid: number === 1 ? name : `${name}${number}`, ...statement } };
  });
}

function sorted(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort();
}

function tooMany({ policies, fewest }: Packing, limits: PackingLimits): string {
  const total = policies.reduce((sum, { size }) => sum + size, 0);
  const room = limits.size * limits.policies;
  return `guardrails: found statements for ${policies.length} policies (${total} bytes), expected at most ${limits.policies} policies of ${limits.size} bytes: `
    + `${policies.length - limits.policies} too many`
    + (total > room ? ` and ${total - room} bytes over the quota of policy size times policies` : '')
    + `${fewest ? '' : ' (fewer were not found)'}; attach some of the guardrails at another level, leave some out, or raise the quotas`;
}
