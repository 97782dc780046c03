/**
 * Finds the templates of a cloud assembly (`cdk.out`): of every stack, of the stacks in Stages, and of nested stacks.
 *
 * https://docs.aws.amazon.com/cdk/v2/guide/deploy.html#deploy-how-synth-app
 */
import { existsSync, readdirSync } from 'fs';
import { basename, dirname, isAbsolute, join, resolve } from 'path';
import { InputError } from './errors';
import { ConstructMetadata, TemplateInput } from './scope';
import { readTemplateFile, readTextFile } from './template-file';
import { isObject } from '../policy/document';

const MANIFEST = 'manifest.json';
const NESTED_TYPES = ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application'];

export function isAssembly(directory: string): boolean {
  return existsSync(join(directory, MANIFEST));
}

export function readAssembly(directory: string, parents: readonly string[] = []): TemplateInput[] {
  const file = join(directory, MANIFEST);
  const path = resolve(directory);
  if (parents.includes(path)) {
    throw new InputError(file, 'artifacts: found a cyclic reference to an assembly that holds this one, expected assemblies that come to an end');
  }
  const artifacts = parseJson(file).artifacts;
  if (!isObject(artifacts)) {
    throw new InputError(file, 'found no artifacts, expected the manifest of a cloud assembly');
  }
  return Object.values(artifacts).filter(isObject).flatMap((artifact) => {
    const properties = isObject(artifact.properties) ? artifact.properties : {};
    if (artifact.type === 'cdk:cloud-assembly') {
      return readAssembly(join(directory, String(properties.directoryName)), [...parents, path]);
    }
    if (artifact.type !== 'aws:cloudformation:stack') {
      return [];
    }
    const template = readTemplateWithNested(join(directory, String(properties.templateFile)), parseEnvironment(artifact.environment));
    return [{ ...template, constructMetadata: constructMetadata(directory, artifact) }];
  });
}

/** In the manifest itself, or in a file beside it; there the paths begin with a slash. */
function constructMetadata(directory: string, artifact: Record<string, unknown>): Map<string, ConstructMetadata[]> {
  const { metadata, additionalMetadataFile: file } = artifact;
  const beside = typeof file === 'string' ? parseJson(join(directory, file)) : {};
  const entries = [...Object.entries(isObject(metadata) ? metadata : {}), ...Object.entries(beside)];
  const byPath = new Map<string, ConstructMetadata[]>();
  for (const [path, list] of entries) {
    const name = path.replace(/^\//, '');
    const items = Array.isArray(list) ? list.filter(isObject).map(({ type, data }) => ({ type: String(type), data })) : [];
    byPath.set(name, [...(byPath.get(name) ?? []), ...items]);
  }
  return byPath;
}

interface Environment {
  readonly account?: string;
  readonly region?: string;
}

/** `aws://123456789012/eu-west-1`; either part may be `unknown-account`, `unknown-region`. */
function parseEnvironment(value: unknown): Environment {
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(String(value)) ?? [];
  return {
    ...(/^\d{12}$/.test(account) && { account }),
    ...(region && region !== 'unknown-region' && { region }),
  };
}

/** A template with the templates of its nested stacks, as far as they are files beside it. */
export function readTemplateWithNested(file: string, environment: Environment = {}, parents: readonly string[] = []): TemplateInput {
  const path = resolve(file);
  if (parents.includes(path)) {
    const circle = [...parents, path].map((item) => basename(item)).join(' -> ');
    throw new InputError(file, `Resources: found a cyclic reference of nested stacks (${circle}), expected none that includes itself`);
  }
  const body = readTemplateFile(file);
  const nested = nestedTemplates(file, body, (child) => readTemplateWithNested(child, environment, [...parents, path]));
  return { file, ...environment, body, nested };
}

/** Reads, with `read`, the template file of each nested stack of a template. */
export function nestedTemplates(file: string, body: Record<string, unknown>, read: (file: string) => TemplateInput): Map<string, TemplateInput> {
  const nested = new Map<string, TemplateInput>();
  let assets: Map<string, string> | undefined;
  for (const [logicalId, resource] of Object.entries(isObject(body.Resources) ? body.Resources : {})) {
    if (isObject(resource) && NESTED_TYPES.includes(String(resource.Type))) {
      assets ??= templateAssets(dirname(file));
      const child = nestedFile(resource, assets);
      const path = child && (isAbsolute(child) ? child : join(dirname(file), child));
      if (path && existsSync(path)) {
        nested.set(logicalId, read(path));
      }
    }
  }
  return nested;
}

/** By CDK's asset metadata, by the asset hash in the URL, or a relative path as `aws cloudformation package` takes it. */
function nestedFile(resource: Record<string, unknown>, assets: ReadonlyMap<string, string>): string | undefined {
  const { Metadata: metadata, Properties: properties } = resource;
  if (isObject(metadata) && typeof metadata['aws:asset:path'] === 'string') {
    return metadata['aws:asset:path'];
  }
  const url = isObject(properties) ? properties.TemplateURL ?? properties.Location : undefined;
  if (typeof url === 'string' && !/^\w+:\/\//.test(url)) {
    return url;
  }
  const hash = /[0-9a-f]{64}/.exec(JSON.stringify(url) ?? '')?.[0];
  return hash && assets.get(hash);
}

/** Template files by asset hash, from the asset manifests of the directory. */
function templateAssets(directory: string): Map<string, string> {
  const paths = new Map<string, string>();
  for (const name of readdirSync(directory)) {
    if (name.endsWith('.assets.json')) {
      const files = parseJson(join(directory, name)).files;
      for (const [hash, asset] of Object.entries(isObject(files) ? files : {})) {
        const source = isObject(asset) && isObject(asset.source) ? asset.source.path : undefined;
        if (typeof source === 'string') {
          paths.set(hash, source);
        }
      }
    }
  }
  return paths;
}

function parseJson(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readTextFile(file));
    if (isObject(value)) {
      return value;
    }
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
  }
  throw new InputError(file, 'found no JSON object, expected a file of a cloud assembly');
}
