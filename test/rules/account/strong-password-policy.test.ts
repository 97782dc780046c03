import { PASSWORD_POLICY_TYPE } from '../../../src/model/declared-password-policy';
import { strongPasswordPolicy } from '../../../src/rules/account/strong-password-policy';
import { findings } from '../judging';

const CLASSES = { RequireUppercaseCharacters: 'true', RequireLowercaseCharacters: 'true', RequireNumbers: 'true', RequireSymbols: 'true' };
const STRONG = { MinimumPasswordLength: '14', PasswordReusePrevention: '24', ...CLASSES };
const PARAMETERS = { Parameters: { Late: { Type: 'String' }, Stage: { Type: 'String' } } };
const SECTIONS = { ...PARAMETERS, Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] } } };
const late = { Ref: 'Late' };

const isLate = ({ message }: { message: string }) => message.includes('known only when it is deployed');
const setting = ({ location }: { location: string }) => location.split('.').pop();

function found(Type: string, Properties: Record<string, unknown>) {
  return findings(strongPasswordPolicy, { Policy: { Type, Properties } }, SECTIONS);
}

const ofPolicy = (settings: Record<string, unknown>) => found(PASSWORD_POLICY_TYPE, settings);
const ofRule = (InputParameters: unknown, SourceIdentifier: unknown = 'IAM_PASSWORD_POLICY') =>
  found('AWS::Config::ConfigRule', { Source: { Owner: 'AWS', SourceIdentifier }, InputParameters });
const ofCall = (call: unknown, name = 'Create') => found('Custom::AWS', { [name]: call });
const callOf = (parameters: unknown, action = 'updateAccountPasswordPolicy') => JSON.stringify({ service: 'IAM', action, parameters });

describe('the password policy', () => {
  test('is judged setting by setting, with its place', () => {
    const [finding, ...others] = ofPolicy({ ...STRONG, MinimumPasswordLength: 13 });
    expect(others).toEqual([]);
    expect([finding.severity, finding.location, finding.message])
      .toEqual(['warning', 'Resources.Policy.Properties.MinimumPasswordLength', 'sets MinimumPasswordLength 13; expected is at least 14']);
  });

  test('has IAM\'s defaults for what is left out', () => {
    expect(ofPolicy({}).map(setting).sort()).toEqual([
      'MinimumPasswordLength', 'PasswordReusePrevention', 'RequireLowercaseCharacters', 'RequireNumbers', 'RequireSymbols', 'RequireUppercaseCharacters',
    ]);
  });

  test('is judged in each form that the template can take', () => {
    const settings = { ...STRONG, MinimumPasswordLength: { 'Fn::If': ['IsProduction', 14, 8] } };
    expect(ofPolicy(settings).map(({ message }) => message)).toEqual(['sets MinimumPasswordLength 8; expected is at least 14']);
  });

  test('may leave out classes of characters if it is long enough for certain', () => {
    expect(ofPolicy({ MinimumPasswordLength: 15, PasswordReusePrevention: 24 })).toEqual([]);
    const short = { 'Fn::If': ['IsProduction', 15, 14] };
    expect(ofPolicy({ ...STRONG, MinimumPasswordLength: short, RequireNumbers: false }).map(setting)).toEqual(['RequireNumbers']);
  });

  test('is unknown where a token stands, and where the answer depends on one', () => {
    const unknowns = (settings: Record<string, unknown>) => ofPolicy(settings).map((finding) => [setting(finding), isLate(finding)]);
    expect(unknowns({ ...STRONG, PasswordReusePrevention: late })).toEqual([['PasswordReusePrevention', true]]);
    expect(unknowns({ ...STRONG, RequireSymbols: late })).toEqual([['RequireSymbols', true]]);
    expect(unknowns({ ...STRONG, MinimumPasswordLength: late, RequireSymbols: false })).toEqual([['MinimumPasswordLength', true], ['RequireSymbols', true]]);
    expect(unknowns({ ...STRONG, MinimumPasswordLength: 20, RequireSymbols: late })).toEqual([]);
  });
});

describe('the rule of AWS Config', () => {
  test('is judged by the parameters that it states', () => {
    expect(ofRule({ PasswordReusePrevention: '5' }).map(({ location, message }) => [location, message]))
      .toEqual([['Resources.Policy.Properties.InputParameters.PasswordReusePrevention', 'accepts PasswordReusePrevention 5; expected is at least 24']]);
    expect(ofRule(undefined)).toEqual([]);
  });

  test('takes only "true" in lower case for true', () => {
    expect(ofRule({ ...STRONG, RequireSymbols: 'True' }).map(({ message }) => message)).toEqual([expect.stringContaining('accepts RequireSymbols false')]);
  });

  test('may have its parameters as JSON', () => {
    expect(ofRule(JSON.stringify(STRONG))).toEqual([]);
    expect(ofRule(JSON.stringify({ ...STRONG, MinimumPasswordLength: 8 }))).toHaveLength(1);
    expect(ofRule(late).map(isLate)).toEqual([true]);
  });

  test('is another one, or a rule that only the deployment knows: nothing is said of passwords', () => {
    expect(ofRule({ MinimumPasswordLength: '8' }, 'IAM_USER_MFA_ENABLED')).toEqual([]);
    expect(ofRule({ MinimumPasswordLength: '8' }, late)).toEqual([]);
  });
});

describe('a call of the API by AwsCustomResource', () => {
  test('is judged when it is made, and when it is made anew', () => {
    expect(ofCall(callOf({ ...STRONG, MinimumPasswordLength: 8 })).map(({ message }) => message)).toEqual(['sets MinimumPasswordLength 8; expected is at least 14']);
    expect(ofCall(callOf({ ...STRONG, MinimumPasswordLength: 8 }), 'Update')).toHaveLength(1);
    expect(ofCall(callOf(STRONG, 'UpdateAccountPasswordPolicyCommand'))).toEqual([]);
  });

  test('is unknown with a token in it', () => {
    const call = { 'Fn::Join': ['', ['{"service":"IAM","action":"updateAccountPasswordPolicy","parameters":{"MinimumPasswordLength":', late, '}}']] };
    expect(ofCall(call).map((finding) => [setting(finding), isLate(finding)])).toEqual([['Create', true]]);
  });

  test('that does something else says nothing of passwords', () => {
    expect(ofCall(callOf({ UserName: 'alice' }, 'createUser'))).toEqual([]);
    expect(ofCall('no JSON')).toEqual([]);
  });
});
