/** One step from a principal to what it can become, and what allows it. */
import { Actor } from './actor';
import { EscalationPath, EscalationStep, StepTarget } from '../../catalogue/escalation-path';
import { MatchedStatement } from '../../evaluate/decision';
import { Text } from '../../policy/text';
import { ComputeResource } from '../estate';

/** Whoever of the account, outside the app: among them, for all that anybody knows, an administrator. */
export const ANYONE = 'anyone';

export interface Grant {
  readonly step: EscalationStep;
  readonly resource: Text;
  matched(): readonly MatchedStatement[];
}

export interface Hop {
  readonly from: Actor;
  readonly path: EscalationPath;
  readonly to: Actor | typeof ANYONE;
  /** What the target is to the path. */
  readonly gained: StepTarget | undefined;
  /** The service that receives the passed role. */
  readonly service?: string;
  /** The resource of the app that acts with the role. */
  readonly through?: ComputeResource;
  readonly grants: readonly Grant[];
  /** Context keys and tokens that it hangs on; empty when it is certain. */
  readonly doubts: readonly string[];
}
