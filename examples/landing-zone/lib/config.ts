/** What is yours: replace all of it. */
export const REGION = 'eu-west-1';
export const ORGANIZATION_ID = 'o-a1b2c3d4e5';
/** The unit whose accounts run workloads. */
export const WORKLOADS_UNIT = 'ou-ab12-workload1';

/** Deploys what concerns the whole organization. Guardrails do not limit it. */
export const MANAGEMENT_ACCOUNT = '111111111111';
/** Investigates in all accounts. */
export const SECURITY_ACCOUNT = '222222222222';
/** Runs the workload. */
export const SHOP_ACCOUNT = '333333333333';

/** The role in each member account that may still change what the guardrails protect. AWS Organizations makes it in new accounts. */
export const ADMINISTRATORS = 'arn:*:iam::*:role/OrganizationAccountAccessRole';

/** The stack of the workload, with which the names of its functions begin. */
export const WORKLOAD_STACK = 'Shop';
/** The path of all roles that the workload's stacks make. */
export const WORKLOAD_PATH = '/workloads/';
export const WORKLOAD_BOUNDARY = 'workload-boundary';
export const DEVELOPER_BOUNDARY = 'developer-boundary';
export const DEPLOY_BOUNDARY = 'deploy-boundary';
