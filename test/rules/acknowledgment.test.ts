import { acknowledgedIds, acknowledging, distinctId } from '../../src/rules/acknowledgment';

const ID = 'IamGuardrails-NoAdminStatement[Action=*;Resource=*]';

describe('what a construct acknowledges', () => {
  test.each([
    ['as it stands', ID, false],
    ['with the name of the pack', `IamGuardrails::${ID}`, true],
    ['with the prefix of CDK', `Annotation::${ID}`, false],
    ['with the prefix of an older CDK', `annotation::${ID}`, false],
  ])('is read %s', (_how, id, qualified) => {
    expect(acknowledgedIds({ [id]: 'break-glass role' })).toEqual([{ id: ID, reason: 'break-glass role', qualified }]);
  });

  test('keeps the prefix of another pack, so that it accepts nothing of ours', () => {
    const entries = acknowledgedIds({ [`AwsSolutions::${ID}`]: 'reviewed' });
    expect(acknowledging(entries, ID, 'App/Role')).toBeUndefined();
  });

  test.each([[undefined], [null], ['text'], [{}]])('is nothing in metadata that is %p', (metadata) => {
    expect(acknowledgedIds(metadata)).toEqual([]);
  });

  test('has a text as reason, whatever is written there', () => {
    expect(acknowledgedIds({ [ID]: 42 })).toMatchObject([{ reason: '42' }]);
  });
});

describe('an acknowledgment', () => {
  const entry = (id: string, reason = 'reviewed', qualified = false) => ({ id, reason, qualified });

  test('accepts the finding that it names', () => {
    expect(acknowledging([entry('another'), entry(ID)], ID, 'App/Role')).toEqual(entry(ID));
  });

  test.each([
    ['another key', 'IamGuardrails-NoAdminStatement[Action=iam:*;Resource=*]'],
    ['a longer key', `${ID}2`],
    ['the rule as a whole', 'IamGuardrails-NoAdminStatement'],
    ['the finding in another case', ID.toLowerCase()],
  ])('of %s does not accept it', (_what, id) => {
    expect(acknowledging([entry(id)], ID, 'App/Role')).toBeUndefined();
  });

  test('may name the finding of one construct only', () => {
    const entries = [entry(distinctId(ID, 'App/Role'))];
    expect(acknowledging(entries, ID, 'App/Role')).toBeDefined();
    expect(acknowledging(entries, ID, 'App/Other')).toBeUndefined();
  });

  test('that CDK acts on too comes first', () => {
    expect(acknowledging([entry(ID, 'plain'), entry(ID, 'qualified', true)], ID, 'App/Role')?.reason).toBe('qualified');
    expect(acknowledging([entry(ID, 'first'), entry(ID, 'second')], ID, 'App/Role')?.reason).toBe('first');
  });
});

test('the id for one construct can be acknowledged, whatever the path has in it', () => {
  expect(distinctId(ID, 'App/My Stack/Role [1]')).toBe(`${ID}@App/My-Stack/Role-<1>`);
});
