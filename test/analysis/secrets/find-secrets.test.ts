import { assignedSecrets, knownSecrets, searchable, suspectedSecret } from '../../../src/analysis/secrets/find-secrets';
import { Joined } from '../../../src/policy/text';

/** Put together here, so that no scanner takes this file for a leak. */
const random = (length: number) => 'q8Zt4LmW2xVb7NcR5yKdPf9HsJ3gTaEu6BwDrX1C'.repeat(8).slice(0, length);
const hex = (length: number) => '4f9a1c7e2b8d3056'.repeat(8).slice(0, length);

const what = (text: string) => knownSecrets(text).map((secret) => secret.what);

describe('a credential with a form of its own', () => {
  test.each([
    ['id of an AWS access key', 'AKIAQ3EGR7ZVXQ2TLMNB'],
    ['id of an AWS access key', 'export AWS_ACCESS_KEY_ID="ASIAQ3EGR7ZVXQ2TLMNB"'],
    ['AWS secret access key', `aws_secret_access_key = ${random(40)}`],
    ['AWS secret access key', `"SecretAccessKey": "${random(40)}"`],
    ['API key of Amazon Bedrock', `ABSK${random(120)}`],
    ['private key', `-----BEGIN RSA PRIVATE KEY-----\n${random(64)}\n-----END RSA PRIVATE KEY-----`],
    ['private key', `-----BEGIN PRIVATE KEY-----\\n${random(64)}`],
    ['token of GitHub', `ghp_${random(36)}`],
    ['token of GitHub', `https://api.github.com?token=github_pat_${random(82)}`],
    ['token of GitLab', `glpat-${random(20)}`],
    ['token of Slack', `xoxb-123456789012-123456789012-${random(24)}`],
    ['webhook of Slack', `https://hooks.slack.com/services/T02ABCDEF/B03GHIJKL/${random(24)}`],
    ['key of Stripe', `sk_live_${random(24)}`],
    ['API key of Google', `AIza${random(35)}`],
    ['token of npm', `//registry.npmjs.org/:_authToken=npm_${random(36)}`],
    ['key of SendGrid', `SG.${random(22)}.${random(43)}`],
    ['token of Databricks', `dapi${hex(32)}`],
    ['key of an Azure storage account', `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${random(86)}==`],
    ['JSON Web Token', `eyJ${random(20)}.eyJ${random(30)}.${random(43)}`],
    ['password in a URL', 'postgres://app:tr0ub4dor@db.internal:5432/app'],
    ['password in a connection string', 'Server=db;User Id=app;Password=tr0ub4dor;'],
  ])('is found: %s', (name, text) => {
    expect(what(text)).toEqual([name]);
  });

  test.each([
    ['an ARN', 'arn:aws:iam::111122223333:role/AKIA'],
    ['the id of a user or a role', 'AIDAQ3EGR7ZVXQ2TLMNBX AROAQ3EGR7ZVXQ2TLMNBX'],
    ['an id within a longer text', `x${'AKIAQ3EGR7ZVXQ2TLMNB'}y`],
    ['the hash of an asset', hex(64)],
    ['a certificate and a public key', `-----BEGIN CERTIFICATE-----\n${random(64)} -----BEGIN PUBLIC KEY-----\n${random(64)}`],
    ['the name of a kind of key', 'starts with -----BEGIN RSA PRIVATE KEY-----'],
    ['a URL with a port', 'http://localhost:8080/path@v1'],
    ['a URL with a variable', 'postgres://app:${PASSWORD}@db and https://user:%s@host and redis://:<password>@cache'],
    ['a form that is explained', 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['a test key of Stripe', `sk_test_${random(24)}`],
    ['an address of Secrets Manager', '{{resolve:secretsmanager:db:SecretString:password}}'],
  ])('is none: %s', (_name, text) => {
    expect(what(text)).toEqual([]);
  });

  const encoded = (text: string) => Buffer.from(text).toString('base64');

  test.each([
    ['encoded', encoded('KEY=AKIAQ3EGR7ZVXQ2TLMNB')],
    ['encoded within a script', `echo ${encoded('KEY=AKIAQ3EGR7ZVXQ2TLMNB')} | base64 -d`],
    ['encoded twice', encoded(encoded('KEY=AKIAQ3EGR7ZVXQ2TLMNB'))],
  ])('is found when it is %s', (_how, text) => {
    expect(what(text)).toEqual(['id of an AWS access key']);
  });

  test('is never shown: four characters at most, of those that are long, and the length', () => {
    const [{ shown }] = knownSecrets(`ghp_${random(36)}`);
    expect(shown).toBe('ghp_... (40 characters)');
    expect(knownSecrets('ftp://me:tr0ub4dor@host').map((secret) => secret.shown)).toEqual(['... (9 characters)']);
  });

  test('of AWS\'s documentation is known as an example', () => {
    const found = knownSecrets('AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
    expect(found.map(({ isExample }) => isExample)).toEqual([true, true]);
  });

  test('is none where a token is a part of it', () => {
    const text = new Joined(['postgres://app:', { kind: 'opaque', label: 'Password', identity: 'Password' }, '@db/app']);
    expect(what(searchable(text))).toEqual([]);
  });

  test('takes no long to be told from a long text', () => {
    const started = Date.now();
    ['a', 'QUFB', 'a-', '://a:', 'eyJ', 'secret ', 'xoxb-1-', 'password=a;', 'AKIA'].forEach((part) => {
      knownSecrets(part.repeat(40_000));
      assignedSecrets(part.repeat(40_000));
    });
    expect(Date.now() - started).toBeLessThan(5_000);
  });
});

describe('a value that is named like a secret', () => {
  const suspected = (name: string, value: string) => suspectedSecret(name, value) !== undefined;

  test.each([
    ['DB_PASSWORD', 'Tr0ub4dor&3'], ['dbPassword', 'hunter2!'], ['/app/database/password', 'Winter2026'], ['API_KEY', random(20)], ['clientSecret', hex(32)],
    ['GITHUB-TOKEN', random(40)], ['encryptionKey', random(32)],
  ])('is suspected: %s', (name, value) => {
    expect(suspected(name, value)).toBe(true);
  });

  test.each([
    ['PASSWORD_MIN_LENGTH', '16'], ['DB_PASSWORD', 'changeme'], ['DB_PASSWORD', '<password>'], ['DB_PASSWORD', '${DB_PASSWORD}'], ['DB_PASSWORD', ''],
    ['DB_PASSWORD', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3'], ['DB_PASSWORD', '/prod/database/password'],
    ['DB_PASSWORD', 'database-password'], ['DB_PASSWORD', 'true'], ['API_KEY', '3f2a8c1e-6b4d-4e8f-9a7b-2c5d1e0f3a6b'], ['TOKEN', 'https://issuer.example.org/token'],
    ['SECRET_NAME', random(30)], ['TOKEN_TABLE', random(30)], ['PublicKey', random(40)], ['AccessKeyId', 'reports'], ['API_KEY', '{"name":"key1234567890"}'],
    ['S3Key', `${hex(64)}.zip`], ['CERTIFICATE_KEY', random(20)],
  ])('is not: %s=%s', (name, value) => {
    expect(suspected(name, value)).toBe(false);
  });

  test('is suspected in a script, if it looks random', () => {
    expect(assignedSecrets(`#!/bin/sh\nexport API_TOKEN="${random(24)}"\nTOKEN=$(aws ssm get-parameter)\nPASSWORD=$1\n`).map((secret) => secret.what)).toEqual(['value of API_TOKEN']);
    expect(assignedSecrets('const token = event.headers.authorization; const secret = getSecretValue2(arn1234567890);')).toEqual([]);
  });
});
