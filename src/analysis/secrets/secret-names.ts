/** Names that say that a secret is behind them. */

const SECRET_WORDS = /^(?:passwords?|passwd|passphrase|pwd|secrets?|tokens?|credentials?|apikey|authkey|accesskey|privatekey|secretkey)$/;
/** Two words that are one of them together. */
const SECRET_PAIRS = /^(?:(?:api|access|private|secret|auth|encryption|signing|master|shared|license) keys?|connection string)$/;
const PASSWORD_WORDS = /^(?:passwords?|passwd|passphrase|pwd)$/;

/** `dbPassword`, `DB_PASSWORD` and `db-password` are the same words. */
function wordsOf(name: string): string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^a-z]+/).filter((word) => word !== '');
}

/** Does the name end in what is a secret? `SECRET_ARN` and `passwordLength` do not. */
export function namesSecret(name: string): boolean {
  const words = wordsOf(name);
  return SECRET_WORDS.test(words.at(-1) ?? '') || SECRET_PAIRS.test(words.slice(-2).join(' '));
}

/** People choose passwords, so that they need not look random. */
export function namesPassword(name: string): boolean {
  return PASSWORD_WORDS.test(wordsOf(name).at(-1) ?? '');
}

/** Properties of CloudFormation that are secret by their meaning, whatever type has them. */
const SECRET_PROPERTIES = new Set([
  'ApiKeyValue', 'ApiSecretKey', 'AuthToken', 'ClientSecret', 'client_secret', 'HECToken', 'OAuthToken', 'OauthToken', 'PASSWORD', 'Password', 'Passwords',
  'PreSharedKey', 'PrivateKey', 'SecretAccessKey', 'SecretKey', 'SecretString', 'SecretToken', 'SharedSecret', 'secretKey', 'password', 'private_key',
]);
/** Those whose name means something else elsewhere. */
const SECRET_PROPERTIES_OF_TYPES: Readonly<Record<string, readonly string[]>> = {
  'AWS::Amplify::App': ['AccessToken'],
  'AWS::AppFlow::ConnectorProfile': ['AccessToken', 'ApiKey', 'ApplicationKey', 'RefreshToken'],
  'AWS::CodeBuild::SourceCredential': ['Token'],
  'AWS::KinesisFirehose::DeliveryStream': ['AccessKey'],
  'AWS::OpsWorks::App': ['SshKey'],
  'AWS::OpsWorks::Stack': ['SshKey'],
  'AWS::Pinpoint::APNSChannel': ['TokenKey'],
  'AWS::Pinpoint::APNSSandboxChannel': ['TokenKey'],
  'AWS::Pinpoint::APNSVoipChannel': ['TokenKey'],
  'AWS::Pinpoint::APNSVoipSandboxChannel': ['TokenKey'],
  'AWS::Pinpoint::BaiduChannel': ['ApiKey'],
  'AWS::Pinpoint::GCMChannel': ['ApiKey'],
  'Alexa::ASK::Skill': ['RefreshToken'],
};

/** `type` is that of the resource, `property` the last name of the path. */
export function isSecretProperty(type: string, property: string): boolean {
  return /^(?:AWS|Alexa)::/.test(type)
    && (SECRET_PROPERTIES.has(property) || /[a-z]Password$/.test(property) || SECRET_PROPERTIES_OF_TYPES[type]?.includes(property) === true);
}
