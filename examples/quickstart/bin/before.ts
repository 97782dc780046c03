import { App } from 'aws-cdk-lib';
import { Guardrails, RulePack } from 'cdk-iam-guardrails';
import { Newsletter } from '../lib/newsletter';

const app = new App();
new Newsletter(app, 'Newsletter', { env: { region: 'eu-west-1' } });

Guardrails.enforce(app, { pack: RulePack.STRICT });
