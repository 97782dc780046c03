import { readFileSync } from 'fs';
import { resolve } from 'path';
import { describeEnforcement } from './enforcement';
import { Outcome, run } from './project';

jest.setTimeout(240_000);

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const version = devDependencies['aws-cdk-lib-newest'].replace('npm:aws-cdk-lib@', '');

// In another process, beside the tests of the CLI.
const testsOfEnforcement = runTestsOfEnforcement();

describeEnforcement('aws-cdk-lib-newest', version);

test('the tests of enforcement pass with the newest aws-cdk-lib', async () => {
  const { exitCode, output } = await testsOfEnforcement;
  expect(output).toMatch(/^Tests: +\d{3,} passed, \d+ total$/m);
  expect(exitCode).toBe(0);
});

function runTestsOfEnforcement(): Promise<Outcome> {
  const config = {
    rootDir: resolve(__dirname, '..', '..'),
    setupFiles: ['<rootDir>/test/jest.setup.ts'],
    testMatch: ['<rootDir>/test/enforce/**/*.test.ts'],
    moduleNameMapper: { '^aws-cdk-lib$': 'aws-cdk-lib-newest', '^aws-cdk-lib/(.*)$': 'aws-cdk-lib-newest/$1' },
    transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false, transpilation: true }] },
  };
  return run([require.resolve('jest/bin/jest'), '--config', JSON.stringify(config), '--maxWorkers=1'], {
    cwd: config.rootDir, env: { ...process.env, CDK_LIB_VERSION: version },
  });
}
