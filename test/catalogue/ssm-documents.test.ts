import { whoseCommands } from '../../src/catalogue/ssm-documents';

test.each([
  ['AWS-RunShellScript', 'sender'],
  ['AWS-RunPatchBaseline', 'aws'],
  ['AmazonCloudWatch-ManageAgent', 'aws'],
  ['restart-worker', 'author'],
])('with %s, what is run is chosen by the %s', (document, whose) => {
  expect(whoseCommands(document)).toBe(whose);
});
