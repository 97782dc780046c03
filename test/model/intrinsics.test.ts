import { Attachment } from '../../src/model/access-model';
import { TemplateInput } from '../../src/model/scope';
import { readTemplates } from '../../src/model/template-reader';

type Sections = Record<string, unknown>;
const TRUST = { Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' } };
const QUEUE = { Type: 'AWS::SQS::Queue' };

/** A template with a role whose one managed policy is the value in question. */
function template(raw: unknown, { Resources, ...sections }: Sections = {}, info: Partial<TemplateInput> = {}): TemplateInput {
  const Probe = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST, ManagedPolicyArns: [raw] } };
  return { file: 'main.json', body: { ...sections, Resources: { Probe, ...(Resources as object) } }, ...info };
}

function attachments(...inputs: TemplateInput[]): readonly Attachment[] {
  return readTemplates(inputs).principals.find(({ resource }) => resource.logicalId === 'Probe')!.attachments;
}

/** The value in every form that the template can give it. */
function values(raw: unknown, sections?: Sections, info?: Partial<TemplateInput>, ...others: TemplateInput[]): string[] {
  return attachments(template(raw, sections, info), ...others).map(({ arn }) => arn.toString());
}

const failure = (raw: unknown, sections?: Sections) => () => values(raw, sections);

