/**
 * CDK's native acknowledgments, as `Validations.of(construct).acknowledge({ id, reason })` records them.
 *
 * CDK itself applies an acknowledgment to every violation of that name in the app, wherever it was made. Here it holds
 * for the construct it was made on and what is below, and for the finding it names, no other.
 */
import { IConstruct, MetadataEntry } from 'constructs';
import { ACKNOWLEDGED_RULES, AcknowledgedId, acknowledgedIds, acknowledging, distinctId } from '../rules/acknowledgment';

export interface Acknowledgment extends AcknowledgedId {
  /** Path of the construct it was made on. */
  readonly madeAt: string;
}

/** The acknowledgments of an app, as they are when this is made. */
export class Acknowledgments {
  private readonly byConstruct = new Map<IConstruct, AcknowledgedId[]>();
  /** Finding ids that CDK will suppress anywhere in the app, because they are acknowledged somewhere in it. */
  private readonly suppressed = new Set<string>();

  constructor(root: IConstruct) {
    const open: IConstruct[] = [root];
    while (open.length > 0) {
      const construct = open.pop()!;
      const { metadata } = construct.node;
      if (metadata.some(isAcknowledgment)) {
        const entries = metadata.filter(isAcknowledgment).flatMap(({ data }) => acknowledgedIds(data));
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
    for (const node of construct.node.scopes.reverse()) {
      const entry = acknowledging(this.byConstruct.get(node) ?? [], findingId, construct.node.path);
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

function isAcknowledgment({ type }: MetadataEntry): boolean {
  return type === ACKNOWLEDGED_RULES;
}
