/**
 * Keys that a request to any service may carry, with the type of their values: those of AWS, and those that one service
 * puts into the requests to others.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const GLOBAL_CONDITION_KEYS: Readonly<Record<string, string>> = {
  'aws:AssumedRoot': 'Bool',
  'aws:CalledVia': 'ArrayOfString',
  'aws:CalledViaAWSMCP': 'String',
  'aws:CalledViaFirst': 'String',
  'aws:CalledViaLast': 'String',
  'aws:ChatbotSourceArn': 'ARN',
  'aws:CurrentTime': 'Date',
  'aws:Ec2InstanceSourcePrivateIPv4': 'IPAddress',
  'aws:Ec2InstanceSourceVpc': 'String',
  'aws:EpochTime': 'Date',
  'aws:FederatedProvider': 'String',
  'aws:IsMcpServiceAction': 'Bool',
  'aws:MultiFactorAuthAge': 'Numeric',
  'aws:MultiFactorAuthPresent': 'Bool',
  'aws:PrincipalAccount': 'String',
  'aws:PrincipalArn': 'ARN',
  'aws:PrincipalIsAWSService': 'Bool',
  'aws:PrincipalOrgID': 'String',
  'aws:PrincipalOrgPaths': 'ArrayOfString',
  'aws:PrincipalServiceName': 'String',
  'aws:PrincipalServiceNamesList': 'ArrayOfString',
  'aws:PrincipalTag/${TagKey}': 'String',
  'aws:PrincipalType': 'String',
  'aws:RequestTag/${TagKey}': 'String',
  'aws:RequestedRegion': 'String',
  'aws:ResourceAccount': 'String',
  'aws:ResourceOrgID': 'String',
  'aws:ResourceOrgPaths': 'ArrayOfString',
  'aws:ResourceTag/${TagKey}': 'String',
  'aws:SecureTransport': 'Bool',
  'aws:SourceAccount': 'String',
  'aws:SourceArn': 'ARN',
  'aws:SourceIdentity': 'String',
  'aws:SourceIp': 'IPAddress',
  'aws:SourceOrgID': 'String',
  'aws:SourceOrgPaths': 'ArrayOfString',
  'aws:SourceOwner': 'String',
  'aws:SourceVpc': 'String',
  'aws:SourceVpcArn': 'ARN',
  'aws:SourceVpce': 'String',
  'aws:TagKeys': 'ArrayOfString',
  'aws:TokenIssueTime': 'Date',
  'aws:UserAgent': 'String',
  'aws:ViaAWSMCPService': 'Bool',
  'aws:ViaAWSService': 'Bool',
  'aws:VpcSourceIp': 'IPAddress',
  'aws:VpceAccount': 'String',
  'aws:VpceOrgID': 'String',
  'aws:VpceOrgPaths': 'ArrayOfString',
  'aws:referer': 'String',
  'aws:userid': 'String',
  'aws:username': 'String',
  'ec2:RoleDelivery': 'Numeric',
  'ec2:SourceInstanceArn': 'ARN',
  'glue:CredentialIssuingService': 'String',
  'glue:RoleAssumedBy': 'String',
  'identitystore:UserId': 'String',
  'lambda:SourceFunctionArn': 'ARN',
  'ssm:SourceInstanceArn': 'ARN',
};

/**
 * What follows the URL of an OpenID Connect provider, whichever it is: `oidc.example.com:sub`.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export const OIDC_CONDITION_KEYS: Readonly<Record<string, string>> = {
  '${OidcProvider}:amr': 'ArrayOfString',
  '${OidcProvider}:aud': 'String',
  '${OidcProvider}:email': 'String',
  '${OidcProvider}:oaud': 'String',
  '${OidcProvider}:sub': 'String',
};
