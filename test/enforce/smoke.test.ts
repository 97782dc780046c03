import { App, Aspects, CfnResource, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { checkGuardrails, Guardrails, IamGuardrailsAspect, IamGuardrailsChecks, PermissionsBoundaryAspect, RulePack } from '../../src';
function bad(scope: any) { return new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), inlinePolicies: { x: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['*'], resources: ['*'] })] }) } }); }
test('throws', () => { const app = new App(); Guardrails.enforce(app); bad(new Stack(app, 'S')); expect(() => app.synth()).toThrow(/NoAdminStatement/); try { app.synth(); } catch (e) { console.log((e as Error).message); } });
test('stage', () => { const app = new App(); Guardrails.enforce(app); bad(new Stack(new Stage(app, 'Prod'), 'S')); try { app.synth(); } catch (e) { console.log((e as Error).message); } });
test('aspect', () => { const app = new App(); Aspects.of(app).add(new IamGuardrailsAspect()); bad(new Stack(app, 'S')); try { app.synth(); } catch (e) { console.log((e as Error).message); } });
test('check', () => { const app = new App(); Guardrails.enforce(app, { hardGate: true }); const s = new Stack(app, 'S'); bad(s); console.log(checkGuardrails(s).toString()); });
test('ack', () => { const app = new App(); Guardrails.enforce(app); const s = new Stack(app, 'S'); bad(s); const t = new Stack(app, 'T'); bad(t);
  Validations.of(s).acknowledge({ id: 'IamGuardrails::IamGuardrails-NoAdminStatement[Action=*;Resource=*]', reason: 'x' });
  try { app.synth(); } catch (e) { console.log((e as Error).message); } });
test('boundary stage', () => { const app = new App(); Aspects.of(app).add(new PermissionsBoundaryAspect({ permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/b' })); const st = new Stage(app, 'Prod'); const s = new Stack(st, 'S'); bad(s); new CfnResource(s, 'U', { type: 'AWS::IAM::User' });
  const asm = app.synth(); console.log(JSON.stringify(asm.getNestedAssembly('assembly-Prod').stacks[0].template.Resources)); });
void RulePack; void IamGuardrailsChecks;
