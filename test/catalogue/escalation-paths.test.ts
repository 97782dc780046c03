import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { findAction } from '../../src/catalogue/actions';
import { COMPUTE_ROLES } from '../../src/catalogue/compute-roles';
import { StepTarget } from '../../src/catalogue/escalation-path';
import { ESCALATION_PATHS } from '../../src/catalogue/escalation-paths';

const paths = ESCALATION_PATHS.map((path) => [path.id, path] as const);

const actionsOf = ({ steps }: (typeof ESCALATION_PATHS)[number]) => steps.map(({ action }) => action);

test.each(paths)('%s is made of actions that exist, as AWS spells them', (_, path) => {
  expect(actionsOf(path).map((action) => findAction(action)?.name)).toEqual(actionsOf(path));
});

test('an id is used once', () => {
  const ids = ESCALATION_PATHS.flatMap(({ id, variants = [] }) => [id, ...variants]);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('an id names the service whose action makes the path', () => {
  expect(ESCALATION_PATHS.flatMap(({ id, variants = [] }) => [id, ...variants]).filter((id) => !/^[a-z0-9]+-\d{3}$/.test(id))).toEqual([]);
});

test('no two paths need the same actions on the same targets', () => {
  const needs = ESCALATION_PATHS.map(({ steps }) => steps.map(({ action, on }) => `${action} on ${on}`).sort().join(' + '));
  expect(needs.filter((need, index) => needs.indexOf(need) !== index)).toEqual([]);
});

test.each(paths)('%s passes a role exactly when it names the services that receive it', (_, { steps, services }) => {
  expect(steps.some(({ on }) => on === 'passedRole')).toBe(services !== undefined);
  expect((services ?? []).filter((service) => !/^[a-z][a-z0-9.-]*\.amazonaws\.com$/.test(service))).toEqual([]);
});

test.each(paths)('%s works on existing compute exactly when it names types that act with a role', (_, { steps, computeTypes }) => {
  expect(steps.some(({ on }) => on === 'compute')).toBe(computeTypes !== undefined);
  expect((computeTypes ?? []).filter((type) => !(type in COMPUTE_ROLES))).toEqual([]);
});

test.each(paths)('%s names its existing compute by what its action takes', (_, { steps, computeResources = [] }) => {
  const [first] = steps.filter(({ on }) => on === 'compute');
  const taken = first ? findAction(first.action)!.resourceTypes.map(({ name }) => name) : [];
  expect(computeResources.filter((type) => !taken.includes(type))).toEqual([]);
});

const RESOURCES: Partial<Record<StepTarget, RegExp>> = {
  self: /:(user|role)\//,
  user: /:user\//,
  role: /:role\//,
  group: /:group\//,
  ownGroup: /:group\//,
  policy: /:policy\//,
  passedRole: /:role\//,
};

test.each(paths)('%s takes its steps on what the actions can be limited to', (_, { steps }) => {
  const misfits = steps.filter(({ action, on }) => RESOURCES[on] && !findAction(action)!.resourceArns.some((arn) => RESOURCES[on]!.test(arn)));
  expect(misfits).toEqual([]);
});

test('what a principal writes for itself is worth anything', () => {
  const writers = /^iam:(Attach|Put)\w+Policy$/;
  const written = ESCALATION_PATHS.filter((path) => actionsOf(path).some((action) => writers.test(action)));
  expect(written.length).toBeGreaterThan(0);
  expect(written.filter(({ gains }) => gains !== 'anything')).toEqual([]);
});

test('a condition on the boundary or on the attached policy can close a path', () => {
  const context = (id: string) => Object.assign({}, ...ESCALATION_PATHS.find((path) => path.id === id)!.steps.map((step) => step.context));
  const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
  expect(context('iam-008')).toEqual({ 'iam:PolicyARN': administrator });
  expect(context('iam-024')).toEqual({ 'iam:PermissionsBoundary': administrator });
  expect(context('iam-115')).toEqual({ 'iam:PolicyARN': administrator, 'iam:PermissionsBoundary': administrator });
  expect(context('iam-007')).toEqual({});
});

const CORPUS = join(__dirname, '..', '..', '..', 'shared', 'corpus');

(existsSync(CORPUS) ? describe : describe.skip)('the public lists', () => {
  const expected = existsSync(CORPUS)
    ? readdirSync(CORPUS).filter((file) => file.endsWith('.json'))
      .flatMap((file) => JSON.parse(readFileSync(join(CORPUS, file), 'utf8')) as { expected?: string[] }[])
      .flatMap((labelled) => labelled.expected ?? [])
    : [];
  const combinations = [...new Set(expected)].filter((label) => label.startsWith('privesc:')).map((label) => label.slice('privesc:'.length));

  test.each(combinations)('%s holds every step of some path', (combination) => {
    const actions = new Set(combination.split('+'));
    expect(ESCALATION_PATHS.filter((path) => actionsOf(path).every((action) => actions.has(action)))).not.toEqual([]);
  });

  test('each path that is named is in the catalogue', () => {
    const known = new Set(ESCALATION_PATHS.flatMap(({ id, variants = [] }) => [id, ...variants]));
    const named = [...new Set(expected)].filter((label) => label.startsWith('pathfinding:')).map((label) => label.slice('pathfinding:'.length));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });
});
