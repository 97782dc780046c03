import * as iam from 'aws-cdk-lib/aws-iam';
import { StatementJson } from '../../policy/policy-json';

/** Who may assume a role, as the statements of its trust policy say it, for `assumedBy`. */
export function trustedBy(statements: readonly StatementJson[]): iam.IPrincipal {
  return new TrustStatements(statements);
}

class TrustStatements extends iam.PrincipalBase {
  readonly policyFragment: iam.PrincipalPolicyFragment;

  constructor(private readonly statements: readonly StatementJson[]) {
    super();
    this.policyFragment = new iam.PrincipalPolicyFragment({});
  }

  override addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(...this.statements.map((statement) => iam.PolicyStatement.fromJson(statement)));
  }

  /** Never taken for the same as another. */
  dedupeString(): undefined {
    return undefined;
  }
}
