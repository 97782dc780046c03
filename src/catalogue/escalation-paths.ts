/** Every named way to gain permissions that is looked for. One category is one file. */
import { EscalationPath } from './escalation-path';
import { EXISTING_PASS_ROLE } from './escalation/existing-passrole';
import { NEW_PASS_ROLE } from './escalation/new-passrole';
import { PRINCIPAL_ACCESS } from './escalation/principal-access';
import { SELF_ESCALATION } from './escalation/self-escalation';

export const ESCALATION_PATHS: readonly EscalationPath[] = [...SELF_ESCALATION, ...PRINCIPAL_ACCESS, ...NEW_PASS_ROLE, ...EXISTING_PASS_ROLE];