describe('Ref', () => {
  test('of a resource is a token that leads to the resource', () => {
    const [{ arn }] = attachments(template({ Ref: 'Queue' }, { Resources: { Queue: QUEUE } }));
    expect(arn).toMatchObject({ parts: [{ kind: 'resource', label: 'Queue', resource: 'main.json#Queue', attribute: 'Ref' }] });
  });

  test('of a resource of CDK is labelled without the hash of its path', () => {
    expect(values({ Ref: 'QueueA1B2C3D4' }, { Resources: { QueueA1B2C3D4: QUEUE } })).toEqual(['<Queue>']);
  });

  test('of a custom resource may be anything', () => {
    const [{ arn }] = attachments(template({ 'Fn::GetAtt': ['Mine', 'Arn'] }, { Resources: { Mine: { Type: 'Custom::Mine' } } }));
    expect(arn).toMatchObject({ parts: [{ kind: 'opaque', label: 'Mine.Arn' }] });
  });

  test('of a parameter without a default is a token', () => {
    expect(values({ Ref: 'P' }, { Parameters: { P: { Type: 'String' } } })).toEqual(['<P>']);
  });

  test('of a parameter with a default is the default, or a token', () => {
    expect(values({ Ref: 'P' }, { Parameters: { P: { Type: 'String', Default: 'd' } } })).toEqual(['d', '<P>']);
  });

  test('of a parameter with allowed values is one of them, and no other', () => {
    expect(values({ Ref: 'P' }, { Parameters: { P: { Type: 'String', Default: 'b', AllowedValues: ['a', 'b', 'c'] } } })).toEqual(['a', 'b', 'c']);
  });

  test('of a number is its text', () => {
    expect(values({ Ref: 'P' }, { Parameters: { P: { Type: 'Number', Default: 5, AllowedValues: [5] } } })).toEqual(['5']);
  });

  test.each(['CommaDelimitedList', 'List<String>'])('of a %s is the list', (Type) => {
    expect(values({ Ref: 'P' }, { Parameters: { P: { Type, AllowedValues: ['a, b'] } } })).toEqual(['a', 'b']);
  });

  test('of a parameter that is looked up in SSM is a token, whatever its default', () => {
    expect(values({ Ref: 'P' }, { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/my/name' } } })).toEqual(['<P>']);
  });

  test('of a name that is not there is a token, even if JavaScript knows the name', () => {
    const [{ arn }] = attachments(template({ Ref: 'constructor' }));
    expect(arn).toMatchObject({ parts: [{ kind: 'opaque', label: 'constructor' }] });
  });

  test('of account and Region is their value where it is known', () => {
    const raw = { 'Fn::Sub': '${AWS::AccountId}/${AWS::Region}' };
    expect(values(raw)).toEqual(['<AWS::AccountId>/<AWS::Region>']);
    expect(values(raw, {}, { account: '123456789012', region: 'eu-west-1' })).toEqual(['123456789012/eu-west-1']);
  });

  test('of AWS::NoValue takes the element away', () => {
    expect(values({ Ref: 'AWS::NoValue' })).toEqual([]);
  });
});

describe('Fn::GetAtt', () => {
  test.each([['Queue.Arn'], [['Queue', 'Arn']]])('%j is an attribute of the resource', (argument) => {
    const [{ arn }] = attachments(template({ 'Fn::GetAtt': argument }, { Resources: { Queue: QUEUE } }));
    expect(arn).toMatchObject({ parts: [{ kind: 'resource', label: 'Queue.Arn', attribute: 'Arn' }] });
  });

  test('of a nested stack that nobody can read may be anything', () => {
    const [{ arn }] = attachments(template({ 'Fn::GetAtt': 'Child.Outputs.Arn' }, { Resources: { Child: { Type: 'AWS::CloudFormation::Stack' } } }));
    expect(arn).toMatchObject({ parts: [{ kind: 'opaque' }] });
  });
});

describe('Fn::Sub', () => {
  test.each<[string, unknown, string]>([
    ['names of resources and attributes', '${Queue}/${Queue.Arn}', '<Queue>/<Queue.Arn>'],
    ['its own variables first', ['${Queue}-${n}', { Queue: 'mine', n: 1 }], 'mine-1'],
    ['intrinsic functions in its variables', ['x${a}', { a: { 'Fn::Join': ['-', ['b', { Ref: 'Queue' }]] } }], 'xb-<Queue>'],
    ['pseudo parameters', 'arn:${AWS::Partition}:s3:::b', 'arn:<AWS::Partition>:s3:::b'],
    ['nothing that is marked as literal', '${!aws:username}/${!AWS::Region}', '${aws:username}/${AWS::Region}'],
    ['nothing where there are no variables', 'a$b{c}', 'a$b{c}'],
  ])('replaces %s', (_what, argument, expected) => {
    expect(values({ 'Fn::Sub': argument }, { Resources: { Queue: QUEUE } })).toEqual([expected]);
  });

  test('with a template that is no text may be anything', () => {
    expect(values({ 'Fn::Sub': { a: 1 } })).toEqual(['<Sub>']);
  });
});

describe('Fn::Join, Fn::Select and Fn::Split', () => {
  test.each<[string, unknown, string[]]>([
    ['texts, numbers and tokens join', { 'Fn::Join': [':', ['a', 1, { Ref: 'Queue' }]] }, ['a:1:<Queue>']],
    ['what is not there leaves no separator', { 'Fn::Join': [',', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, ['a,b']],
    ['a joined list may come from a parameter', { 'Fn::Join': ['-', { Ref: 'List' }] }, ['a-b']],
    ['an element is selected by its index', { 'Fn::Select': [1, ['a', 'b']] }, ['b']],
    ['the index may be a text', { 'Fn::Select': ['0', { Ref: 'List' }] }, ['a']],
    ['a text splits into a list', { 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
    ['a pseudo parameter holds no separator', { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::Sub': 'arn:${AWS::Partition}:s3' }] }] }, ['<AWS::Partition>']],
  ])('%s', (_what, raw, expected) => {
    expect(values(raw, { Resources: { Queue: QUEUE }, Parameters: { List: { Type: 'CommaDelimitedList', AllowedValues: ['a,b'] } } })).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ['an index past the end', { 'Fn::Select': [5, ['a']] }],
    ['an attribute that splits', { 'Fn::Split': [':', { 'Fn::GetAtt': 'Queue.Arn' }] }],
    ['a list that is not known', { 'Fn::Join': [',', { Ref: 'Queue' }] }],
    ['an argument of the wrong kind', { 'Fn::Join': 'a' }],
    ['a function that depends on the Region', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ['a function nobody knows', { 'Fn::Unheard': 'of' }],
    ['a macro', { 'Fn::Transform': { Name: 'M', Parameters: {} } }],
  ])('%s gives one token', (_what, raw) => {
    const found = attachments(template(raw, { Resources: { Queue: QUEUE } }));
    expect(found.map(({ arn }) => arn)).toEqual([expect.objectContaining({ parts: [expect.objectContaining({ kind: 'opaque' })] })]);
  });
});

describe('Fn::FindInMap', () => {
  const Mappings = { M: { 'eu-west-1': { a: 'x', b: ['p', 'q'] }, 'us-east-1': { a: 'y', b: 'x' } } };

  test('with known keys is the value', () => {
    expect(values({ 'Fn::FindInMap': ['M', 'us-east-1', 'a'] }, { Mappings })).toEqual(['y']);
    expect(values({ 'Fn::FindInMap': ['M', 'eu-west-1', 'b'] }, { Mappings })).toEqual(['p', 'q']);
  });

  test('with the Region as key is any of the values, unless the Region is known', () => {
    const raw = { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'a'] };
    expect(values(raw, { Mappings })).toEqual(['x', 'y']);
    expect(values(raw, { Mappings }, { region: 'us-east-1' })).toEqual(['y']);
  });

  test('with a key that is not in the map may be anything', () => {
    expect(values({ 'Fn::FindInMap': ['M', 'eu-west-1', 'constructor'] }, { Mappings })).toEqual(['<FindInMap.M>']);
  });

  test('in a map that is not there is an error', () => {
    expect(failure({ 'Fn::FindInMap': ['N', 'a', 'b'] }, { Mappings }))
      .toThrow('main.json: Resources.Probe: found Fn::FindInMap in "N", expected a map that stands in Mappings');
  });

  test('in a map that is looked up itself may be anything where no such map is there', () => {
    const maps = { Stages: { beta: { map: 'Beta' }, prod: { map: 'M' } }, ...Mappings };
    const raw = { 'Fn::FindInMap': [{ 'Fn::FindInMap': ['Stages', { Ref: 'Stage' }, 'map'] }, 'us-east-1', 'a'] };
    expect(values(raw, { Mappings: maps, Parameters: { Stage: { Type: 'String' } } })).toEqual(['<FindInMap>', 'y']);
  });
});

describe('a parameter whose default is empty', () => {
  const Parameters = { P: { Type: 'String', Default: '' }, Q: { Type: 'String', Default: '' } };
  const Conditions = { HasP: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'P' }, ''] }] } };
  const read = (raw: unknown) => values(raw, { Parameters, Conditions });

  test('is as unknown as one without a default', () => {
    expect(read({ Ref: 'P' })).toEqual(['<P>']);
    expect(values({ Ref: 'P' }, { Parameters: { P: { Type: 'CommaDelimitedList', Default: '' } } })).toEqual(['<P>']);
  });

  test.each([
    ['arn:aws:iam::${P}:root', 'arn:aws:iam::<P>:root'],
    ['${P}/*', '<P>/*'],
    ['arn:aws:sns:eu-west-1:111122223333:${P}${Q}', 'arn:aws:sns:eu-west-1:111122223333:<P><Q>'],
  ])('is as unknown as a whole part of %s', (text, expected) => {
    expect(read({ 'Fn::Sub': text })).toEqual([expected]);
  });

  test('is as unknown as a whole part of what is joined', () => {
    expect(read({ 'Fn::Join': [':', ['arn:aws:iam:', { Ref: 'P' }, 'root']] })).toEqual(['arn:aws:iam::<P>:root']);
  });

  test.each(['${P}*', 'arn:aws:s3:::reports-${P}', 'role/${P}${Q}deploy'])('adds nothing to the name in %s', (text) => {
    expect(read({ 'Fn::Sub': text })[0]).toBe(text.replace(/\$\{.\}/g, ''));
  });

  test('is what a condition says of it', () => {
    expect(read({ 'Fn::If': ['HasP', { Ref: 'P' }, 'none'] })).toEqual(['<P>', 'none']);
  });

  test('is empty to the condition of a nested stack, too', () => {
    const nested = {
      Parameters: { P: { Type: 'String' } },
      Conditions,
      Resources: {},
      Outputs: { Given: { Value: { 'Fn::If': ['HasP', { 'Fn::Sub': 'given-${P}' }, 'none'] } } },
    };
    const Child = { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { P: { Ref: 'P' } } } };
    const info = { nested: new Map([['Child', { file: 'child.json', body: nested }]]) };
    expect(values({ 'Fn::GetAtt': ['Child', 'Outputs.Given'] }, { Parameters, Resources: { Child } }, info)[0]).toBe('none');
  });
});

describe('dynamic references', () => {
  test.each<[string, unknown, string]>([
    ['stand alone', '{{resolve:ssm:/name}}', '<resolve:ssm:/name>'],
    ['stand within a text', 'arn:{{resolve:ssm:a}}:{{resolve:ssm:b}}', 'arn:<resolve:ssm:a>:<resolve:ssm:b>'],
    ['are joined from parts', { 'Fn::Join': ['', ['{{resolve:ssm:', 'a', '}}/x']] }, '<resolve:ssm:a>/x'],
    ['hold tokens', { 'Fn::Sub': 'a/{{resolve:ssm:/${AWS::StackName}/b}}' }, 'a/<resolve:ssm:/<AWS::StackName>/b>'],
    ['are not what lacks its end', 'a{{resolve:ssm:b', 'a{{resolve:ssm:b'],
  ])('%s', (_what, raw, expected) => {
    expect(values(raw)).toEqual([expected]);
  });
});

describe('Fn::If and conditions', () => {
  const Parameters = { Env: { Type: 'String', AllowedValues: ['dev', 'prod'] }, Flag: { Type: 'String' } };
  const isProd = { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] };
  const flag = { 'Fn::Equals': [{ Ref: 'Flag' }, 'on'] };
  const choose = (condition: unknown) => values({ 'Fn::If': ['C', 'yes', 'no'] }, { Parameters, Conditions: { C: condition, IsProd: isProd, Flag: flag } }).sort();

  test.each<[string, unknown, string[]]>([
    ['equal texts', { 'Fn::Equals': ['a', 'a'] }, ['yes']],
    ['different texts', { 'Fn::Equals': ['a', 'b'] }, ['no']],
    ['a number and its text', { 'Fn::Equals': [1, '1'] }, ['yes']],
    ['a parameter', isProd, ['no', 'yes']],
    ['a negation of what is known', { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }, ['yes']],
    ['an And with one that fails', { 'Fn::And': [{ 'Fn::Equals': ['a', 'b'] }, flag] }, ['no']],
    ['an And that is open', { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'Flag' }] }, ['no', 'yes']],
    ['an Or with one that holds', { 'Fn::Or': [{ 'Fn::Equals': ['a', 'a'] }, flag] }, ['yes']],
    ['a contradiction', { 'Fn::And': [{ Condition: 'IsProd' }, { 'Fn::Not': [{ Condition: 'IsProd' }] }] }, ['no']],
    ['a tautology', { 'Fn::Or': [{ Condition: 'Flag' }, { 'Fn::Not': [{ Condition: 'Flag' }] }] }, ['yes']],
  ])('%s', (_what, condition, expected) => {
    expect([...new Set(choose(condition))]).toEqual(expected);
  });

  test('a condition decides alike everywhere within one value', () => {
    const found = values({ 'Fn::Join': ['-', [{ 'Fn::If': ['C', 'a', 'b'] }, { 'Fn::If': ['C', 'a', 'b'] }, { Ref: 'Env' }]] }, { Parameters, Conditions: { C: isProd } });
    expect(found.sort()).toEqual(['a-a-prod', 'b-b-dev']);
  });

  test('a branch may be nothing', () => {
    expect(values({ 'Fn::If': ['C', 'a', { Ref: 'AWS::NoValue' }] }, { Parameters, Conditions: { C: flag } })).toEqual(['a']);
  });

  test('a condition that is not there is an error, even if JavaScript knows the name', () => {
    expect(failure({ 'Fn::Join': ['', [{ 'Fn::If': ['toString', 'a', 'b'] }]] }))
      .toThrow('main.json: Resources.Probe: found the condition "toString", expected one that stands in Conditions');
  });

  test('Fn::If without a list is an error', () => {
    expect(failure({ 'Fn::Join': ['', [{ 'Fn::If': 'C' }]] })).toThrow('found Fn::If with a string, expected a list');
  });
});

