/** Actions for which AWS has a condition key that decides what the action can be misused for. */
export interface ExpectedCondition {
  /** As AWS spells it. */
  readonly action: string;
  /** Keys in lower case; a condition on one of them will do. */
  readonly keys: readonly string[];
  /** What the action opens without, to follow "which": `shares a key with any principal`. */
  readonly opens: string;
  /** Only for resources that are written so; by default for all. */
  readonly where?: 'wildcard' | 'any account';
  /** The page that says so. */
  readonly link: string;
}

const DOCS = 'https://docs.aws.amazon.com';
const KMS = `${DOCS}/kms/latest/developerguide/grants.html`;
const URLS = `${DOCS}/lambda/latest/dg/urls-auth.html#urls-governance`;
const PUBLIC_ACCESS = `${DOCS}/secretsmanager/latest/userguide/best-practices.html#iam-contextkeys-blockpublicpolicy`;
const ORGANIZATION = ['aws:resourceorgid', 'aws:resourceorgpaths', 'aws:resourceaccount'];

export const EXPECTED_CONDITIONS: readonly ExpectedCondition[] = [
  {
    action: 'iam:CreateServiceLinkedRole', keys: ['iam:awsservicename'], where: 'wildcard', opens: 'makes the role of any service',
    link: `${DOCS}/IAM/latest/UserGuide/id_roles_create-service-linked-role.html`,
  },
  {
    action: 'iam:PassRole', keys: ['iam:passedtoservice', 'iam:associatedresourcearn'], where: 'wildcard', opens: 'passes the roles to any service',
    link: `${DOCS}/IAM/latest/UserGuide/id_roles_use_passrole.html`,
  },
  {
    action: 'kms:CreateGrant', opens: 'shares the key with any principal', link: KMS,
    keys: [
      'kms:grantisforawsresource', 'kms:granteeprincipal', 'kms:granteeserviceprincipal', 'kms:grantoperations', 'kms:grantconstrainttype', 'kms:viaservice',
    ],
  },
  { action: 'lambda:AddPermission', keys: ['lambda:principal'], opens: 'lets anyone invoke the function', link: `${DOCS}/lambda/latest/dg/lambda-api-permissions-ref.html#authorization-conditions` },
  { action: 'lambda:CreateFunctionUrlConfig', keys: ['lambda:functionurlauthtype'], opens: 'can make a URL without authentication', link: URLS },
  { action: 'lambda:UpdateFunctionUrlConfig', keys: ['lambda:functionurlauthtype'], opens: 'can take authentication off a URL', link: URLS },
  {
    action: 'ram:CreateResourceShare', opens: 'shares resources with accounts outside of the organization', link: `${DOCS}/ram/latest/userguide/security-scp.html`,
    keys: ['ram:requestedallowsexternalprincipals', 'ram:principal'],
  },
  { action: 'secretsmanager:PutResourcePolicy', keys: ['secretsmanager:blockpublicpolicy'], opens: 'can make the secret public', link: PUBLIC_ACCESS },
  {
    action: 'sts:AssumeRole', keys: ORGANIZATION, where: 'any account', opens: 'takes roles of accounts outside of the organization',
    link: `${DOCS}/IAM/latest/UserGuide/access_policies_data-perimeters.html`,
  },
];
