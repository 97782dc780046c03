/** The parameters of the Config rule: what is written into the rule, and read from the events that AWS Config sends. */

/** IAM tells when a role was last used for this long: https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html */
export const RECORDED_DAYS = 400;
/** https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html */
export const MOST_PARAMETER_CHARACTERS = 1024;

export interface Criteria {
  readonly maxUnusedDays: number;
  readonly gracePeriodDays: number;
  readonly allowedPaths: readonly string[];
  readonly allowedTags: readonly string[];
  readonly allowedNames: readonly string[];
}

interface Form {
  readonly pattern: RegExp;
  readonly expected: string;
}

/** What an item of a list looks like. None of them may allow every role, and commas separate the items. */
export const LISTS: Readonly<Record<'allowedPaths' | 'allowedTags' | 'allowedNames', Form>> = {
  allowedPaths: { pattern: /^\/([!-+\-.0-~]+\/)+$/, expected: 'a path of at least one folder with a slash at both ends and no comma, such as /break-glass/' },
  allowedTags: { pattern: /^[\p{L}\p{Z}\p{N}_.:/+\-@][\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, expected: 'the key of a tag, or key=value' },
  allowedNames: {
    pattern: /^(?=.*[\w+=.@-])[\w+=.@?*-]{1,64}$/, expected: 'a name or name pattern of at most 64 characters, not all of them wildcards (? for a comma)',
  },
};
const DAYS = ['maxUnusedDays', 'gracePeriodDays'] as const;
const LIST_NAMES = ['allowedPaths', 'allowedTags', 'allowedNames'] as const;

/** What is wrong is an error that names the parameter, what was found and what is expected. */
export function readParameters(json: string | undefined): Criteria {
  const parameters = parsed(json);
  const unknown = Object.keys(parameters).find((name) => ![...DAYS, ...LIST_NAMES].some((known) => known === name));
  if (unknown !== undefined) {
    throw bad(unknown, parameters[unknown], `no such parameter, but ${[...DAYS, ...LIST_NAMES].join(', ')}`);
  }
  const maxUnusedDays = days('maxUnusedDays', parameters.maxUnusedDays ?? 90);
  return {
    maxUnusedDays,
    gracePeriodDays: days('gracePeriodDays', parameters.gracePeriodDays ?? maxUnusedDays),
    allowedPaths: list('allowedPaths', parameters.allowedPaths),
    allowedTags: list('allowedTags', parameters.allowedTags),
    allowedNames: list('allowedNames', parameters.allowedNames),
  };
}

function parsed(json = '{}'): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw bad('ruleParameters', json, 'JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bad('ruleParameters', json, 'an object');
  }
  return value as Record<string, unknown>;
}

function days(name: string, value: unknown): number {
  const text = String(value);
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > RECORDED_DAYS) {
    throw bad(name, value, `a whole number of days from 1 to ${RECORDED_DAYS}`);
  }
  return count;
}

function list(name: keyof typeof LISTS, value: unknown = ''): string[] {
  const { pattern, expected } = LISTS[name];
  if (typeof value !== 'string') {
    throw bad(name, value, 'text, its items separated by commas');
  }
  const items = value === '' ? [] : value.split(',');
  items.filter((item) => !pattern.test(item)).forEach((item) => {
    throw bad(name, item, expected);
  });
  return items;
}

function bad(name: string, found: unknown, expected: string): Error {
  return new Error(`${name}: found ${JSON.stringify(found)}, expected ${expected}`);
}
