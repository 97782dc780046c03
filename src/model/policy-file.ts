/** Reads a file that holds one policy document in JSON, as the template of the one resource that it is for. */
import { WrittenPlace } from './access-model';
import { BOUNDARY_METADATA } from './declared-boundary';
import { InputError } from './errors';
import { PLAIN_POLICY } from './resource-policies';
import { describeKind, TemplateInput } from './scope';
import { checkDepth, readTextFile } from './template-file';
import { isObject, PolicyKind } from '../policy/document';

const EXPECTED = 'expected a policy document in JSON';
const LOGICAL_ID = 'Policy';

interface Carrier {
  readonly type: string;
  /** Where it keeps the document. */
  readonly property: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** The resource that a policy of each kind is taken for. */
const CARRIERS: Readonly<Record<PolicyKind, Carrier>> = {
  identity: { type: 'AWS::IAM::ManagedPolicy', property: 'PolicyDocument' },
  // The document says nothing of the boundary: nobody knows it.
  trust: { type: 'AWS::IAM::Role', property: 'AssumeRolePolicyDocument', more: { PermissionsBoundary: { Ref: 'PermissionsBoundary' } } },
  boundary: { type: 'AWS::IAM::ManagedPolicy', property: 'PolicyDocument', attributes: { Metadata: { [BOUNDARY_METADATA]: true } } },
  scp: { type: 'AWS::Organizations::Policy', property: 'Content', more: { Type: 'SERVICE_CONTROL_POLICY' } },
  rcp: { type: 'AWS::Organizations::Policy', property: 'Content', more: { Type: 'RESOURCE_CONTROL_POLICY' } },
  resource: { type: PLAIN_POLICY, property: 'PolicyDocument' },
};
export const POLICY_KINDS = Object.keys(CARRIERS) as readonly PolicyKind[];

export function readPolicyFile(file: string, kind: PolicyKind): TemplateInput {
  return policyInput(parsePolicy(readTextFile(file), file), kind, file);
}

/** As text: a policy has no intrinsic functions, and IAM takes none. */
export function policyInput(document: Readonly<Record<string, unknown>>, kind: PolicyKind, file: string): TemplateInput {
  const { type, property, more, attributes } = CARRIERS[kind];
  return {
    file,
    body: { Resources: { [LOGICAL_ID]: { Type: type, Properties: { [property]: JSON.stringify(document), ...more }, ...attributes } } },
    writtenAt: new Map([[LOGICAL_ID, placesOf(`Properties.${property}`, document)]]),
  };
}

/** Findings name places of the file: `Statement[1]`. */
function placesOf(location: string, document: Readonly<Record<string, unknown>>): Map<string, WrittenPlace> {
  return new Map<string, WrittenPlace>([
    ['Properties', { path: 'Statement', whole: true }],
    ...Object.keys(document).map((name): [string, WrittenPlace] => [`${location}.${name}`, { path: name }]),
  ]);
}

function parsePolicy(text: string, file: string): Record<string, unknown> {
  const value = parseJson(text, file);
  checkDepth(value, file, 'a policy document');
  if (isObject(value) && 'Resources' in value) {
    throw new InputError(file, `found a CloudFormation template, ${EXPECTED}; templates are read without a kind`);
  }
  if (!isObject(value) || !('Statement' in value)) {
    throw new InputError(file, `found ${isObject(value) ? 'an object without Statement' : describeKind(value)}, ${EXPECTED}`);
  }
  return value;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = text.trim() === '' ? 'an empty file' : `no JSON (${(error as Error).message})`;
    throw new InputError(file, `found ${found}, ${EXPECTED}`);
  }
}
