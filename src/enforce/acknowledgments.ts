/**
 * CDK's native acknowledgments, as `Validations.of(construct).acknowledge({ id, reason })` records them.
 *
 * CDK itself applies an acknowledgment to every violation of that name in the app, wherever it was made. Here it holds
 * for the construct it was made on and what is below, and for the finding it names, no other.
 */
import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PACK_PREFIX } from '../rules/finding';

export interface Acknowledgment {
  readonly reason: string;
  /** Path of the construct it was made on. */
  readonly madeAt: string;
  /** Made as `IamGuardrails::<id>`: CDK will suppress every violation of that name by itself. */
  readonly qualified: boolean;
}

/** The acknowledgment of a finding at a construct: its own, or its nearest ancestor's. */
export function acknowledgmentOf(construct: IConstruct, findingId: string): Acknowledgment | undefined {
  for (const node of construct.node.scopes.reverse()) {
    const entries = acknowledged(node);
    const found = entries.find(([id]) => id === `${PACK_PREFIX}::${findingId}`) ?? entries.find(([id]) => withoutPrefix(id) === findingId);
    if (found) {
      return { reason: found[1], madeAt: node.node.path, qualified: found[0].startsWith(`${PACK_PREFIX}::`) };
    }
  }
  return undefined;
}

/** Finding ids that CDK will suppress anywhere in the app, because they are acknowledged somewhere in it. */
export function suppressedByCdk(root: IConstruct): ReadonlySet<string> {
  const ids = root.node.findAll().flatMap(acknowledged).map(([id]) => id);
  return new Set(ids.filter((id) => id.startsWith(`${PACK_PREFIX}::`)).map((id) => id.slice(PACK_PREFIX.length + 2)));
}

function acknowledged(construct: IConstruct): [string, string][] {
  return construct.node.metadata
    .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && entry.data)
    .flatMap((entry) => Object.entries(entry.data as Record<string, string>));
}

/** CDK puts `Annotation::` (before 2.262.1 `annotation::`) before an id that has no prefix. */
function withoutPrefix(id: string): string {
  return id.replace(/^annotation::/i, '');
}
