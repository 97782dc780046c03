import { expandAction } from '../../src/catalogue/actions';
import { GLOBAL_ACTIONS } from '../../src/catalogue/global-services';

describe('the actions that a limit on Regions must leave out', () => {
  test('exist', () => {
    expect(GLOBAL_ACTIONS.filter(({ actions }) => expandAction(actions).length === 0)).toEqual([]);
  });

  test('are sorted, each once', () => {
    const names = GLOBAL_ACTIONS.map(({ actions }) => actions);
    expect(names).toEqual([...new Set(names)].sort());
  });

  test('do not open a whole Region to compute or data', () => {
    const opened = GLOBAL_ACTIONS.flatMap(({ actions }) => expandAction(actions)).map(({ name }) => name);
    expect(opened).not.toEqual(expect.arrayContaining(['ec2:RunInstances']));
    expect(opened).not.toEqual(expect.arrayContaining(['s3:CreateBucket']));
    expect(opened).not.toEqual(expect.arrayContaining(['lambda:CreateFunction']));
  });
});
