/** The texts of an app that a secret could stand in, each with the name that says what it is. */
import { partKey } from './keys';
import { resourcesSuch } from './resources';
import { knownSecrets, searchable } from '../analysis/secrets/find-secrets';
import { AccessModel, ResourceNode, WrittenText } from '../model/access-model';
import { madeOnce } from '../policy/remember';
import { Text } from '../policy/text';

export interface NamedText extends WrittenText {
  /** The last name of the path, or that of the variable. */
  readonly name: string;
  /** What is searched: known parts, decoded. */
  readonly content: string;
  /** The location without positions in lists, which change. */
  readonly place: string;
}

/** Policies name no secrets, and there are many of them. */
const WITHOUT_SECRETS = /^AWS::(?:IAM::(?!User$|ServerCertificate$)|CDK::|SSO::|Organizations::)|(?:Policy|Permission|Table|Alarm|LogGroup)$/;

const found = new WeakMap<AccessModel, ReadonlyMap<ResourceNode, readonly NamedText[]>>();

export function textsWithSecrets(model: AccessModel): ReadonlyMap<ResourceNode, readonly NamedText[]> {
  return madeOnce(found, model, () => {
    const resources = resourcesSuch(model, (type) => !WITHOUT_SECRETS.test(type));
    return new Map(resources.map((resource) => [resource, namedTexts(model.textsOf(resource))]));
  });
}

/** Lists of variables name each in its element: `Environment[0].Name`, `Environment[0].Value`. */
function namedTexts(texts: readonly WrittenText[]): NamedText[] {
  const names = new Map(texts.filter(({ location }) => NAME.test(location)).map(({ location, text }) => [location.replace(NAME, ''), text]));
  const elsewhere = new Set(texts.filter(({ location, text }) => location.endsWith('.Type') && NAMES_SECRET.test(text.toString()))
    .map(({ location }) => location.replace(/Type$/, 'Value')));
  return texts.filter(({ location }) => !OF_CDK.test(location) && !elsewhere.has(location)).map((written) => {
    const [, element, last] = /^(.*)\.([^.]*)$/.exec(written.location) ?? ['', '', written.location];
    const given = last === 'Value' ? names.get(element) : undefined;
    const name = typeof given === 'string' ? given : last.replace(/(?:\[\d+\])+$/, '');
    const place = placeName(element, last, name);
    return { ...written, name: TAGS.test(written.location) ? 'Tags' : name, content: contentOf(written.location, written.text), place };
  });
}

/** The value is a name: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html */
const NAMES_SECRET = /^(?:SECRETS_MANAGER|PARAMETER_STORE)$/;

/** What CDK notes for itself. */
const OF_CDK = /^Metadata\.aws:/;
/** The names of tags say nothing: `Password` is whose, or how long. */
const TAGS = /\.Tags[.[]/;

const NAME = /\.(?:Name|Key|OptionName|ParameterKey)$/;

function placeName(element: string, last: string, name: string): string {
  return `${element}.${last === 'Value' ? name : last}`.replace(/^(?:Properties|Metadata)\./, '').replace(/\[\d+\]/g, '');
}

const BASE64 = /^[A-Za-z0-9+/\s]{24,}={0,2}\s*$/;

/** User data is encoded as a whole, in lines or not; what is encoded by Fn::Base64 is not yet. */
function contentOf(location: string, text: Text): string {
  return typeof text === 'string' && location.endsWith('.UserData') && BASE64.test(text) ? Buffer.from(text, 'base64').toString('utf8') : searchable(text);
}

/** By their form; a secret key of AWS has none but with its name. */
export function secretsByForm({ name, content }: Pick<NamedText, 'name' | 'content'>) {
  return knownSecrets(/secret.?(?:access.?)?key$/i.test(name) ? `${name}=${content}` : content);
}

/** Does the token stand for what Secrets Manager or a secure parameter holds? */
export function isReferenceToSecret(label: string): boolean {
  return /^resolve:(?:secretsmanager|ssm-secure):/.test(label);
}

/** `Secret=token-of-GitHub;At=Environment.Variables.TOKEN` */
export function secretKey(what: string, place: string): string {
  return `${partKey('Secret', [what])};${partKey('At', [place])}`;
}
