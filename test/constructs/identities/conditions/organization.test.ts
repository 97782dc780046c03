import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { PolicyConditions } from '../../../../src/constructs/identities/policy-conditions';
import { allows, holds, passes, SERVICE } from '../../../support/condition-proof';

const OURS = 'o-a1b2c3d4e5';
const UNIT = `${OURS}/r-ab12/ou-ab12-11111111`;
const organization = PolicyConditions.organization(OURS);
const unit = PolicyConditions.organizationPaths(`${UNIT}/`);
const unitAndBelow = PolicyConditions.organizationPaths(`${UNIT}/*`);

test('principals of the organization are let pass, those of another one and of none are not', () => {
  expect([OURS, 'o-zzzzzzzzzz', null].map((id) => holds(organization, { 'aws:PrincipalOrgID': id }))).toEqual([true, false, false]);
});

test('a unit has its own accounts, and with a wildcard those of units below it', () => {
  const paths = [`${UNIT}/`, `${UNIT}/ou-ab12-22222222/`, `${UNIT}1/`, 'o-zzzzzzzzzz/r-ab12/ou-ab12-11111111/'];
  expect(paths.map((path) => holds(unit, { 'aws:PrincipalOrgPaths': [path] }))).toEqual([true, false, false, false]);
  expect(paths.map((path) => holds(unitAndBelow, { 'aws:PrincipalOrgPaths': [path] }))).toEqual([true, true, false, false]);
});

test('a principal of no organization is in no unit of one', () => {
  expect([{}, { 'aws:PrincipalOrgPaths': [] }].map((context) => holds(unit, context))).toEqual([false, false]);
});

test('AWS services are in no organization: the Deny leaves them alone, the Allow does not let them pass', () => {
  [organization, unit].forEach((condition) => expect([passes(condition, {}, SERVICE), allows(condition, {}, SERVICE)]).toEqual([true, false]));
});

test('what a service does on behalf of a principal is judged by the organization of the principal', () => {
  expect(passes(organization, { 'aws:ViaAWSService': true, 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' })).toBe(false);
});

test('who does not sign its requests is denied', () => {
  expect([organization, unit].map((condition) => holds(condition, {}, '*'))).toEqual([false, false]);
});

test.each(['o-short', 'O-A1B2C3D4E5', 'r-ab12', '*', ''])('refuses %j as the id of an organization', (id) => {
  expect(() => PolicyConditions.organization(id)).toThrow(`organizationId: found "${id}", expected the id of an organization, such as o-a1b2c3d4e5`);
});

test.each([UNIT, 'ou-ab12-11111111/', `${UNIT}*`, `${OURS}/`, '*', '*/r-ab12/*'])('refuses %j as a path', (path) => {
  expect(() => PolicyConditions.organizationPaths(path)).toThrow(`paths: found "${path}", expected organization, root and units, ending in a slash or in /*`);
});

test('takes a whole organization, and asks for one path at least', () => {
  expect(holds(PolicyConditions.organizationPaths(`${OURS}/*`), { 'aws:PrincipalOrgPaths': [`${UNIT}/`] })).toBe(true);
  expect(() => PolicyConditions.organizationPaths()).toThrow('paths: found nothing, expected at least one path');
});

test('takes an id that is known only when it is deployed', () => {
  const stack = new Stack(new App(), 'Stack');
  const id = new CfnParameter(stack, 'OrganizationId').valueAsString;
  expect(stack.resolve(PolicyConditions.organization(id).allow)).toEqual({ StringEquals: { 'aws:PrincipalOrgID': { Ref: 'OrganizationId' } } });
});
