/** Which findings an acknowledgment of CDK's accepts. The same for a construct tree and for a cloud assembly. */
import { PACK_PREFIX } from './finding';
import { safe } from './keys';

/** The type of construct metadata that holds acknowledgments: reason by id. `Validations.ACKNOWLEDGED_RULES_METADATA_KEY` of CDK. */
export const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

export interface AcknowledgedId {
  /** The finding id it names, without prefix; or its `distinctId`. */
  readonly id: string;
  readonly reason: string;
  /** Made as `IamGuardrails::<id>`: CDK suppresses every violation of that name by itself. */
  readonly qualified: boolean;
}

/** CDK puts `Annotation::` (before 2.262.1 `annotation::`) before an id that has no prefix. */
const PREFIX = new RegExp(`^(${PACK_PREFIX}|Annotation|annotation)::`);

export function acknowledgedIds(metadata: unknown): AcknowledgedId[] {
  const reasons = typeof metadata === 'object' && metadata !== null ? Object.entries(metadata) : [];
  return reasons.map(([id, reason]) => ({ id: id.replace(PREFIX, ''), reason: String(reason), qualified: id.startsWith(`${PACK_PREFIX}::`) }));
}

/** The one of the acknowledgments of a construct that is for the finding; of two, the one that CDK acts on too. */
export function acknowledging<T extends AcknowledgedId>(entries: readonly T[], findingId: string, constructPath: string): T | undefined {
  const ids = [findingId, distinctId(findingId, constructPath)];
  const fitting = entries.filter(({ id }) => ids.includes(id));
  return fitting.find(({ qualified }) => qualified) ?? fitting[0];
}

/**
 * The id of a finding where CDK would take the plain one for another construct's, which is acknowledged:
 * `<id>@<construct path>`.
 */
export function distinctId(findingId: string, constructPath: string): string {
  return `${findingId}@${safe(constructPath)}`;
}

/**
 * The id by which CDK is told that an exception accepts a finding. It is no acknowledgment of the finding itself: who
 * judges without the exception, or after its last day, has the finding back.
 */
export function exceptedId(findingId: string, constructPath: string): string {
  return `${distinctId(findingId, constructPath)}~excepted`;
}
