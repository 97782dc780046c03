import { loginProfileNeedsReset } from '../../../src/rules/credentials/login-profile-needs-reset';
import { findings } from '../judging';

const sections = { Parameters: { Initial: { Type: 'String', NoEcho: true } }, Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };
const found = (LoginProfile: unknown) => findings(loginProfileNeedsReset, { Alice: { Type: 'AWS::IAM::User', Properties: { LoginProfile } } }, sections)
  .map(({ severity, key }) => [severity, key]);
const Password = { Ref: 'Initial' };
const orNot = (value: unknown) => ({ 'Fn::If': ['IsLive', value, { Ref: 'AWS::NoValue' }] });

test.each([
  ['in one form of the template only', { Password, PasswordResetRequired: orNot(true) }],
  ['nowhere', { Password }],
  ['by the text false', { Password, PasswordResetRequired: 'false' }],
])('a password that has to be changed %s is found', (_how, profile) => {
  expect(found(profile)).toEqual([['error', 'User=Alice']]);
});

test.each([
  ['a password that has to be changed', { Password, PasswordResetRequired: 'true' }],
  ['one that is there in one form of the template only', orNot({ Password, PasswordResetRequired: true })],
  ['no password', {}],
])('%s is none', (_what, profile) => {
  expect(found(profile)).toEqual([]);
});
