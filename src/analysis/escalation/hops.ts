/** Which paths are open to a principal, and where each of them leads. */
import { Actor, ActorState, Answer, NEVER, Question } from './actor';
import { Aim, aimsAtUnnamed, aimsElsewhere, aimsInApp, ASSUME_ROLE, trustOfAccount } from './aims';
import { ANYONE, Grant, Hop } from './hop';
import { Landscape } from './landscape';
import { candidatePaths } from './relevance';
import { makeableResources, otherFormats } from './resources';
import { EscalationGain, EscalationPath, EscalationStep, StepTarget } from '../../catalogue/escalation-path';
import { ESCALATION_PATHS } from '../../catalogue/escalation-paths';
import { whoseCommands } from '../../catalogue/ssm-documents';
import { Text } from '../../policy/text';
import { AllowedActions } from '../allowed-actions';
import { EstatePrincipal } from '../estate';
import { UNNAMED } from '../unnamed';

const ASSUMING = ESCALATION_PATHS.find(({ steps }) => steps.length === 1 && steps[0].action === ASSUME_ROLE)!;

interface Opening {
  readonly aim: Aim;
  readonly grants: readonly Grant[];
  readonly doubts: readonly string[];
}

const NOTHING_TO_AIM_AT: Opening = { aim: { arns: [], unnamed: true }, grants: [], doubts: [] };

/** The class whose target the principal becomes, the first that a path has. */
const GAINED: readonly StepTarget[] = ['passedRole', 'role', 'user', 'group', 'compute', 'ownGroup', 'policy', 'self'];

export function hopsFrom(actor: Actor, landscape: Landscape): Hop[] {
  const hops = candidatePaths(AllowedActions.of(actor.identity)).flatMap((path) => hopsBy(path, actor, landscape));
  const assumed = new Set(hops.flatMap(({ path, to }) => (path === ASSUMING ? [to] : [])));
  return [...hops, ...hopsByTrust(actor, landscape).filter(({ to }) => !assumed.has(to))];
}

/** Roles are in no groups. */
function hopsBy(path: EscalationPath, actor: Actor, landscape: Landscape): Hop[] {
  if (actor.principal.kind === 'role' && path.steps.every(({ on }) => on === 'group' || on === 'ownGroup')) {
    return [];
  }
  const openings = new Map<StepTarget, readonly Opening[]>();
  const targets = new Set(path.steps.map((step) => step.on));
  const isPolicyOfTarget = targets.has('policy') && (targets.has('role') || targets.has('user'));
  for (const on of targets) {
    if (on === 'policy' && isPolicyOfTarget) {
      continue;
    }
    const steps = path.steps.filter((step) => step.on === on);
    const found = on === 'new' || on === 'any'
      ? together(steps.map((step) => someOpening(step, actor)))
      : openingsOf(on, steps, path, actor, landscape);
    if (found.length === 0) {
      return [];
    }
    openings.set(on, found);
  }
  const gained = GAINED.find((on) => openings.has(on));
  const rest = [...openings].flatMap(([on, found]) => (on === gained ? [] : leastDoubtful(found) ?? []));
  return (gained ? openings.get(gained)! : [NOTHING_TO_AIM_AT]).flatMap((opening) => {
    const policies = isPolicyOfTarget ? openingsOfPolicies(opening.aim, path, actor) : [];
    if (isPolicyOfTarget && policies.length === 0) {
      return [];
    }
    const all = [opening, ...rest, ...policies];
    const { service, compute: through } = opening.aim;
    const grants = path.steps.flatMap((step) => all.flatMap((one) => one.grants).filter((grant) => grant.step === step));
    const doubts = [...new Set(all.flatMap((one) => one.doubts))];
    return gainsOf(opening.aim, gained, path, actor, landscape).map((to) => ({ from: actor, path, to, gained, service, through, grants, doubts }));
  });
}

