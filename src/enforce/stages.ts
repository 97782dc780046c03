/**
 * Aspects stop at Stages, and Stages are synthesized before the Aspects of the app that holds them run:
 * https://docs.aws.amazon.com/cdk/v2/guide/aspects.html. These two ways lead past that.
 */
import { Aspects, AspectPriority, IAspect, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The Stages below a scope, outermost first; the scope itself is not among them. */
export function stagesBelow(scope: IConstruct): Stage[] {
  return scope.node.findAll().filter((item): item is Stage => item !== scope && Stage.isStage(item));
}

/**
 * Adds a mutating Aspect to a scope and to every Stage below it, also to those that are made later: the synthesis of
 * the enclosing app or Stage, which is the first thing that knows them all, is preceded by adding it to the rest.
 */
export function addMutatingAspect(scope: IConstruct, aspect: IAspect): void {
  const add = () => [scope, ...stagesBelow(scope)].forEach((item) => {
    if (!hasAspect(item, aspect)) {
      Aspects.of(item).add(aspect, { priority: AspectPriority.MUTATING });
    }
  });
  add();
  const stage = Stage.of(scope);
  if (stage) {
    const synth = stage.synth.bind(stage);
    stage.synth = (options) => {
      add();
      return synth(options);
    };
  }
}

/**
 * For an Aspect that visits a scope: Stages below it have been synthesized without the Aspect by now, unless they have
 * it themselves. They get it, and are synthesized again.
 */
export function reachStages(scope: IConstruct, aspect: IAspect): void {
  for (const stage of stagesBelow(scope)) {
    if (!stage.node.scopes.some((item) => item !== scope && Stage.isStage(item) && hasAspect(item, aspect))) {
      Aspects.of(stage).add(aspect, { priority: AspectPriority.MUTATING });
      stage.synth({ force: true });
    }
  }
}

export function hasAspect(scope: IConstruct, aspect: IAspect): boolean {
  return Aspects.of(scope).all.includes(aspect);
}
