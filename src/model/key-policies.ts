/** The KMS keys of an app with their policies. */
import { AccessModel } from './access-model';
import { readableId } from './intrinsics';
import { KeyPolicy } from '../analysis/duties/duty-search';
import { tokenText } from '../policy/text';

const KEYS: readonly string[] = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];

export function keyPolicies({ policies }: AccessModel): readonly KeyPolicy[] {
  return policies.filter(({ kind, resource }) => kind === 'resource' && KEYS.includes(resource.type)).map(({ resource: { key, logicalId }, document }) => {
    const name = readableId(logicalId);
    return {
      owner: key,
      arn: tokenText({ kind: 'resource', label: `${name}.Arn`, identity: `${key}.Arn`, resource: key, attribute: 'Arn' }),
      policy: { name: `the policy of ${name}`, document },
    };
  });
}
