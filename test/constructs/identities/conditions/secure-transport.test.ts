import { PolicyConditions } from '../../../../src/constructs/identities/policy-conditions';
import { allows, holds, passes } from '../../../support/condition-proof';

const encrypted = PolicyConditions.secureTransport();
const modern = PolicyConditions.secureTransport({ minimumTls: 1.3 });

test('requests over TLS are let pass, others are not', () => {
  expect([true, false].map((secure) => holds(encrypted, { 'aws:SecureTransport': secure }))).toEqual([true, false]);
});

test.each([['1.2', false], ['1.3', true], ['1.4', true], ['1.10', false]])('of TLS %s, 1.3 at least: %s', (version, expected) => {
  expect(holds(modern, { 'aws:SecureTransport': true, 's3:TlsVersion': version })).toBe(expected);
});

test('a request without TLS has no version, and is refused', () => {
  expect(holds(modern, { 'aws:SecureTransport': false })).toBe(false);
});

test('a service that does not tell the version of TLS is left alone by the Deny, and not let pass by the Allow', () => {
  const toOtherService = { 'aws:SecureTransport': true };
  expect([passes(modern, toOtherService), allows(modern, toOtherService)]).toEqual([true, false]);
});

test.each([1, 1.1, 2, 13, NaN])('refuses TLS %s', (minimumTls) => {
  expect(() => PolicyConditions.secureTransport({ minimumTls })).toThrow(`minimumTls: found ${minimumTls}, expected 1.2 or 1.3`);
});
