import { App, CliCredentialsStackSynthesizer, Duration } from 'aws-cdk-lib';
import { GuardrailDefaults, Guardrails, RulePack } from 'cdk-iam-guardrails';
import { AccountStack } from '../lib/account-stack';
import { MANAGEMENT_ACCOUNT, REGION, SHOP_ACCOUNT, WORKLOAD_PATH, WORKLOAD_STACK } from '../lib/config';
import { OrganizationStack } from '../lib/organization-stack';
import { WorkloadStack } from '../lib/workload-stack';

const app = new App();
const shop = { account: SHOP_ACCOUNT, region: REGION };

// Deployed by administrators with their own credentials: neither needs what `cdk bootstrap` makes, nor can that change them.
new OrganizationStack(app, 'Organization', {
  env: { account: MANAGEMENT_ACCOUNT, region: 'us-east-1' },
  synthesizer: new CliCredentialsStackSynthesizer(),
});
const account = new AccountStack(app, 'Account', { env: shop, synthesizer: new CliCredentialsStackSynthesizer() });
const workload = new WorkloadStack(app, WORKLOAD_STACK, { env: shop });

// Also for the roles that constructs make behind the scenes.
GuardrailDefaults.of(workload).apply({
  permissionsBoundary: account.workloadBoundary,
  path: WORKLOAD_PATH,
  maxSessionDuration: Duration.hours(1),
  tags: { owner: 'shop' },
});

Guardrails.enforce(app, { pack: RulePack.STRICT, hardGate: true });
