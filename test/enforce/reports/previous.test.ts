import { runCli, useFolder, BAD, CLEAN, policy, template } from '../../cli/cli';

const write = useFolder();
const json = (...args: string[]) => JSON.parse(runCli(['check', '--format', 'json', ...args]).stdout);

test('an earlier report tells what is new and what is resolved, wherever it stands in the template now', () => {
  write({ 't.json': template({ Old: policy(), Kept: policy() }) });
  runCli(['check', 't.json', '--format', 'json', '--output', 'earlier.json']);
  write({ 't.json': template({ Kept: policy({ Sid: 'Moved' }), Young: policy() }) });
  const { trend, findings } = json('t.json', '--previous', 'earlier.json');
  expect(findings.map(({ logicalId, isNew }: { logicalId: string; isNew: boolean }) => [logicalId, isNew])).toEqual([
    ['Kept', false], ['Kept', false], ['Young', true], ['Young', true],
  ]);
  expect(trend).toMatchObject({ added: 2, resolved: [{ logicalId: 'Old' }, { logicalId: 'Old' }] });
  expect(runCli(['check', 't.json', '--previous', 'earlier.json']).stdout).toContain('2 new and 2 resolved since the previous report');
});

test.each([
  ['{}', "must have required property 'findings'"],
  ['{"findings":[{"rule":1}],"accepted":[]}', '/findings/0'],
  ['no report', 'found no JSON'],
])('an earlier report that is none is refused: %s', (text, problem) => {
  write({ 't.json': CLEAN, 'earlier.json': text });
  const { exitCode, stdout, stderr } = runCli(['check', 't.json', '--previous', 'earlier.json']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('earlier.json');
  expect(stderr).toContain(problem);
});

test('an earlier report that is not there is refused', () => {
  write({ 't.json': BAD });
  expect(runCli(['check', 't.json', '--previous', 'none.json']).stderr).toContain('none.json: cannot be read (ENOENT)');
});
