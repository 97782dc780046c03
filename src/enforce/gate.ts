/**
 * The gate: findings as errors of a node's own validation. CDK runs it in every synthesis of the Stage the node is in,
 * whatever command asked for it and whichever stacks are selected, and throws.
 */
import { IConstruct } from 'constructs';
import { PACK_PREFIX } from '../rules/finding';
import { judgePrepared, JudgementProps } from './app-judgement';
import { findingText } from './report-text';

/** How the gate's errors begin, so that they can be told from those of other validations. */
export const GATE_PREFIX = `[${PACK_PREFIX}]`;

export function addGate(scope: IConstruct, props: JudgementProps): void {
  scope.node.addValidation({ validate: () => gateErrors(scope, props) });
}

function gateErrors(scope: IConstruct, props: JudgementProps): string[] {
  return judgePrepared(scope, props)
    .filter((finding) => finding.severity === 'error' && !finding.acknowledgment)
    .map((finding) => `${GATE_PREFIX} ${findingText(finding)}`);
}
