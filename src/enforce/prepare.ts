/** Synthesis for unit tests: whatever the guardrails say of the app, it is there to be looked at. */
import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { asWhole, GATE_PREFIX } from './gate';

/** Synthesizes the app, or the Stage, that a scope is in, so that Aspects are applied; never throws for a finding. */
export function prepare(scope: IConstruct): Stage {
  const { root } = scope.node;
  if (!Stage.isStage(root)) {
    throw new Error(`cannot check "${scope.node.path}": found a tree without an App or Stage, expected a construct in an App`);
  }
  try {
    asWhole(root, () => root.synth());
  } catch (error) {
    if (!isValidationFailure(error as Error)) {
      throw error;
    }
  }
  return root;
}

/** Thrown by plugins when the templates are there, or by our own gate alone: the tree is complete and can be judged. */
function isValidationFailure(error: Error): boolean {
  const [heading, ...messages] = error.message.split(/\n\s*(?=\[)/);
  return error.name === 'ValidationFailed'
    || (heading.startsWith('Validation failed') && messages.length > 0 && messages.every((message) => message.includes(GATE_PREFIX)));
}
