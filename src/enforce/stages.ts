/**
 * Aspects stop at Stages, and Stages are synthesized before the Aspects of the app that holds them run:
 * https://docs.aws.amazon.com/cdk/v2/guide/aspects.html. These two ways lead past that.
 */
import { Aspects, AspectPriority, IAspect, Stage, StageSynthesisOptions } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { IConstruct } from 'constructs';

/** After all that change the tree, so that none of them undoes it, and before those that only look. */
const LAST_TO_CHANGE = AspectPriority.READONLY - 1;

/** The Stages below a scope, outermost first; the scope itself is not among them. */
export function stagesBelow(scope: IConstruct): Stage[] {
  return scope.node.findAll().filter((item): item is Stage => item !== scope && Stage.isStage(item));
}

/** The Stage that synthesizes a construct; of a Stage, itself. (CDK's `Stage.of` gives the parent of a Stage.) */
export function stageOf(construct: IConstruct): Stage | undefined {
  return Stage.isStage(construct) ? construct : Stage.of(construct);
}

/** In a Stage that is synthesized before the app it is in. */
export function isInStage(construct: IConstruct): boolean {
  return stageOf(construct)?.node.scope !== undefined;
}

/** Replaces the synthesis of a Stage by one that goes around it. */
export function aroundSynth(stage: Stage, around: (synth: () => CloudAssembly, options?: StageSynthesisOptions) => CloudAssembly): void {
  const synth = stage.synth.bind(stage);
  stage.synth = (options) => around(() => synth(options), options);
}

/**
 * Adds an Aspect that changes the tree to a scope and to every Stage below it, also to those that are made later: the
 * synthesis of the enclosing app or Stage, which is the first thing that knows them all, is preceded by adding it to
 * the rest.
 */
export function addMutatingAspect(scope: IConstruct, aspect: IAspect): void {
  const addWhereMissing = () => {
    const missing = [scope, ...stagesBelow(scope)].filter((item) => !hasAspect(item, aspect));
    missing.forEach((item) => Aspects.of(item).add(aspect, { priority: LAST_TO_CHANGE }));
    return missing.filter(Stage.isStage);
  };
  addWhereMissing();
  const stage = stageOf(scope);
  if (stage) {
    aroundSynth(stage, (synth, options) => {
      addWhereMissing().filter(isSynthesized).reverse().forEach((late) => late.synth({ ...options, force: true }));
      return synth();
    });
  }
}

/**
 * For an Aspect that visits a scope: Stages below it have been synthesized without the Aspect by now, unless they have
 * it themselves. They get it, and are synthesized again.
 */
export function reachStages(scope: IConstruct, aspect: IAspect): void {
  for (const stage of stagesBelow(scope)) {
    const between = stage.node.scopes.slice(scope.node.scopes.length);
    if (!between.some((item) => Stage.isStage(item) && hasAspect(item, aspect))) {
      Aspects.of(stage).add(aspect, { priority: priorityOf(scope, aspect) });
      stage.synth({ force: true });
    }
  }
}

export function hasAspect(scope: IConstruct, aspect: IAspect): boolean {
  return Aspects.of(scope).all.includes(aspect);
}

/** On its own, before the app, as by a pipeline or a test. */
function isSynthesized(stage: Stage): boolean {
  return (stage as unknown as { assembly?: unknown }).assembly !== undefined;
}

function priorityOf(scope: IConstruct, aspect: IAspect): number {
  return Aspects.of(scope).applied.find((application) => application.aspect === aspect)!.priority;
}
