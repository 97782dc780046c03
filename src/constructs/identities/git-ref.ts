/** Branches and tags, as they stand in the subjects of tokens. */
import { Token } from 'aws-cdk-lib';
import { badProp, checkText } from '../props';

export interface RefProps {
  readonly branch?: string;
  readonly tag?: string;
}

/** What a git ref may hold, less what is a wildcard or a policy variable to IAM. https://git-scm.com/docs/git-check-ref-format */
const REF = '(?!refs/)[^\\s~^:?*[\\\\$]+';
const BRANCH = new RegExp(`^${REF}$`);
const TAG = new RegExp(`^${REF}\\*?$`);

export function checkRef({ branch, tag }: RefProps): void {
  if (branch !== undefined && tag !== undefined) {
    throw badProp('tag', tag, 'nothing beside branch: a run is of a branch or of a tag');
  }
  if (branch !== undefined) {
    checkText('branch', branch, BRANCH, 'the name of one branch such as main, without refs/heads/ and without wildcards');
  }
  if (tag !== undefined) {
    checkText('tag', tag, TAG, 'a tag such as v1.0, or the beginning of tags such as v*, without refs/tags/');
  }
}

export function isPattern(tag: string | undefined): boolean {
  return tag !== undefined && !Token.isUnresolved(tag) && tag.endsWith('*');
}
