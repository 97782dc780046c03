import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { isAssembly, readAssembly, readTemplateWithNested } from '../../src/model/assembly';
import { InputError } from '../../src/model/errors';
import { readTemplates } from '../../src/model/template-reader';

const HASH = 'ab'.repeat(32);
const STACK = 'AWS::CloudFormation::Stack';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assembly-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, content: unknown): string {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const stack = (templateFile: string, environment = 'aws://123456789012/eu-west-1') => ({ type: 'aws:cloudformation:stack', environment, properties: { templateFile } });
const template = (resources: object) => ({ Resources: resources });
const topic = { Type: 'AWS::SNS::Topic' };
const logicalIds = (file: string) => readTemplates([readTemplateWithNested(file)]).resources.map(({ key }) => key.slice(directory.length + 1));

describe('a cloud assembly', () => {
  test('is a directory with a manifest', () => {
    expect(isAssembly(directory)).toBe(false);
    write('manifest.json', {});
    expect(isAssembly(directory)).toBe(true);
  });

  test('has the templates of its stacks and of its Stages, each with its environment', () => {
    write('manifest.json', {
      artifacts: {
        'Tree': { type: 'cdk:tree', properties: { file: 'tree.json' } },
        'One': stack('One.template.json'),
        'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
        'One.assets': { type: 'cdk:asset-manifest', properties: { file: 'One.assets.json' } },
      },
    });
    write('One.template.json', template({ A: topic }));
    write('assembly-Prod/manifest.json', { artifacts: { Two: stack('Two.template.json', 'aws://unknown-account/unknown-region') } });
    write('assembly-Prod/Two.template.json', template({ B: topic }));
    const inputs = readAssembly(directory);
    expect(inputs.map(({ file, account, region }) => [file, account, region])).toEqual([
      [join(directory, 'One.template.json'), '123456789012', 'eu-west-1'],
      [join(directory, 'assembly-Prod', 'Two.template.json'), undefined, undefined],
    ]);
  });

  test.each<[string, unknown, RegExp]>([
    ['that is broken', '{', /manifest\.json: found no JSON object, expected a file of a cloud assembly/],
    ['that is a list', [], /manifest\.json: found no JSON object/],
    ['without artifacts', {}, /manifest\.json: found no artifacts, expected the manifest of a cloud assembly/],
    ['that names a missing template', { artifacts: { S: stack('Gone.json') } }, /Gone\.json: cannot be read \(ENOENT\)/],
    ['that names a missing assembly', { artifacts: { S: { type: 'cdk:cloud-assembly', properties: { directoryName: 'gone' } } } }, /gone.manifest\.json: cannot be read/],
    ['that names its own directory', { artifacts: { S: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } } }, /artifacts: found a cyclic reference/],
  ])('with a manifest %s is an error', (_what, manifest, message) => {
    write('manifest.json', manifest);
    expect(() => readAssembly(directory)).toThrow(InputError);
    expect(() => readAssembly(directory)).toThrow(message);
  });
});

describe('nested stacks are found', () => {
  test('by the metadata of CDK', () => {
    const file = write('parent.json', template({ Child: { Type: STACK, Metadata: { 'aws:asset:path': 'child.json' }, Properties: { TemplateURL: 'x' } } }));
    write('child.json', template({ T: topic }));
    expect(logicalIds(file)).toEqual(['parent.json#Child', 'parent.json>Child#T']);
  });

  test('by the hash of the asset, through the asset manifest', () => {
    const file = write('parent.json', template({
      Child: { Type: STACK, Properties: { TemplateURL: { 'Fn::Sub': `https://s3.\${AWS::Region}.\${AWS::URLSuffix}/bucket/${HASH}.json` } } },
    }));
    write('parent.assets.json', { files: { [HASH]: { source: { path: 'nested.json' } }, other: { source: {} }, odd: 1 } });
    write('nested.json', template({ T: topic }));
    expect(logicalIds(file)).toEqual(['parent.json#Child', 'parent.json>Child#T']);
  });

  test('by a relative path, at any depth', () => {
    const file = write('parent.yaml', `Resources:\n  Child: {Type: ${STACK}, Properties: {TemplateURL: ./sub/child.yaml}}\n`);
    write('sub/child.yaml', `Resources:\n  GrandChild: {Type: ${STACK}, Properties: {TemplateURL: grand.yaml}}\n`);
    write('sub/grand.yaml', 'Resources:\n  T: {Type: AWS::SNS::Topic}\n');
    expect(logicalIds(file)).toEqual(['parent.yaml#Child', 'parent.yaml>Child#GrandChild', 'parent.yaml>Child>GrandChild#T']);
  });

  test('by an absolute path', () => {
    const child = write('elsewhere/child.json', template({ T: topic }));
    expect(logicalIds(write('parent.json', template({ Child: { Type: STACK, Properties: { TemplateURL: child } } })))).toHaveLength(2);
  });

  test('with the environment of the parent', () => {
    write('manifest.json', { artifacts: { S: stack('parent.json') } });
    write('parent.json', template({ Child: { Type: STACK, Metadata: { 'aws:asset:path': 'child.json' } } }));
    write('child.json', template({}));
    expect(readAssembly(directory)[0].nested!.get('Child')).toMatchObject({ account: '123456789012', region: 'eu-west-1' });
  });
});

test.each<[string, object | undefined]>([
  ['on the web', { TemplateURL: 'https://example.com/child.json' }],
  ['not there', { TemplateURL: 'gone.json' }],
  ['an asset that no manifest knows', { TemplateURL: `https://b/${HASH}.json` }],
  ['not given', undefined],
  ['empty', { TemplateURL: '' }],
])('a nested stack whose template is %s is said to be unread', (_what, properties) => {
  const file = write('parent.json', template({ Child: { Type: STACK, Properties: properties } }));
  expect(readTemplates([readTemplateWithNested(file)]).unread).toEqual([
    expect.objectContaining({ location: 'Properties.TemplateURL', what: 'the template of this nested stack' }),
  ]);
});

describe('nested stacks that cannot be read', () => {
  test('a template that includes itself is an error that shows the circle', () => {
    const file = write('a.json', template({ Child: { Type: STACK, Properties: { TemplateURL: 'b.json' } } }));
    write('b.json', template({ Child: { Type: STACK, Properties: { TemplateURL: 'a.json' } } }));
    expect(() => readTemplateWithNested(file)).toThrow(/a\.json: Resources: found a cyclic reference of nested stacks \(a\.json -> b\.json -> a\.json\), expected/);
  });

  test('a directory in the place of a template is an error', () => {
    mkdirSync(join(directory, 'child'));
    const file = write('a.json', template({ Child: { Type: STACK, Properties: { TemplateURL: 'child' } } }));
    expect(() => readTemplateWithNested(file)).toThrow(/child: found a directory, expected a CloudFormation template/);
  });

  test('a broken asset manifest is an error', () => {
    const file = write('a.json', template({ Child: { Type: STACK, Properties: { TemplateURL: 'x.json' } } }));
    write('a.assets.json', 'nonsense');
    expect(() => readTemplateWithNested(file)).toThrow(/a\.assets\.json: found no JSON object/);
  });
});
