/**
 * Every named way to gain permissions that is looked for. One category is one file, or more.
 *
 * Ids up to 099 are those of https://pathfinding.cloud; the ones from 101 on are of this catalogue.
 */
import { CREDENTIAL_ACCESS } from './escalation/credential-access';
import { EXISTING_PASS_ROLE_COMPUTE } from './escalation/existing-passrole-compute';
import { EXISTING_PASS_ROLE_SERVICES } from './escalation/existing-passrole-services';
import { NEW_PASS_ROLE_AUTOMATION } from './escalation/new-passrole-automation';
import { NEW_PASS_ROLE_COMPUTE } from './escalation/new-passrole-compute';
import { NEW_PASS_ROLE_JOBS } from './escalation/new-passrole-jobs';
import { PRINCIPAL_ACCESS } from './escalation/principal-access';
import { SELF_ESCALATION } from './escalation/self-escalation';
import { EscalationPath } from './escalation-path';

export const ESCALATION_PATHS: readonly EscalationPath[] = [
  ...SELF_ESCALATION,
  ...PRINCIPAL_ACCESS,
  ...NEW_PASS_ROLE_COMPUTE,
  ...NEW_PASS_ROLE_JOBS,
  ...NEW_PASS_ROLE_AUTOMATION,
  ...EXISTING_PASS_ROLE_COMPUTE,
  ...EXISTING_PASS_ROLE_SERVICES,
  ...CREDENTIAL_ACCESS,
];
