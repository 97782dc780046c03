/**
 * Documents of Systems Manager, by what their sender may run with them.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html
 */

/** Those of AWS that run commands, scripts or packages of the sender's own choice. */
const OF_SENDER = new Set([
  'AWS-ApplyAnsiblePlaybooks', 'AWS-ApplyChefRecipes', 'AWS-ApplyDSCMofs', 'AWS-ConfigureAWSPackage', 'AWS-InstallApplication',
  'AWS-InstallPowerShellModule', 'AWS-RunAnsiblePlaybook', 'AWS-RunDockerAction', 'AWS-RunDocument', 'AWS-RunPatchBaselineWithHooks',
  'AWS-RunPowerShellScript', 'AWS-RunRemoteScript', 'AWS-RunSaltState', 'AWS-RunShellScript',
]);

/**
 * `sender`: whatever the sender likes; `aws`: what AWS wrote, and nothing else; `author`: what somebody of the account wrote.
 * Names that begin like those of AWS are reserved.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html
 */
export function whoseCommands(document: string): 'sender' | 'aws' | 'author' {
  return OF_SENDER.has(document) ? 'sender' : /^(aws|amazon|amzn)/i.test(document) ? 'aws' : 'author';
}
