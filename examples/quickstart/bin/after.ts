import { App, Duration } from 'aws-cdk-lib';
import { Guardrails, RulePack } from 'cdk-iam-guardrails';
import { Newsletter } from '../lib/newsletter';
import { acknowledgeReviewed, narrowPolicies, narrowTrust } from '../lib/repairs';

const app = new App();
const newsletter = new Newsletter(app, 'Newsletter', { env: { region: 'eu-west-1' } });
narrowPolicies(newsletter);
narrowTrust(newsletter);
acknowledgeReviewed(newsletter);

Guardrails.enforce(app, {
  pack: RulePack.STRICT,
  permissionsBoundary: newsletter.boundary, // also on the roles that constructs make behind the scenes
  maxSessionDuration: Duration.hours(1),
});
