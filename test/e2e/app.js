/** The app of the end-to-end tests: SURFACE says how the guardrails are enforced, SHAPE what is in the app. */
const { createRequire } = require('module');
const { App, Aspects, NestedStack, Stack, Stage, Validations } = require('aws-cdk-lib');
const iam = require('aws-cdk-lib/aws-iam');
const { Guardrails, IamGuardrailsAspect, IamGuardrailsChecks } = require('cdk-iam-guardrails');

const { SURFACE, SHAPE } = process.env;
const ADMIN = 'IamGuardrails-NoAdminStatement[Action=*;Resource=*]';

/** The versions of aws-cdk-lib that the app, the library and cdk-nag each get. */
if (SURFACE === 'versions') {
  const seenBy = (name) => createRequire(require.resolve(name))('aws-cdk-lib/package.json').version;
  console.log(JSON.stringify([require('aws-cdk-lib/package.json').version, seenBy('cdk-iam-guardrails'), seenBy('cdk-nag')]));
  process.exit();
}

const SURFACES = {
  plugin: (app) => Guardrails.enforce(app),
  hardGate: (app) => Guardrails.enforce(app, { hardGate: true }),
  checks: (app) => Validations.of(app).addPlugins(new IamGuardrailsChecks(app)),
  aspect: (app) => Aspects.of(app).add(new IamGuardrailsAspect()),
};

function role(scope, id, action, resource) {
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { inline: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: [action], resources: [resource] })] }) },
  });
}

const admin = (scope, id = 'Admin') => role(scope, id, '*', '*');
const clean = (scope) => role(scope, 'Clean', 's3:GetObject', 'arn:aws:s3:::reports/2026/*');

const SHAPES = {
  clean: (app) => clean(new Stack(new Stage(app, 'Prod'), 'Stack')),
  stack: (app) => admin(new Stack(app, 'Bad')),
  nested: (app) => admin(new NestedStack(new Stack(app, 'Bad'), 'Nested')),
  stage: (app) => admin(new Stack(new Stage(app, 'Prod'), 'Bad')),
  stageOfStage: (app) => admin(new Stack(new Stage(new Stage(app, 'Prod'), 'Europe'), 'Bad')),
  environments: (app) => ['eu-west-1', 'us-east-1'].forEach((region) => admin(new Stack(app, `Bad-${region}`, { env: { account: '111122223333', region } }))),
  unreadable: (app) => role(new Stack(app, 'Bad'), 'Role', 's3:GetObject', 'arn:aws:s3:::reports/*').node.defaultChild.addOverride('Type', 1),
  acknowledged: (app) => Validations.of(admin(new Stack(app, 'Bad'))).acknowledge({ id: `IamGuardrails::${ADMIN}`, reason: 'break-glass role' }),
  acknowledgedElsewhere: (app) => {
    const stack = new Stack(app, 'Bad');
    Validations.of(admin(stack, 'Accepted')).acknowledge({ id: `IamGuardrails::${ADMIN}`, reason: 'break-glass role' });
    admin(stack, 'Other');
  },
};

const app = new App();
SURFACES[SURFACE](app);
clean(new Stack(app, 'Good'));
SHAPES[SHAPE](app);
app.synth();
