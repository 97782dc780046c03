/** What is asked of the evaluator: who does what to which resource, under which circumstances. */
import { Text } from '../policy/text';

/**
 * - `role`: an IAM role as such, for instance in the question what the role may do (its sessions have its permissions);
 * - `session`: an assumed-role session (`arn:aws:sts::111122223333:assumed-role/Name/session`);
 * - `federated`: a federated user session of GetFederationToken;
 * - `webIdentity`, `saml`: someone whom a provider vouches for, before a role is assumed;
 * - `service`: an AWS service principal;
 * - `anonymous`: no credentials.
 */
export type RequesterKind = 'root' | 'user' | 'role' | 'session' | 'federated' | 'webIdentity' | 'saml' | 'service' | 'anonymous';

export interface Requester {
  readonly kind: RequesterKind;
  /** ARN of the principal, name of the service, or of the provider; `*` when anonymous. */
  readonly id: Text;
  /** Absent for service, web identity and anonymous. */
  readonly account?: Text;
  /** Sessions: the ARN of the role they stem from (with its path, where that is known). */
  readonly roleArn?: Text;
  /** Federated user sessions: the ARN of the user whose GetFederationToken they stem from. */
  readonly userArn?: Text;
}

export interface RequestContext {
  /** By the key in lower case; a key with several values is multivalued, one with none is present and empty. */
  readonly values: ReadonlyMap<string, readonly Text[]>;
  /** What a key that is not among the values is. `unknown`: nobody says whether the request has it, or with which value. */
  readonly others: 'absent' | 'unknown';
}

export interface AccessRequest {
  readonly requester: Requester;
  /** For instance `s3:GetObject`. */
  readonly action: Text;
  /** An ARN; `*` for an action that takes no resource. */
  readonly resource: Text;
  /** The account that owns the resource, where its ARN does not say; by default the requester's. */
  readonly resourceAccount?: Text;
  readonly context: RequestContext;
}
