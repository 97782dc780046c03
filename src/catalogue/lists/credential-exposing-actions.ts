/**
 * Actions that put a credential of somebody else into the caller's hands: they return one, or set one that the caller
 * chooses. Not here, though other lists have them:
 * - `ecr:GetAuthorizationToken`, `ecr-public:GetAuthorizationToken`, `codeartifact:GetAuthorizationToken`,
 *   `connect:GetFederationToken`, `sts:GetServiceBearerToken` and `sts:GetSessionToken`: the token is the caller's own and opens nothing that the caller's
 *   permissions do not (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html);
 * - `sts:AssumeRoleWithSAML`, `sts:AssumeRoleWithWebIdentity`, `cognito-identity:GetCredentialsForIdentity` and
 *   `cognito-identity:GetOpenIdToken`: anyone may call them without credentials, so no identity-based policy grants them
 *   (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html);
 * - `ec2:GetPasswordData`: the password is encrypted with a key pair that AWS does not hold
 *   (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetPasswordData.html);
 * - `iam:UpdateAccessKey`: it returns no secret;
 * - `ssm:GetAccessToken`: it returns what somebody has approved for the caller
 *   (https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-just-in-time-node-access.html);
 * - `secretsmanager:GetSecretValue` and the like: what is stored may be anything, see `data-exfiltration-actions.ts`.
 */
import { ListedAction } from './listed-action';

const DOCS = 'https://docs.aws.amazon.com';
const IAM = `${DOCS}/IAM/latest/APIReference`;
const STS = `${DOCS}/STS/latest/APIReference`;
const LIGHTSAIL = `${DOCS}/lightsail/2016-11-28/api-reference`;
const GAMELIFT = `${DOCS}/gamelift/latest/apireference`;
const CODEPIPELINE = `${DOCS}/codepipeline/latest/APIReference`;
const GRAFANA = `${DOCS}/grafana/latest/APIReference`;
const SAGEMAKER = `${DOCS}/sagemaker/latest/APIReference`;

