import { PolicyIssue } from '../../policy/document';

/**
 * What a well-formed document says that IAM refuses, or that can never have an effect. A warning where AWS accepts it and it may
 * be meant, or where the catalogue may be older than AWS.
 */
export interface PolicyProblem extends PolicyIssue {
  readonly severity: 'error' | 'warning';
}

export function error(path: string, found: string, expected: string): PolicyProblem {
  return { path, found, expected, severity: 'error' };
}

export function warning(path: string, found: string, expected: string): PolicyProblem {
  return { path, found, expected, severity: 'warning' };
}
