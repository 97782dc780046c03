/**
 * CDK's native acknowledgments, as `Validations.of(construct).acknowledge({ id, reason })` records them.
 *
 * CDK itself applies an acknowledgment to every violation of that name in the app, wherever it was made. Here it holds
 * for the construct it was made on and what is below, and for the finding it names, no other.
 */
import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PACK_PREFIX } from '../rules/finding';
import { safe } from '../rules/keys';

export interface Acknowledgment {
  /** The finding id it names, as CDK knows it: see `distinctId`. */
  readonly id: string;
  readonly reason: string;
  /** Path of the construct it was made on. */
  readonly madeAt: string;
  /** Made as `IamGuardrails::<id>`: CDK will suppress every violation of that name by itself. */
  readonly qualified: boolean;
}

/** The acknowledgment of a finding at a construct: its own, or its nearest ancestor's. */
export function acknowledgmentOf(construct: IConstruct, findingId: string): Acknowledgment | undefined {
  const ids = [findingId, distinctId(findingId, construct.node.path)];
  for (const node of construct.node.scopes.reverse()) {
    const entries = acknowledged(node).filter(({ id }) => ids.includes(id));
    const entry = entries.find(({ qualified }) => qualified) ?? entries[0];
    if (entry) {
      return { ...entry, madeAt: node.node.path };
    }
  }
  return undefined;
}

/**
 * The id of a finding where CDK would take the plain one for another construct's, which is acknowledged:
 * `<id>@<construct path>`.
 */
export function distinctId(findingId: string, constructPath: string): string {
  return `${findingId}@${safe(constructPath)}`;
}

/** Finding ids that CDK will suppress anywhere in the app, because they are acknowledged somewhere in it. */
export function suppressedByCdk(root: IConstruct): ReadonlySet<string> {
  return new Set(root.node.findAll().flatMap(acknowledged).filter(({ qualified }) => qualified).map(({ id }) => id));
}

function acknowledged(construct: IConstruct): Omit<Acknowledgment, 'madeAt'>[] {
  return construct.node.metadata
    .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && entry.data)
    .flatMap((entry) => Object.entries(entry.data as Record<string, string>))
    .map(([id, reason]) => ({ id: id.replace(PREFIX, ''), reason, qualified: id.startsWith(`${PACK_PREFIX}::`) }));
}

/** CDK puts `Annotation::` (before 2.262.1 `annotation::`) before an id that has no prefix. */
const PREFIX = new RegExp(`^(${PACK_PREFIX}|Annotation|annotation)::`);
