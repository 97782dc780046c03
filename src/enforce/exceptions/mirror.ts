/** Tells CDK of exceptions, so that its own reports list what they accept as suppressed, with reason, owner and expiry. */
import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ACKNOWLEDGED_RULES } from '../../rules/acknowledgment';
import { exceptionReason } from '../../rules/exceptions';
import { PACK_PREFIX } from '../../rules/finding';
import { AppFinding } from '../app-judgement';

/** Adds an acknowledgment of CDK's to the construct of each finding that an exception accepts, once. */
export function mirrorExceptions(findings: readonly AppFinding[]): void {
  for (const { construct, exception, acknowledgment, reportedAs } of findings) {
    const id = `${PACK_PREFIX}::${reportedAs}`;
    if (exception && construct && !acknowledgment && !isMirrored(construct, id)) {
      Validations.of(construct).acknowledge({ id, reason: exceptionReason(exception) });
    }
  }
}

function isMirrored({ node }: IConstruct, id: string): boolean {
  return node.metadata.some(({ type, data }) => type === ACKNOWLEDGED_RULES && id in data);
}
