/** The registry: every entry of the catalogue of organization guardrails, sorted by id. */
import { denyLeavingOrganization } from './deny-leaving-organization';
import { denyRootUser } from './deny-root-user';
import { GuardrailDefinition } from '../guardrail-definition';

export const GUARDRAILS: readonly GuardrailDefinition[] = [
  denyLeavingOrganization,
  denyRootUser,
];
