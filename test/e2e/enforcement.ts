/** What a user of the CDK CLI sees, with a given aws-cdk-lib. */
import { Outcome, Project } from './project';
import { occurrences } from '../support/apps';

const GUARDRAILS = /guardrails/i;
const SURFACES = ['plugin', 'hardGate', 'checks', 'aspect'];

export function describeEnforcement(cdkLib: string, version: string): void {
  describe(`with aws-cdk-lib ${version}`, () => {
    let project: Project;
    beforeAll(() => { project = new Project(cdkLib); });
    afterAll(() => project.remove());

    const synth = (surface: string, shape: string, ...args: string[]) => project.cdk(['synth', '--quiet', ...args], { SURFACE: surface, SHAPE: shape });

    test('the app, the library and cdk-nag use that version', async () => {
      expect(await project.app({ SURFACE: 'versions' })).toEqual({ exitCode: 0, output: `${JSON.stringify([version, version, version])}\n` });
    });

    describe.each(SURFACES)('%s', (surface) => {
      test('lets a clean app pass without a word', async () => {
        const { exitCode, output } = await synth(surface, 'clean');
        expect(output).not.toMatch(GUARDRAILS);
        expect(exitCode).toBe(0);
      });

      test('fails cdk synth for a violation in a stack', async () => {
        expectFailure(await synth(surface, 'stack'), 'Bad/Admin/Resource');
      });

      test('fails cdk synth for a violation only in a Stage', async () => {
        expectFailure(await synth(surface, 'stage'), 'Prod/Bad/Admin/Resource');
      });
    });

    test.each([
      ['plugin', 'nested', 'Bad/Nested/Admin/Resource'],
      ['aspect', 'nested', 'Bad/Nested/Admin/Resource'],
      ['plugin', 'stageOfStage', 'Prod/Europe/Bad/Admin/Resource'],
      ['aspect', 'stageOfStage', 'Prod/Europe/Bad/Admin/Resource'],
    ])('%s fails cdk synth for a violation with the shape %s', async (surface, shape, place) => {
      expectFailure(await synth(surface, shape), place);
    });

    test.each(['plugin', 'aspect'])("%s fails cdk synth '**' with the finding in a Stage in full", async (surface) => {
      const outcome = await synth(surface, 'stage', '**');
      expectFailure(outcome, 'Prod/Bad/Admin/Resource');
      expect(outcome.output).toMatch(/fix: Name the actions/i);
    });

    test.each([['plugin', 0], ['hardGate', 1], ['aspect', 1]])('under %s cdk ls exits with %s', async (surface, exitCode) => {
      expect((await project.cdk(['ls'], { SURFACE: surface, SHAPE: 'stack' })).exitCode).toBe(exitCode);
    });

    test.each([['plugin', 0], ['hardGate', 1]])('under %s cdk synth of a stack beside the violation exits with %s', async (surface, exitCode) => {
      expect((await synth(surface, 'stack', 'Good')).exitCode).toBe(exitCode);
    });

    test.each([['plugin', 0], ['hardGate', 1]])('under %s cdk synth --ignore-errors exits with %s', async (surface, exitCode) => {
      expect((await synth(surface, 'stack', '--ignore-errors')).exitCode).toBe(exitCode);
    });

    test.each(['plugin', 'hardGate'])('under %s node app.js fails without the CLI', async (surface) => {
      expectFailure(await project.app({ SURFACE: surface, SHAPE: 'stage' }), 'Prod/Bad/Admin/Resource');
    });

    test('an app that cannot be judged fails', async () => {
      const { exitCode, output } = await synth('plugin', 'unreadable');
      expect(output).toContain('the app could not be judged, so nothing of it counts as compliant');
      expect(exitCode).toBe(1);
    });

    test('a finding in each of two environments is reported once', async () => {
      const { exitCode, output } = await synth('plugin', 'environments');
      expect(['Bad-eu-west-1/Admin/Resource', 'Bad-us-east-1/Admin/Resource'].map((place) => occurrences(output, place))).toEqual([1, 1]);
      expect(exitCode).toBe(1);
    });

    test('an acknowledged finding lets cdk synth pass', async () => {
      expect((await synth('plugin', 'acknowledged')).exitCode).toBe(0);
    });

    test('an acknowledged finding does not let the same one of another construct pass', async () => {
      const outcome = await synth('plugin', 'acknowledgedElsewhere');
      expectFailure(outcome, 'Bad/Other/Resource');
      expect(outcome.output).not.toContain('Bad/Accepted/Resource');
    });
  });
}

function expectFailure({ exitCode, output }: Outcome, place: string): void {
  expect(output).toContain('IamGuardrails-NoAdminStatement[Action=*;Resource=*]');
  expect(output).toContain(place);
  expect(exitCode).toBe(1);
}
