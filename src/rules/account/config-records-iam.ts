import { CONFIG_MANAGED_RULES } from '../../catalogue/config-managed-rules';
import { AccessModel, ResourceNode } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { opaqueToken } from '../../policy/text';
import { ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { resourcesOf } from '../resources';
import { defineRule, Example } from '../rule';

export const configRecordsIam = defineRule({
  id: 'ConfigRecordsIam',
  title: 'a rule of AWS Config looks at types of IAM that are not recorded',
  why: 'A rule that is triggered by changes sees nothing that is not recorded: it never finds anything, and looks as if all were well.',
  fix: 'Record the types: name them in ResourceTypes, or set IncludeGlobalResourceTypes with AllSupported; in a CDK app, ConfigRecorder does so.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'aws-fsbp': ['Config.1'], 'cis-aws-5.0': ['3.3'], 'nist-800-53-r5': ['CM-3', 'CM-6(1)', 'CM-8', 'CM-8(2)'] },
  links: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-config-configurationrecorder-recordinggroup.html',
    'https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html#config-1',
  ],
  unknown: 'Types that are tokens, and a switch that is one, are a warning that names it.',
  examples: {
    bad: [
      recorderExample('all types, which leaves out those of IAM', { AllSupported: true }),
      recorderExample('types of others', { AllSupported: false, ResourceTypes: ['AWS::S3::Bucket'] }),
      recorderExample('nothing is said, which leaves them out', undefined),
    ],
    good: [
      recorderExample('all types, and the global ones', { AllSupported: true, IncludeGlobalResourceTypes: true }),
      recorderExample('the types by name', { ResourceTypes: ['AWS::IAM::User'] }),
      recorderExample('all but others', { RecordingStrategy: { UseOnly: 'EXCLUSION_BY_RESOURCE_TYPES' }, ExclusionByResourceTypes: { ResourceTypes: ['AWS::EC2::Volume'] } }),
    ],
    unknown: [{ ...recorderExample('the switch is a parameter', { AllSupported: true, IncludeGlobalResourceTypes: ref('Global') }), parameters: stringParameter('Global') }],
  },
  *check(model) {
    for (const recorder of resourcesOf(model, 'AWS::Config::ConfigurationRecorder')) {
      const recorded = recordedBy(model, recorder);
      for (const rule of resourcesOf(model, 'AWS::Config::ConfigRule').filter((one) => isNear(one, recorder))) {
        const missing = typesOf(model, rule).filter((type) => !recorded.has(type));
        if (missing.length > 0) {
          yield {
            template: recorder.template, resource: recorder, location: 'Properties.RecordingGroup',
            key: `${partKey('Rule', [readableId(rule.logicalId)])};${partKey('Types', missing)}`,
            message: `does not record ${missing.join(', ')}, which the rule ${readableId(rule.logicalId)} looks at${recorded.unknown ? `, unless ${recorded.unknown} says so` : ''}`,
            unknown: recorded.unknown !== undefined,
          };
        }
      }
    }
  },
});

interface Recorded {
  /** The token that decides. */
  readonly unknown?: string;
  has(type: string): boolean;
}

function recordedBy(model: AccessModel, recorder: ResourceNode): Recorded {
  const at = (path: string) => model.textsAt(recorder, `RecordingGroup.${path}`);
  const listed = at('ResourceTypes[]');
  const excluded = at('ExclusionByResourceTypes.ResourceTypes[]');
  const switches = [...at('AllSupported'), ...at('IncludeGlobalResourceTypes'), ...at('RecordingStrategy.UseOnly'), ...listed, ...at('ResourceTypes')];
  const unknown = switches.map(opaqueToken).find((token) => token !== undefined)?.label;
  const allButExcluded = at('RecordingStrategy.UseOnly').includes('EXCLUSION_BY_RESOURCE_TYPES');
  const isAlways = (path: string) => at(path).every((text) => text === 'true') && !model.isMissingAt(recorder, `RecordingGroup.${path}`);
  const withGlobal = isAlways('AllSupported') && isAlways('IncludeGlobalResourceTypes');
  return {
    ...(unknown !== undefined && { unknown }),
    has: (type) => (allButExcluded ? !excluded.includes(type) : withGlobal || listed.includes(type)),
  };
}

/** Of IAM, as far as the rule is triggered by their changes. */
function typesOf(model: AccessModel, rule: ResourceNode): string[] {
  const scope = model.textsAt(rule, 'Scope.ComplianceResourceTypes[]').map(String);
  const managed = model.textsAt(rule, 'Source.SourceIdentifier').map(String).filter((identifier) => Object.hasOwn(CONFIG_MANAGED_RULES, identifier))
    .map((identifier) => CONFIG_MANAGED_RULES[identifier]).filter(({ trigger }) => trigger === 'change').flatMap(({ resourceTypes }) => resourceTypes);
  return [...new Set([...scope, ...managed])].filter((type) => type.startsWith('AWS::IAM::'));
}

function isNear({ template: one }: ResourceNode, { template: other }: ResourceNode): boolean {
  return one.account === other.account && one.region === other.region;
}

function recorderExample(title: string, RecordingGroup: unknown): Example {
  return {
    title,
    resources: {
      Recorder: { Type: 'AWS::Config::ConfigurationRecorder', Properties: { RoleARN: 'arn:aws:iam::111122223333:role/config', ...(RecordingGroup !== undefined && { RecordingGroup }) } },
      NoPolicies: { Type: 'AWS::Config::ConfigRule', Properties: { Source: { Owner: 'AWS', SourceIdentifier: 'IAM_USER_NO_POLICIES_CHECK' } } },
    },
  };
}