export const CREDENTIAL_EXPOSING_ACTIONS: readonly ListedAction[] = [
  { name: 'acm:ExportCertificate', does: 'returns the private key of a certificate', link: `${DOCS}/acm/latest/APIReference/API_ExportCertificate.html` },
  { name: 'airflow:CreateCliToken', does: 'returns a token for the Airflow CLI', link: `${DOCS}/mwaa/latest/API/API_CreateCliToken.html` },
  { name: 'airflow:CreateWebLoginToken', does: 'returns a token for the Airflow UI, for instance as Admin', link: `${DOCS}/mwaa/latest/API/API_CreateWebLoginToken.html` },
  { name: 'appsync:CreateApiKey', does: 'returns a key of an API', link: `${DOCS}/appsync/latest/APIReference/API_CreateApiKey.html` },
  { name: 'bedrock-agentcore:GetResourceApiKey', does: 'returns an API key from the token vault', link: `${DOCS}/bedrock-agentcore/latest/devguide/obtain-api-key.html` },
  { name: 'bedrock-agentcore:GetResourceOauth2Token', does: 'returns an OAuth token from the token vault', link: `${DOCS}/service-authorization/latest/reference/list_amazonbedrockagentcore.html` },
  { name: 'codepipeline:GetJobDetails', does: 'returns credentials for the artifacts of a pipeline', link: `${CODEPIPELINE}/API_GetJobDetails.html` },
  { name: 'codepipeline:GetThirdPartyJobDetails', does: 'returns credentials for the artifacts of a pipeline', link: `${CODEPIPELINE}/API_GetThirdPartyJobDetails.html` },
  { name: 'codepipeline:PollForJobs', does: 'returns credentials for the artifacts of a pipeline', link: `${CODEPIPELINE}/API_PollForJobs.html` },
  { name: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity', does: 'returns a token of any identity of the pool', link: `${DOCS}/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html` },
  { name: 'connect:AdminGetEmergencyAccessToken', does: 'returns a token of an administrator of the instance', link: `${DOCS}/service-authorization/latest/reference/list_amazonconnect.html` },
  { name: 'ds:ResetUserPassword', does: 'sets the password of a user of the directory', link: `${DOCS}/directoryservice/latest/devguide/API_ResetUserPassword.html` },
  { name: 'elasticmapreduce:GetClusterSessionCredentials', does: 'returns credentials of a cluster', link: `${DOCS}/emr/latest/APIReference/API_GetClusterSessionCredentials.html` },
  { name: 'emr-containers:GetManagedEndpointSessionCredentials', does: 'returns credentials of an endpoint with an execution role', link: `${DOCS}/emr-on-eks/latest/APIReference/API_GetManagedEndpointSessionCredentials.html` },
  { name: 'events:RetrieveConnectionCredentials', does: 'returns the credentials of a connection', link: `${DOCS}/step-functions/latest/dg/call-https-apis.html` },
  { name: 'finspace-api:GetProgrammaticAccessCredentials', does: 'returns credentials of a FinSpace environment', link: `${DOCS}/finspace/latest/data-api/API_GetProgrammaticAccessCredentials.html` },
  { name: 'gamelift:GetComputeAccess', does: 'returns credentials for a remote session on a fleet', link: `${GAMELIFT}/API_GetComputeAccess.html` },
  { name: 'gamelift:GetInstanceAccess', does: 'returns credentials for a remote session on an instance', link: `${GAMELIFT}/API_GetInstanceAccess.html` },
  { name: 'gamelift:RequestUploadCredentials', does: 'returns credentials for replacing the files of a build', link: `${GAMELIFT}/API_RequestUploadCredentials.html` },
  { name: 'grafana:CreateWorkspaceApiKey', does: 'returns a key of a workspace, for instance as Admin', link: `${GRAFANA}/API_CreateWorkspaceApiKey.html` },
  { name: 'grafana:CreateWorkspaceServiceAccountToken', does: 'returns a token of a service account', link: `${GRAFANA}/API_CreateWorkspaceServiceAccountToken.html` },
  { name: 'iam:CreateAccessKey', does: 'returns an access key of a user', link: `${IAM}/API_CreateAccessKey.html` },
  { name: 'iam:CreateLoginProfile', does: 'sets the console password of a user', link: `${IAM}/API_CreateLoginProfile.html` },
  { name: 'iam:CreateServiceSpecificCredential', does: 'returns a password or key of a user for a service', link: `${IAM}/API_CreateServiceSpecificCredential.html` },
  { name: 'iam:ResetServiceSpecificCredential', does: 'returns a password or key of a user for a service', link: `${IAM}/API_ResetServiceSpecificCredential.html` },
  { name: 'iam:UpdateLoginProfile', does: 'sets the console password of a user', link: `${IAM}/API_UpdateLoginProfile.html` },
  { name: 'lightsail:CreateBucketAccessKey', does: 'returns an access key of a bucket', link: `${LIGHTSAIL}/API_CreateBucketAccessKey.html` },
  { name: 'lightsail:DownloadDefaultKeyPair', does: 'returns the private key of the default key pair', link: `${LIGHTSAIL}/API_DownloadDefaultKeyPair.html` },
  { name: 'lightsail:GetInstanceAccessDetails', does: 'returns a key or password of an instance', link: `${LIGHTSAIL}/API_GetInstanceAccessDetails.html` },
  { name: 'lightsail:GetRelationalDatabaseMasterUserPassword', does: 'returns the master password of a database', link: `${LIGHTSAIL}/API_GetRelationalDatabaseMasterUserPassword.html` },
  { name: 'mediapackage:RotateIngestEndpointCredentials', does: 'returns the password of an ingest endpoint', link: `${DOCS}/mediapackage/latest/apireference/channels-id-ingest_endpoints-ingest_endpoint_id-credentials.html` },
  { name: 'pca-connector-scep:GetChallengePassword', does: 'returns a password that any device can enrol with', link: `${DOCS}/pca-connector-scep/latest/APIReference/API_GetChallengePassword.html` },
  { name: 'rds-db:connect', does: 'signs in to a database as any of its users', link: `${DOCS}/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html` },
  { name: 'redshift:GetClusterCredentials', does: 'returns a password of any database user', link: `${DOCS}/redshift/latest/APIReference/API_GetClusterCredentials.html` },
  { name: 'redshift:GetClusterCredentialsWithIAM', does: 'returns a password of a database user', link: `${DOCS}/redshift/latest/APIReference/API_GetClusterCredentialsWithIAM.html` },
  { name: 'redshift-serverless:GetCredentials', does: 'returns a password of a database user', link: `${DOCS}/redshift-serverless/latest/APIReference/API_GetCredentials.html` },
  { name: 'sagemaker:CreatePresignedDomainUrl', does: 'signs in as a user profile with its execution role', link: `${SAGEMAKER}/API_CreatePresignedDomainUrl.html` },
  { name: 'sagemaker:CreatePresignedNotebookInstanceUrl', does: 'signs in to a notebook with its execution role', link: `${SAGEMAKER}/API_CreatePresignedNotebookInstanceUrl.html` },
  { name: 'sts:AssumeRole', does: 'returns credentials of any role whose trust policy lets the account in', link: `${STS}/API_AssumeRole.html` },
  { name: 'sts:AssumeRoot', does: 'returns credentials of the root user of a member account', link: `${STS}/API_AssumeRoot.html` },
  { name: 'sts:GetFederationToken', does: 'returns credentials that outlive the access key they were made with', link: `${STS}/API_GetFederationToken.html` },
  { name: 'workmail:ResetPassword', does: 'sets the password of a user', link: `${DOCS}/workmail/latest/APIReference/API_ResetPassword.html` },
];
