/**
 * Evidence for cdk-nag's `AwsSolutions-IAM4` and `AwsSolutions-IAM5`, which ask for it wherever a policy of AWS is attached or a grant has a star.
 * https://github.com/cdklabs/cdk-nag/blob/main/README.md#suppressing-aws-cdk-libaws-iam-violations
 */
import { Stack, Validations } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { textIn } from '../../model/template-reader';
import { StatementJson } from '../../policy/policy-json';
import { hasWildcard } from '../../policy/wildcards';

const CONTENTS = 'the star stands for what is in the one resource that was granted, by the form of ARN that AWS documents for it';

/** Of stars that the catalogue's forms of ARNs brought into the statements. Those that somebody wrote are left to be acknowledged by the app. */
export function acknowledgeContents(role: Role, statements: readonly StatementJson[], resources: readonly unknown[]): void {
  if (!resources.some((resource) => typeof resource === 'string' && hasWildcard(resource))) {
    acknowledgeStars(role, statements.map(({ Resource, ...rest }) => ({ ...rest, Resource: [Resource ?? []].flat().filter((one) => one !== '*') })), CONTENTS);
  }
}

/** Of each star in the resources of the Allow statements, by itself. */
export function acknowledgeStars(scope: IConstruct, statements: readonly StatementJson[], reason: string): void {
  const stars = statements.flatMap(({ Effect, Resource = [] }) => (Effect === 'Allow' ? Resource : [])).filter(hasWildcard);
  for (const star of new Set(stars)) {
    const text = textIn({ file: '' }, Stack.of(scope).resolve(star))?.toString();
    acknowledge(scope, `AwsSolutions-IAM5[Resource::${text?.replace(/\$\{/g, '<').replace(/\}/g, '>')}]`, reason);
  }
}

/** As `Validations.acknowledge`, which takes no id with a second "::", as in the ARNs that cdk-nag's findings name. */
export function acknowledge(scope: IConstruct, id: string, reason: string): void {
  scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`Annotation::${id}`]: reason });
}