describe('Fn::ImportValue', () => {
  const importing = { 'Fn::ImportValue': 'the-arn' };
  const exporting = (file: string, value: unknown, info: Partial<TemplateInput> = {}, name: unknown = 'the-arn'): TemplateInput => (
    { file, body: { Resources: {}, Outputs: { Arn: { Value: value, Export: { Name: name } } } }, ...info }
  );
  const dev = { account: '111111111111', region: 'eu-west-1' };
  const prod = { account: '222222222222', region: 'eu-west-1' };

  test('follows the export of another template of the app', () => {
    expect(values(importing, {}, {}, exporting('other.json', 'arn:exported'))).toEqual(['arn:exported']);
  });

  test('follows an export whose name is put together', () => {
    expect(values({ 'Fn::ImportValue': { 'Fn::Join': ['-', ['the', 'arn']] } }, {}, {}, exporting('other.json', 'v', {}, { 'Fn::Sub': ['the-${x}', { x: 'arn' }] })))
      .toEqual(['v']);
  });

  test('takes the export of its own environment where several have the name', () => {
    const others = [exporting('dev.json', 'arn:dev', dev), exporting('prod.json', 'arn:prod', prod)];
    expect(values(importing, {}, dev, ...others)).toEqual(['arn:dev']);
    expect(values(importing, {}, prod, ...others)).toEqual(['arn:prod']);
  });

  test.each<[string, Partial<TemplateInput>, TemplateInput[]]>([
    ['nobody exports', {}, []],
    ['only another account exports', dev, [exporting('prod.json', 'arn:prod', prod)]],
    ['two stacks of unknown environments export', {}, [exporting('a.json', 'a'), exporting('b.json', 'b')]],
  ])('of a name that %s is a token', (_what, info, others) => {
    expect(values(importing, {}, info, ...others)).toEqual(['<ImportValue.the-arn>']);
  });
});