/** One of the policies that are attached to the target may be written, or any policy. */
function openingsOfPolicies({ principal }: Aim, path: EscalationPath, actor: Actor): Opening[] {
  const steps = path.steps.filter(({ on }) => on === 'policy');
  const aims: Aim[] = [...aimsAtUnnamed('policy', steps, path, actor), ...(principal?.managedPolicyArns ?? []).map((arn) => ({ arns: [arn] }))];
  const opening = leastDoubtful(aims.flatMap((aim) => openingAt(aim, steps, path, actor) ?? []));
  return opening ? [opening] : [];
}

/** Where the path leads when it is taken. */
function gainsOf(aim: Aim, on: StepTarget | undefined, { gains }: EscalationPath, actor: Actor, landscape: Landscape): (Actor | typeof ANYONE)[] {
  const owners = ownersOf(aim, on, actor, landscape);
  const stateOf = (owner: EstatePrincipal) => stateAfter(gains, owner.key === actor.principal.key ? actor.state : 'deployed');
  if (gains === 'unbounded') {
    return owners.flatMap<Actor | typeof ANYONE>((owner) => (
      owner.hypothetical ? [ANYONE] : isBounded(owner) ? [landscape.actor(owner, stateOf(owner))] : []
    ));
  }
  return aim.unnamed && on !== 'self' ? [ANYONE] : owners.map((owner) => landscape.actor(owner, stateOf(owner)));
}

function stateAfter(gains: EscalationGain | undefined, before: ActorState): ActorState {
  switch (gains) {
    case 'anything': return before === 'unbounded' || before === 'limitless' ? 'limitless' : 'rewritten';
    case 'unbounded': return before === 'rewritten' || before === 'limitless' ? 'limitless' : 'unbounded';
    default: return before;
  }
}

/** Whose permissions are gained, or written. */
function ownersOf({ compute, principal, unnamed }: Aim, on: StepTarget | undefined, actor: Actor, landscape: Landscape): EstatePrincipal[] {
  if (on === 'self' || on === 'ownGroup' || (on === 'policy' && !unnamed)) {
    return [actor.principal];
  }
  return compute ? compute.roles.flatMap((key) => landscape.principal(key) ?? []) : principal ? [principal] : [];
}

function isBounded({ boundary, unseenBoundary }: EstatePrincipal): boolean {
  return boundary !== undefined || unseenBoundary !== undefined;
}

/** A role whose trust policy names the principal asks for no permission of its own. */
function hopsByTrust(actor: Actor, landscape: Landscape): Hop[] {
  return landscape.rolesThatName(actor.principal).filter((role) => role.key !== actor.principal.key).flatMap((role) => {
    const opening = openingAt({ arns: [role.arn], principal: role }, ASSUMING.steps, ASSUMING, actor);
    const { grants, doubts } = opening ?? NOTHING_TO_AIM_AT;
    return opening ? [{ from: actor, path: ASSUMING, to: landscape.actor(role), gained: 'role' as const, grants, doubts }] : [];
  });
}

function openingsOf(
  on: StepTarget, steps: readonly EscalationStep[], path: EscalationPath, actor: Actor, landscape: Landscape,
): readonly Opening[] {
  const named: Opening[] = [];
  const unnamed = leastDoubtful(aimsAtUnnamed(on, steps, path, actor).flatMap((aim) => openingAt(aim, steps, path, actor) ?? []));
  // Whoever can become anyone has no need of the app's own.
  if (unnamed && unnamed.doubts.length === 0 && on !== 'policy' && on !== 'ownGroup') {
    return [unnamed];
  }
  for (const aim of [...aimsInApp(on, steps, path, actor, landscape), ...aimsElsewhere(on, path, actor, landscape)]) {
    const opening = openingAt(aim, steps, path, actor);
    if (opening) {
      named.push(opening);
    }
  }
  return unnamed ? [...named, unnamed] : named;
}

/** All steps of the class are allowed on the target; on one of the ways to spell it, where there are several. */
function openingAt(aim: Aim, steps: readonly EscalationStep[], path: EscalationPath, actor: Actor): Opening | undefined {
  const found = aim.arns.map((arn) => together(steps.map((step) => {
    const answer = askAll(questionOf(step, arn, aim, path, actor), actor);
    return answer.verdict === 'no' ? [] : [openingBy(step, arn, answer, aim)];
  }))).flat();
  return leastDoubtful(found);
}

