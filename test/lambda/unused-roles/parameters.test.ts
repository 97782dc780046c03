import { readParameters } from '../../../src/lambda/unused-roles/parameters';

const DEFAULTS = { maxUnusedDays: 90, gracePeriodDays: 90, allowedPaths: [], allowedTags: [], allowedNames: [] };

test.each<[string, string | undefined, object]>([
  ['none', undefined, DEFAULTS],
  ['none at all', '{}', DEFAULTS],
  ['days as text, as AWS Config keeps them', '{"maxUnusedDays":"400","gracePeriodDays":"1"}', { ...DEFAULTS, maxUnusedDays: 400, gracePeriodDays: 1 }],
  ['days as numbers', '{"maxUnusedDays":30}', { ...DEFAULTS, maxUnusedDays: 30, gracePeriodDays: 30 }],
  ['lists', '{"allowedPaths":"/a/,/b/c/","allowedTags":"keep,cost centre=a=b","allowedNames":"dr-*,ops?x"}', {
    ...DEFAULTS, allowedPaths: ['/a/', '/b/c/'], allowedTags: ['keep', 'cost centre=a=b'], allowedNames: ['dr-*', 'ops?x'],
  }],
  ['an empty list', '{"allowedPaths":""}', DEFAULTS],
])('parameters are read: %s', (_, json, expected) => {
  expect(readParameters(json)).toEqual(expected);
});

test.each<[string, RegExp]>([
  ['{', /^ruleParameters: found "\{", expected JSON/],
  ['[]', /^ruleParameters: found "\[\]", expected an object/],
  ['null', /^ruleParameters: found "null", expected an object/],
  ['{"maxUnusedDays":"0"}', /^maxUnusedDays: found "0", expected a whole number of days from 1 to 400/],
  ['{"maxUnusedDays":"401"}', /^maxUnusedDays: found "401"/],
  ['{"maxUnusedDays":"-1"}', /^maxUnusedDays: found "-1"/],
  ['{"maxUnusedDays":"9.5"}', /^maxUnusedDays: found "9.5"/],
  ['{"maxUnusedDays":"1e2"}', /^maxUnusedDays: found "1e2"/],
  ['{"maxUnusedDays":""}', /^maxUnusedDays: found ""/],
  ['{"gracePeriodDays":"thirty"}', /^gracePeriodDays: found "thirty"/],
  ['{"allowedPaths":"/"}', /^allowedPaths: found "\/", expected a path of at least one folder/],
  ['{"allowedPaths":"break-glass"}', /^allowedPaths: found "break-glass"/],
  ['{"allowedPaths":"/break-glass"}', /^allowedPaths: found "\/break-glass"/],
  ['{"allowedPaths":"/a/,"}', /^allowedPaths: found ""/],
  ['{"allowedPaths":["/a/"]}', /^allowedPaths: found \["\/a\/"\], expected text/],
  ['{"allowedTags":"=auditors"}', /^allowedTags: found "=auditors", expected the key of a tag, or key=value/],
  ['{"allowedTags":"a,,b"}', /^allowedTags: found ""/],
  ['{"allowedNames":"*"}', /^allowedNames: found "\*", expected a name or name pattern .* not all of them wildcards/],
  ['{"allowedNames":"?*?"}', /^allowedNames: found "\?\*\?"/],
  ['{"allowedNames":"a b"}', /^allowedNames: found "a b"/],
  ['{"maxUnusedAge":"90"}', /^maxUnusedAge: found "90", expected no such parameter, but maxUnusedDays, gracePeriodDays, allowedPaths/],
])('bad parameters are refused by name: %s', (json, message) => {
  expect(() => readParameters(json)).toThrow(message);
});
