/**
 * One measurement in a process of its own: synthesizes an app with one pack and prints, as JSON, the CPU time inside
 * the pack, the peak memory of the process and the number of violations.
 *
 *   measure.ts <guardrails|aws-solutions|none> <clean|finding> <roles>
 */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, IPolicyValidationContext, IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

const ROLES_PER_STACK = 400;
/** As it is published, compiled; a variable, for it is not there when the sources are type-checked. */
const LIBRARY = '../lib/index.js';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

const [packName, variant, roles] = process.argv.slice(2);

function milliseconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** Only what is measured is loaded. */
async function pack(app: App): Promise<IPolicyValidationPlugin | undefined> {
  switch (packName) {
    case 'guardrails': {
      const { IamGuardrailsChecks, RulePack } = await import(LIBRARY);
      return new IamGuardrailsChecks(app, { pack: RulePack.STRICT });
    }
    case 'aws-solutions': {
      const { AwsSolutionsChecks } = await import('cdk-nag');
      return new AwsSolutionsChecks(app);
    }
    default: return undefined;
  }
}

function addRoles(app: App): void {
  for (let index = 0; index < Number(roles); index++) {
    const number = Math.floor(index / ROLES_PER_STACK);
    const stack = app.node.tryFindChild(`Stack${number}`) as Stack ?? new Stack(app, `Stack${number}`);
    new iam.Role(stack, `Role${index}`, {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, `Boundary${index}`, BOUNDARY),
      inlinePolicies: {
        Work: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [`arn:aws:dynamodb:eu-west-1:111122223333:table/orders-${index}`] }),
            new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [variant === 'finding' ? '*' : `arn:aws:s3:::reports-${index}/report.csv`] }),
            new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [stack.formatArn({ service: 'sqs', resource: `orders-${index}` })] }),
          ],
        }),
      },
    });
  }
}

async function main() {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  const loading = process.cpuUsage();
  const plugin = await pack(app);
  const load = milliseconds(loading);
  let cpu = 0;
  let violations = 0;
  if (plugin) {
    Validations.of(app).addPlugins({
      name: plugin.name,
      validate(context: IPolicyValidationContext) {
        const start = process.cpuUsage();
        const report = plugin.validate(context);
        cpu += milliseconds(start);
        violations += report.violations.reduce((sum, violation) => sum + violation.violatingResources.length, 0);
        return { ...report, success: true, violations: [] };
      },
    });
  }
  addRoles(app);
  app.synth();
  rmSync(outdir, { recursive: true });
  console.log(JSON.stringify({ cpu, load, violations, memory: process.resourceUsage().maxRSS / 1024 }));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
