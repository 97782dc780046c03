/**
 * The gate: findings as errors of a node's own validation. CDK runs it in every synthesis of the Stage the node is in,
 * whatever command asked for it and whichever stacks are selected, and throws.
 */
import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isAccepted, judgePrepared, JudgementProps } from './app-judgement';
import { writeReports } from './app-reports';
import { mirrorExceptions } from './exceptions/mirror';
import { findingText } from './report-text';
import { aroundSynth, isInStage, stageOf, stagesBelow } from './stages';
import { PACK_PREFIX } from '../rules/finding';

/** How the gate's errors begin, so that they can be told from those of other validations. */
export const GATE_PREFIX = `[${PACK_PREFIX}]`;

/** Apps in synthesis as a whole: their own gates, which come last and see everything, answer for their Stages. */
const wholes = new WeakSet<IConstruct>();

/** Guards a scope, and the Stages below it when they are synthesized on their own. */
export function addGate(scope: IConstruct, props: JudgementProps): void {
  addOwnGate(scope, props);
  stagesBelow(scope).forEach((stage) => addStageGate(stage, props));
  const { root } = scope.node;
  if (Stage.isStage(root)) {
    aroundSynth(root, (synth) => asWhole(root, synth));
  }
}

/** As `addGate` when synthesis has begun: the scope's own Stage is guarded, and the app. */
export function addOwnGate(scope: IConstruct, props: JudgementProps): void {
  const guarded = { ...props, scope };
  const { root } = scope.node;
  root.node.addValidation({ validate: () => gateErrors(root, guarded) });
  if (isInStage(scope)) {
    addStageGate(scope, guarded);
  }
}

/** Synthesizes with the gates of Stages left to that of the app, so that all of it is prepared before the first error. */
export function asWhole<T>(root: IConstruct, synth: () => T): T {
  const isOutermost = !wholes.has(root);
  wholes.add(root);
  try {
    return synth();
  } finally {
    if (isOutermost) {
      wholes.delete(root);
    }
  }
}

function addStageGate(scope: IConstruct, props: JudgementProps): void {
  const stage = stageOf(scope)!;
  scope.node.addValidation({ validate: () => (wholes.has(scope.node.root) ? [] : gateErrors(stage, { ...props, scope })) });
}

/** Reads no further than the synthesized Stage: the rest of the app is not prepared yet. */
function gateErrors(synthesized: IConstruct, props: JudgementProps): string[] {
  const judgement = judgePrepared(synthesized, props);
  const { findings } = judgement;
  mirrorExceptions(findings);
  const errors = findings.filter((finding) => finding.severity === 'error' && !isAccepted(finding));
  if (errors.length > 0 && synthesized === synthesized.node.root) {
    // Synthesis stops here: nobody else is going to write them.
    writeReports(synthesized, judgement, props);
  }
  return errors.map((finding) => `${GATE_PREFIX} ${findingText(finding)}`);
}
