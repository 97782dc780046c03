import * as fc from 'fast-check';
import { judgeRole, RoleFacts } from '../../../src/lambda/unused-roles/logic';
import { Criteria } from '../../../src/lambda/unused-roles/parameters';

const NOW = new Date('2026-11-01T06:00:00Z');
const CRITERIA: Criteria = { maxUnusedDays: 90, gracePeriodDays: 30, allowedPaths: [], allowedTags: [], allowedNames: [] };
const OLD = new Date('2020-01-01T00:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

const unusedRole: RoleFacts = { RoleName: 'worker', Path: '/', CreateDate: OLD };
const usedAt = (date: string, region?: string): RoleFacts => ({ ...unusedRole, RoleLastUsed: { LastUsedDate: new Date(date), Region: region } });
const createdAt = (date: string): RoleFacts => ({ ...unusedRole, CreateDate: new Date(date) });
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);

const judged = (role: RoleFacts, criteria: Partial<Criteria> = {}) => {
  const judgement = judgeRole(role, { ...CRITERIA, ...criteria }, NOW);
  return judgement && [judgement.compliance, judgement.annotation];
};

describe('a role is judged by its last use', () => {
  test.each<[string, RoleFacts, string, string]>([
    ['used today', usedAt('2026-11-01T00:00:00Z', 'eu-west-1'), 'COMPLIANT', 'last used 2026-11-01 (eu-west-1)'],
    ['used after the notification', usedAt('2026-11-01T07:00:00Z', 'eu-west-1'), 'COMPLIANT', 'last used 2026-11-01 (eu-west-1)'],
    ['used 90 days ago, to the millisecond', usedAt('2026-08-03T06:00:00.000Z', 'eu-west-1'), 'COMPLIANT', 'last used 2026-08-03 (eu-west-1)'],
    ['used a millisecond earlier', usedAt('2026-08-03T05:59:59.999Z', 'eu-west-1'), 'NON_COMPLIANT', 'unused since 2026-08-03 (eu-west-1), more than 90 days ago'],
    ['used long ago', usedAt('2026-03-01T00:00:00Z', 'eu-west-1'), 'NON_COMPLIANT', 'unused since 2026-03-01 (eu-west-1), more than 90 days ago'],
    ['used nobody knows where', usedAt('2026-03-01T00:00:00Z'), 'NON_COMPLIANT', 'unused since 2026-03-01 (Region unknown), more than 90 days ago'],
    ['used nobody knows when', usedAt('never', 'eu-west-1'), 'NON_COMPLIANT', 'counts as unused: the date of its last use is unknown'],
  ])('%s', (_, role, compliance, annotation) => {
    expect(judged(role)).toEqual([compliance, annotation]);
  });
});

describe('a role that was never used is judged by its age', () => {
  test.each<[string, RoleFacts, string, string]>([
    ['new', createdAt('2026-10-31T00:00:00Z'), 'COMPLIANT', 'not used yet, created 2026-10-31, which is within the grace period of 30 days'],
    ['made after the notification', createdAt('2026-11-01T07:00:00Z'), 'COMPLIANT', 'not used yet, created 2026-11-01, which is within the grace period of 30 days'],
    ['made 30 days ago', createdAt('2026-10-02T06:00:00Z'), 'COMPLIANT', 'not used yet, created 2026-10-02, which is within the grace period of 30 days'],
    ['a second older', createdAt('2026-10-02T05:59:59Z'), 'NON_COMPLIANT', 'never used since it was created 2026-10-02, more than 30 days ago'],
    ['older than what IAM records', createdAt('2025-01-01T00:00:00Z'), 'NON_COMPLIANT', 'unused in the 400 days that IAM records, created 2025-01-01'],
    ['with a Region and no date', { ...unusedRole, RoleLastUsed: { Region: 'eu-west-1' } }, 'NON_COMPLIANT', 'unused in the 400 days that IAM records, created 2020-01-01'],
    ['of unknown age', { ...unusedRole, CreateDate: undefined }, 'NON_COMPLIANT', 'counts as unused: IAM tells of no use, and the date of its creation is unknown'],
    ['of an age that is no date', createdAt('soon'), 'NON_COMPLIANT', 'counts as unused: IAM tells of no use, and the date of its creation is unknown'],
  ])('%s', (_, role, compliance, annotation) => {
    expect(judged(role)).toEqual([compliance, annotation]);
  });
});

describe('a role that only AWS changes is not evaluated', () => {
  test.each(['/aws-service-role/support.amazonaws.com/', '/aws-reserved/sso.amazonaws.com/eu-west-1/'])('%s', (path) => {
    expect(judged({ ...unusedRole, Path: path })).toBeUndefined();
  });

  test.each(['/aws-service-roles/', '/shop/aws-reserved/', '/service-role/'])('a path of one\'s own is: %s', (path) => {
    expect(judged({ ...unusedRole, Path: path })?.[0]).toBe('NON_COMPLIANT');
  });
});

