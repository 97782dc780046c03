import { readFileSync } from 'fs';
import { LIBRARY_VERSION } from '../../src/enforce/version';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

test('the version is that of the package', () => {
  expect(LIBRARY_VERSION).toBe(manifest.version);
});

test('these tests run with the aws-cdk-lib that they are said to run with: the peer floor unless told otherwise', () => {
  const { version } = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/package.json'), 'utf8'));
  expect(version).toBe(process.env.CDK_LIB_VERSION ?? manifest.peerDependencies['aws-cdk-lib'].replace('^', ''));
});
