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

/** The acknowledgments of an app, as they are when this is made. */
export class Acknowledgments {
  private readonly byConstruct = new Map<IConstruct, Omit<Acknowledgment, 'madeAt'>[]>();
  /** Finding ids that CDK will suppress anywhere in the app, because they are acknowledged somewhere in it. */
  private readonly suppressed = new Set<string>();

  constructor(root: IConstruct) {
    const open: IConstruct[] = [root];
    while (open.length > 0) {
      const construct = open.pop()!;
      const entries = acknowledged(construct);
      if (entries.length > 0) {
        this.byConstruct.set(construct, entries);
        entries.filter(({ qualified }) => qualified).forEach(({ id }) => this.suppressed.add(id));
      }
      open.push(...construct.node.children);
    }
  }

  /** The acknowledgment of a finding at a construct: its own, or its nearest ancestor's. */
  of(construct: IConstruct, findingId: string): Acknowledgment | undefined {
    if (this.byConstruct.size === 0) {
      return undefined;
    }
    const ids = [findingId, distinctId(findingId, construct.node.path)];
    for (const node of construct.node.scopes.reverse()) {
      const entries = (this.byConstruct.get(node) ?? []).filter(({ id }) => ids.includes(id));
      const entry = entries.find(({ qualified }) => qualified) ?? entries[0];
      if (entry) {
        return { ...entry, madeAt: node.node.path };
      }
    }
    return undefined;
  }

  /**
   * The name to report a finding to CDK by: what it is acknowledged by, else its id; else, where CDK would suppress
   * that for an acknowledgment that was made on another construct, one that tells the two apart.
   */
  nameOf(findingId: string, place: string, acknowledgment?: Acknowledgment): string {
    return acknowledgment?.id ?? (this.suppressed.has(findingId) ? distinctId(findingId, place) : findingId);
  }
}

/**
 * The id of a finding where CDK would take the plain one for another construct's, which is acknowledged:
 * `<id>@<construct path>`.
 */
export function distinctId(findingId: string, constructPath: string): string {
  return `${findingId}@${safe(constructPath)}`;
}

function acknowledged(construct: IConstruct): Omit<Acknowledgment, 'madeAt'>[] {
  return construct.node.metadata
    .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && entry.data)
    .flatMap((entry) => Object.entries(entry.data as Record<string, string>))
    .map(([id, reason]) => ({ id: id.replace(PREFIX, ''), reason, qualified: id.startsWith(`${PACK_PREFIX}::`) }));
}

/** CDK puts `Annotation::` (before 2.262.1 `annotation::`) before an id that has no prefix. */
const PREFIX = new RegExp(`^(${PACK_PREFIX}|Annotation|annotation)::`);