describe('an unused role may be allowed', () => {
  test.each<[string, Partial<RoleFacts>, Partial<Criteria>, string]>([
    ['by the path that it is in', { Path: '/break-glass/' }, { allowedPaths: ['/break-glass/'] }, 'allowed by its path: /break-glass/'],
    ['by a path above it', { Path: '/break-glass/europe/' }, { allowedPaths: ['/x/', '/break-glass/'] }, 'allowed by its path: /break-glass/'],
    ['by the key of a tag', { Tags: [{ Key: 'keep', Value: '' }] }, { allowedTags: ['keep'] }, 'allowed by its tag: keep'],
    ['by a tag and its value', { Tags: [{ Key: 'owner', Value: 'auditors' }] }, { allowedTags: ['owner=auditors'] }, 'allowed by its tag: owner=auditors'],
    ['by its name', { RoleName: 'dr-restore' }, { allowedNames: ['dr-restore'] }, 'allowed by its name: dr-restore'],
    ['by a pattern of its name', { RoleName: 'dr-restore' }, { allowedNames: ['d?-*'] }, 'allowed by its name: d?-*'],
  ])('%s', (_, role, criteria, annotation) => {
    expect(judged({ ...unusedRole, ...role }, criteria)).toEqual(['COMPLIANT', annotation]);
  });

  test.each<[string, Partial<RoleFacts>, Partial<Criteria>]>([
    ['a path that begins alike', { Path: '/break-glass-2/' }, { allowedPaths: ['/break-glass/'] }],
    ['a path below another', { Path: '/shop/break-glass/' }, { allowedPaths: ['/break-glass/'] }],
    ['a path in capitals', { Path: '/Break-Glass/' }, { allowedPaths: ['/break-glass/'] }],
    ['another value of the tag', { Tags: [{ Key: 'owner', Value: 'auditors-2' }] }, { allowedTags: ['owner=auditors'] }],
    ['another tag', { Tags: [{ Key: 'keeper', Value: 'keep' }] }, { allowedTags: ['keep'] }],
    ['a name that goes on', { RoleName: 'dr-restore-2' }, { allowedNames: ['dr-restore'] }],
    ['a name in capitals', { RoleName: 'DR-restore' }, { allowedNames: ['dr-*'] }],
    ['no name, path or tags', { RoleName: undefined, Path: undefined, Tags: undefined }, { allowedNames: ['dr-*'], allowedPaths: ['/dr/'], allowedTags: ['dr'] }],
  ])('not by %s', (_, role, criteria) => {
    expect(judged({ ...unusedRole, ...role }, criteria)?.[0]).toBe('NON_COMPLIANT');
  });
});

describe('for every role', () => {
  const days = fc.integer({ min: 1, max: 400 });
  const age = fc.double({ min: 0, max: 1000, noNaN: true });

  test('more use and more patience never make it unused', () => {
    fc.assert(fc.property(age, age, days, days, (one, other, less, more) => {
      const verdict = (ago: number, maxUnusedDays: number) => judged({ ...unusedRole, RoleLastUsed: { LastUsedDate: daysAgo(ago), Region: 'eu-west-1' } }, { maxUnusedDays })![0];
      if (verdict(Math.max(one, other), Math.min(less, more)) === 'COMPLIANT') {
        expect(verdict(Math.min(one, other), Math.max(less, more))).toBe('COMPLIANT');
      }
    }));
  });

  test('what it is depends on the notification only, not on when it is judged', () => {
    fc.assert(fc.property(age, days, fc.integer({ min: -100_000, max: 100_000 }), (ago, maxUnusedDays, shift) => {
      const at = (time: number) => judgeRole(
        { ...unusedRole, RoleLastUsed: { LastUsedDate: new Date(time - ago * DAY) } }, { ...CRITERIA, maxUnusedDays }, new Date(time),
      )!.compliance;
      expect(at(NOW.getTime() + shift * 1000 * 60)).toBe(at(NOW.getTime()));
    }));
  });

  test('the annotation is one that AWS Config takes', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 256 });
    fc.assert(fc.property(text, text, (key, value) => {
      const [compliance, annotation] = judged({ ...unusedRole, Tags: [{ Key: key, Value: value }] }, { allowedTags: [`${key}=${value}`] })!;
      expect(compliance).toBe('COMPLIANT');
      expect(annotation.length).toBeLessThanOrEqual(256);
      expect(Buffer.from(annotation).toString()).toBe(annotation);
    }));
  });
});
