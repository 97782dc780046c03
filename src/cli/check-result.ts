import { Finding } from '../rules/finding';
import { PackName } from '../rules/rule';

/** What reports are made of. */
export interface CheckResult {
  readonly pack: PackName;
  /** Number of template files. */
  readonly templates: number;
  /** In the order of the report. */
  readonly findings: readonly Finding[];
  /** Number of findings that are acknowledged in the cloud assembly, and not among the others. */
  readonly acknowledged: number;
}
