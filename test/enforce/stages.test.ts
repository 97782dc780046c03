import { App, Aspects, IAspect, Stack, Stage } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { addMutatingAspect, aroundSynth, hasAspect, isInStage, reachStages, stageOf, stagesBelow } from '../../src/enforce/stages';

function treeOfStages() {
  const app = new App();
  const outer = new Stage(app, 'Outer');
  const inner = new Stage(outer, 'Inner');
  const stack = new Stack(inner, 'Stack');
  return { app, outer, inner, stack };
}

function recording(): IAspect & { readonly visited: string[] } {
  const visited: string[] = [];
  return { visited, visit: (node: IConstruct) => { visited.push(node.node.path); } };
}

test('the Stages below a scope are listed from the outside in, without the scope', () => {
  const { app, outer, inner, stack } = treeOfStages();
  expect(stagesBelow(app)).toEqual([outer, inner]);
  expect(stagesBelow(outer)).toEqual([inner]);
  expect(stagesBelow(stack)).toEqual([]);
});

test('a Stage synthesizes itself, and what is in it', () => {
  const { app, inner, stack } = treeOfStages();
  expect([app, inner, stack].map(stageOf)).toEqual([app, inner, inner]);
  expect(stageOf(new Construct(undefined as never, 'Alone'))).toBeUndefined();
});

test('an app and its stacks are in no Stage', () => {
  const { app, outer, inner, stack } = treeOfStages();
  expect([app, new Stack(app, 'Stack'), outer, inner, stack].map(isInStage)).toEqual([false, false, true, true, true]);
});

test('going around a synthesis keeps its result and options', () => {
  const app = new App();
  const calls: unknown[] = [];
  aroundSynth(app, (synth, options) => {
    calls.push(options);
    return synth();
  });
  expect(app.synth({ force: true }).directory).toBe(app.outdir);
  expect(calls).toEqual([{ force: true }]);
});

test('a mutating Aspect visits each construct of the scope once, however deep', () => {
  const { app, stack } = treeOfStages();
  const aspect = recording();
  addMutatingAspect(app, aspect);
  const late = new Stack(new Stage(app, 'Late'), 'Stack');
  app.synth();
  [stack, late].forEach(({ node }) => expect(aspect.visited.filter((path) => path === node.path)).toHaveLength(1));
});

test('a mutating Aspect on a stack in a Stage stays there', () => {
  const { app, stack, inner } = treeOfStages();
  const beside = new Stack(inner, 'Beside');
  const aspect = recording();
  addMutatingAspect(stack, aspect);
  app.synth();
  expect(aspect.visited).toContain(stack.node.path);
  expect(aspect.visited).not.toContain(beside.node.path);
});

test('reaching Stages gives the Aspect to the outer one, whose own visit reaches the inner one', () => {
  const { app, outer, inner } = treeOfStages();
  const aspect: IAspect = { visit: (node) => { if (hasAspect(node, aspect)) { reachStages(node, aspect); } } };
  Aspects.of(app).add(aspect, { priority: 321 });
  app.synth();
  expect([outer, inner].map((stage) => Aspects.of(stage).applied.map(({ priority }) => priority))).toEqual([[321], [321]]);
});
