/** The lock that an app is judged by. */
import { PermissionLock } from '../analysis/lock/permission-lock';

export interface LockOption {
  /** Path of the file, as the user gave it. */
  readonly file: string;
  /** Undefined where there is no such file; throws an InputError for one that is no lock. */
  read(): PermissionLock | undefined;
}
