/**
 * CPU of the escalation analysis for an app of so many roles; a line of JSON.
 *
 *   node -r ts-node/register/transpile-only bench/escalation.ts <roles>
 */
import { escalatingApp } from './escalating-app';
import { noEscalationToOtherRole } from '../src/rules/escalation/no-escalation-to-other-role';
import { noPrivilegeEscalation } from '../src/rules/escalation/no-privilege-escalation';
import { judgeWith } from '../src/rules/judge';

const roles = Number(process.argv[2]);
const model = escalatingApp(roles);
const started = process.cpuUsage();
const findings = judgeWith([noPrivilegeEscalation, noEscalationToOtherRole], model);
const { user, system } = process.cpuUsage(started);
console.log(JSON.stringify({ roles, cpu: Math.round((user + system) / 1000), findings: findings.length }));