function leastDoubtful(openings: readonly Opening[]): Opening | undefined {
  return openings.find(({ doubts }) => doubts.length === 0) ?? openings[0];
}

function questionOf(step: EscalationStep, resource: Text, aim: Aim, path: EscalationPath, actor: Actor): Question {
  const isAssumed = step.action === ASSUME_ROLE && !path.steps.some((other) => other.action === 'iam:UpdateAssumeRolePolicy');
  const trust = !isAssumed ? undefined : aim.unnamed ? trustOfAccount(actor) : aim.principal?.trust;
  return {
    action: step.action, resource, context: contextOf(step, aim, actor), untagged: aim.unnamed, chooses: step.on === 'passedRole',
    ...(trust && { resourcePolicy: trust }),
  };
}

/** What is known of the request: the service that receives the role, the boundary of the target, what the path asks for. */
function contextOf({ context = {} }: EscalationStep, { service, unnamed, principal }: Aim, actor: Actor): Map<string, readonly Text[]> {
  const boundary = unnamed && principal?.key !== actor.principal.key ? undefined : principal?.boundaryArn;
  return new Map<string, readonly Text[]>([
    ['iam:permissionsboundary', boundary === undefined ? [] : [boundary]],
    ...(service === undefined ? [] : [['iam:passedtoservice', [service]] as const]),
    ...Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value]] as const),
  ]);
}

/** Of a step that anything will do for. */
function someOpening(step: EscalationStep, actor: Actor): Opening[] {
  let open: Opening[] = [];
  for (const arn of makeableResources(actor, step.action)) {
    const context = contextOf(step, { arns: [arn], unnamed: true }, actor);
    const answer = askAll({ action: step.action, resource: arn, context, untagged: true, chooses: true }, actor);
    if (answer.verdict === 'yes') {
      return [openingBy(step, arn, answer, { arns: [arn] })];
    }
    if (answer.verdict === 'unknown') {
      open = [openingBy(step, arn, answer, { arns: [arn] })];
    }
  }
  return open;
}

/** One of each type of resource that the action needs is allowed, beside the one that is asked for. */
function askAll(question: Question, actor: Actor): Answer {
  const asked = actor.ask(question);
  if (asked.verdict === 'no') {
    return asked;
  }
  const others = otherFormats(question.action, question.resource).map((format) => best(makeableResources(actor, question.action, [format])
    .map((resource) => withDocument(actor.ask({ ...question, resource, untagged: true, chooses: true }), resource))));
  return others.every((answer) => answer && answer.verdict !== 'no')
    ? { ...asked, doubts: [...asked.doubts, ...others.flatMap((answer) => answer!.doubts)] } : NEVER;
}

/** A document of Systems Manager that is named says what is run. */
function withDocument(answer: Answer, resource: Text): Answer {
  if (answer.verdict === 'no') {
    return answer;
  }
  const [, name] = /:document\/(.*)$/.exec(resource.toString()) ?? [];
  const whose = name === undefined || name.includes(UNNAMED) ? 'sender' : whoseCommands(name);
  return whose === 'aws' ? NEVER : whose === 'author' ? { ...answer, verdict: 'unknown', doubts: [...answer.doubts, `the document ${name}`] } : answer;
}

function best(answers: readonly Answer[]): Answer | undefined {
  return answers.find(({ verdict }) => verdict === 'yes') ?? answers.find(({ verdict }) => verdict === 'unknown');
}

function openingBy(step: EscalationStep, resource: Text, answer: Answer, aim: Aim): Opening {
  return { aim, grants: [{ step, resource, matched: answer.matched }], doubts: aim.doubts ? [...answer.doubts, ...aim.doubts] : answer.doubts };
}

/** All of them, or none. */
function together(openings: readonly (readonly Opening[])[]): Opening[] {
  if (openings.some((one) => one.length === 0)) {
    return [];
  }
  const all = openings.flat();
  return [{ aim: all[0].aim, grants: all.flatMap(({ grants }) => grants), doubts: all.flatMap(({ doubts }) => doubts) }];
}
