import { Finding } from '../rules/finding';
import { PackName } from '../rules/rule';

/** What reports are made of. */
export interface CheckResult {
  readonly pack: PackName;
  /** Number of template files. */
  readonly templates: number;
  /** In the order of the report. */
  readonly findings: readonly Finding[];
}
