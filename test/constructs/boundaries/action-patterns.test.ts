import { expandAction } from '../../../src/catalogue/actions';
import { AUDIT_TAMPERING_ACTIONS } from '../../../src/catalogue/lists/audit-tampering-actions';
import { beginningsOf, writesOf } from '../../../src/constructs/boundaries/action-patterns';

function covered(patterns: readonly string[]): string[] {
  return patterns.flatMap(expandAction).map(({ name }) => name).sort();
}

function writes(service: string): string[] {
  return expandAction(`${service}:*`).filter(({ accessLevel }) => accessLevel !== 'Read' && accessLevel !== 'List').map(({ name }) => name).sort();
}

test.each(['iam', 'organizations', 'sso', 'sso-directory', 'identitystore', 'rolesanywhere', 'account', 'signin', 's3', 'ec2'])(
  'the patterns of %s cover all that changes something, and nothing that only reads', (service) => {
    expect(covered(writesOf(service))).toEqual(writes(service));
  });

test('what is kept is not covered, and all else is', () => {
  expect(covered(writesOf('iam', ['iam:PassRole']))).toEqual(writes('iam').filter((name) => name !== 'iam:PassRole'));
});

test('the beginnings of actions cover these actions and no others', () => {
  const actions = AUDIT_TAMPERING_ACTIONS.map(({ name }) => name);
  const patterns = beginningsOf(actions);
  expect(covered(patterns)).toEqual([...actions].sort());
  expect(patterns.join().length).toBeLessThan(actions.join().length);
});

test('an action that others begin with is spelt out', () => {
  expect(beginningsOf(['s3:GetObject'])).toEqual(['s3:GetObject']);
});

test('a pattern is as short as it can be', () => {
  expect(writesOf('iam')).toEqual(expect.arrayContaining(['iam:A*', 'iam:C*', 'iam:P*']));
  expect(writesOf('iam', ['iam:PassRole'])).toContain('iam:Pu*');
});