describe('nested stacks', () => {
  const child = (raw: unknown, parameter?: object, outputs: Sections = {}) => template(raw, {
    ...(parameter && { Parameters: { P: parameter } }), Outputs: outputs,
  }, { file: 'child.json' });
  const parent = (nested: TemplateInput, passed: unknown, sections: Sections = {}): TemplateInput => ({
    file: 'parent.json',
    body: { ...sections, Resources: { Queue: QUEUE, Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: passed } }, ...(sections.Resources as object) } },
    nested: new Map([['Child', nested]]),
  });
  const seen = (input: TemplateInput) => attachments(input).map(({ arn }) => arn.toString());

  test('a parameter has the value that the parent passes', () => {
    expect(seen(parent(child({ Ref: 'P' }, { Type: 'String', Default: 'd' }), { P: { 'Fn::GetAtt': 'Queue.Arn' } }))).toEqual(['<Queue.Arn>']);
  });

  test('a parameter that the parent does not pass keeps its default', () => {
    const nested = child({ Ref: 'P' }, { Type: 'String', AllowedValues: ['d'] });
    expect(seen(parent(nested, {}))).toEqual(['d']);
    expect(seen(parent(nested, { P: { Ref: 'AWS::NoValue' } }))).toEqual(['d']);
  });

  test('a list is passed as a text with commas', () => {
    expect(seen(parent(child({ Ref: 'P' }, { Type: 'CommaDelimitedList' }), { P: { 'Fn::Join': [',', ['a', { Ref: 'Queue' }]] } }))).toEqual(['a', '<Queue>']);
  });

  test('a parameter that is looked up in SSM is not the name that is passed', () => {
    expect(seen(parent(child({ Ref: 'P' }, { Type: 'AWS::SSM::Parameter::Value<String>' }), { P: '/name' }))).toEqual(['<P>']);
  });

  test('the parent reads the output of the child', () => {
    const nested: TemplateInput = { file: 'child.json', body: { Resources: {}, Outputs: { Arn: { Value: { 'Fn::Sub': 'arn:${AWS::Partition}' } } } } };
    const probe = template({ 'Fn::GetAtt': ['Child', 'Outputs.Arn'] }, { Resources: { Child: { Type: 'AWS::CloudFormation::Stack' } } });
    expect(seen({ ...probe, nested: new Map([['Child', nested]]) })).toEqual(['arn:<AWS::Partition>']);
    const wrong = template({ 'Fn::GetAtt': 'Child.Outputs.toString' }, { Resources: { Child: { Type: 'AWS::CloudFormation::Stack' } } });
    expect(() => seen({ ...wrong, nested: new Map([['Child', nested]]) })).toThrow('expected an output of the nested stack "Child"');
  });

  test('an output that comes back to itself through a parameter is an error that shows the way', () => {
    const nested = child({ Ref: 'P' }, { Type: 'String' }, { Out: { Value: { Ref: 'P' } } });
    expect(() => seen(parent(nested, { P: { 'Fn::GetAtt': 'Child.Outputs.Out' } })))
      .toThrow(/cyclic reference \(parent\.json Parameters\.P -> parent\.json>Child Outputs\.Out -> parent\.json Parameters\.P\)/);
  });
});

describe('references that have no end', () => {
  test('exports that import each other are an error', () => {
    const output = (name: string, other: string) => ({ Value: { 'Fn::ImportValue': other }, Export: { Name: name } });
    expect(failure({ 'Fn::ImportValue': 'a' }, { Outputs: { A: output('a', 'b'), B: output('b', 'a') } }))
      .toThrow(/^main\.json: Resources\.Probe: found a cyclic reference \(main\.json export a -> main\.json export b -> main\.json export a\), expected/);
  });

  test('an export whose name imports itself is not followed', () => {
    expect(values({ 'Fn::ImportValue': 'a' }, { Outputs: { A: { Value: 'v', Export: { Name: { 'Fn::ImportValue': 'a' } } } } })).toEqual(['<ImportValue.a>']);
  });

  test('conditions that refer to each other are an error', () => {
    const Conditions = { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::And': [{ Condition: 'A' }, { Condition: 'A' }] } };
    expect(failure({ 'Fn::If': ['A', 'a', 'b'] }, { Conditions })).toThrow(/cyclic reference \(main\.json Conditions\.A -> main\.json Conditions\.B -> /);
  });

  test('a chain of conditions that is too long is an error', () => {
    const Conditions = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`C${index}`, { 'Fn::Not': [{ Condition: `C${index + 1}` }] }]));
    expect(failure({ 'Fn::If': ['C0', 'a', 'b'] }, { Conditions })).toThrow('main.json: Resources.Probe: found values and references nested deeper than 200');
  });

  test('conditions and exports that double at every step are an error', () => {
    const names = Array.from({ length: 40 }, (_, index) => index);
    const Conditions = Object.fromEntries(names.map((index) => [`C${index}`, { 'Fn::And': [{ Condition: `C${index + 1}` }, { Condition: `C${index + 1}` }] }]));
    expect(failure({ 'Fn::If': ['C0', 'a', 'b'] }, { Conditions: { ...Conditions, C40: { 'Fn::Equals': ['a', 'a'] } } })).toThrow('more than 10000 references');
    const Outputs = Object.fromEntries(names.map((index) => [`O${index}`, {
      Value: { 'Fn::Join': ['', [{ 'Fn::ImportValue': `e${index + 1}` }, { 'Fn::ImportValue': `e${index + 1}` }]] }, Export: { Name: `e${index}` },
    }]));
    expect(failure({ 'Fn::ImportValue': 'e0' }, { Outputs })).toThrow('more than 10000 references');
  });

  test('a value that is nested too deep is an error', () => {
    const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => ({ 'Fn::Join': ['', [inner]] }), 'x');
    expect(failure(deep)).toThrow('main.json: Resources.Probe: found values and references nested deeper than 200 levels, expected fewer');
  });
});
