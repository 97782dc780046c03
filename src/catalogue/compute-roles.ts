/**
 * The CloudFormation types of resources that act with a role: where the role is named, and what names the resource.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */

export interface ComputeRole {
  /** Properties that hold the ARN or the name of a role. A dot leads into an object, `[]` into each element of a list. */
  readonly roles: readonly string[];
  /** Properties that hold the ARN or the name of an instance profile; its role is the one that is acted with. */
  readonly instanceProfiles?: readonly string[];
  /** Format of its ARN. A variable that has the name of a property of the type is filled by that property. */
  readonly arn: string;
  /** What `Ref` (first) and the attributes of Fn::GetAtt give: `ARN`, or a variable of the format. */
  readonly gives: Readonly<Record<string, string>>;
}

const arnOf = (service: string, resource: string) => `arn:\${Partition}:${service}:\${Region}:\${Account}:${resource}`;

export const COMPUTE_ROLES: Readonly<Record<string, ComputeRole>> = {
  'AWS::Amplify::App': {
    roles: ['IAMServiceRole', 'ComputeRoleArn'],
    arn: arnOf('amplify', 'apps/${AppId}'),
    gives: { Ref: 'ARN', Arn: 'ARN', AppId: 'AppId' },
  },
  'AWS::AppRunner::Service': {
    roles: ['InstanceConfiguration.InstanceRoleArn'],
    arn: arnOf('apprunner', 'service/${ServiceName}/${ServiceId}'),
    gives: { Ref: 'ARN', ServiceArn: 'ARN', ServiceId: 'ServiceId' },
  },
  'AWS::AppStream::ImageBuilder': {
    roles: ['IamRoleArn'],
    arn: arnOf('appstream', 'image-builder/${Name}'),
    gives: { Ref: 'Name' },
  },
  'AWS::AutoScaling::LaunchConfiguration': {
    roles: [],
    instanceProfiles: ['IamInstanceProfile'],
    arn: arnOf('autoscaling', 'launchConfiguration:${Id}:launchConfigurationName/${LaunchConfigurationName}'),
    gives: { Ref: 'LaunchConfigurationName' },
  },
  'AWS::Batch::JobDefinition': {
    roles: [
      'ContainerProperties.JobRoleArn',
      'ContainerProperties.ExecutionRoleArn',
      'EcsProperties.TaskProperties[].TaskRoleArn',
      'EcsProperties.TaskProperties[].ExecutionRoleArn',
      'NodeProperties.NodeRangeProperties[].Container.JobRoleArn',
      'NodeProperties.NodeRangeProperties[].Container.ExecutionRoleArn',
      'NodeProperties.NodeRangeProperties[].EcsProperties.TaskProperties[].TaskRoleArn',
      'NodeProperties.NodeRangeProperties[].EcsProperties.TaskProperties[].ExecutionRoleArn',
    ],
    arn: arnOf('batch', 'job-definition/${JobDefinitionName}:${Revision}'),
    gives: { Ref: 'ARN', JobDefinitionArn: 'ARN' },
  },
  'AWS::BedrockAgentCore::BrowserCustom': {
    roles: ['ExecutionRoleArn'],
    arn: arnOf('bedrock-agentcore', 'browser-custom/${BrowserId}'),
    gives: { Ref: 'BrowserId', BrowserArn: 'ARN', BrowserId: 'BrowserId' },
  },
  'AWS::BedrockAgentCore::CodeInterpreterCustom': {
    roles: ['ExecutionRoleArn'],
    arn: arnOf('bedrock-agentcore', 'code-interpreter-custom/${CodeInterpreterId}'),
    gives: { Ref: 'CodeInterpreterId', CodeInterpreterArn: 'ARN', CodeInterpreterId: 'CodeInterpreterId' },
  },
  'AWS::BedrockAgentCore::Harness': {
    roles: ['ExecutionRoleArn'],
    arn: arnOf('bedrock-agentcore', 'harness/${HarnessId}'),
    gives: { Ref: 'ARN', Arn: 'ARN', HarnessId: 'HarnessId' },
  },
  'AWS::BedrockAgentCore::Runtime': {
    roles: ['RoleArn'],
    arn: arnOf('bedrock-agentcore', 'runtime/${AgentRuntimeId}'),
    gives: { Ref: 'AgentRuntimeId', AgentRuntimeArn: 'ARN', AgentRuntimeId: 'AgentRuntimeId' },
  },
  // The service role is given when the stack is deployed and kept; no property of a template names it.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
  'AWS::CloudFormation::Stack': {
    roles: [],
    arn: arnOf('cloudformation', 'stack/${StackName}/${Id}'),
    gives: { Ref: 'ARN', StackId: 'ARN' },
  },
  'AWS::CloudFormation::StackSet': {
    roles: ['AdministrationRoleARN', 'ExecutionRoleName'],
    arn: arnOf('cloudformation', 'stackset/${StackSetName}:${Id}'),
    gives: { Ref: 'Id', StackSetId: 'Id' },
  },
  'AWS::CodeBuild::Project': {
    roles: ['ServiceRole', 'BuildBatchConfig.ServiceRole'],
    arn: arnOf('codebuild', 'project/${Name}'),
    gives: { Ref: 'Name', Arn: 'ARN' },
  },
  'AWS::CodePipeline::Pipeline': {
    roles: ['RoleArn', 'Stages[].Actions[].RoleArn'],
    arn: arnOf('codepipeline', '${Name}'),
    gives: { Ref: 'Name' },
  },
  'AWS::Deadline::Queue': {
    roles: ['RoleArn'],
    arn: arnOf('deadline', 'farm/${FarmId}/queue/${QueueId}'),
    gives: { Ref: 'ARN', Arn: 'ARN', QueueId: 'QueueId' },
  },
  'AWS::EC2::Instance': {
    roles: [],
    instanceProfiles: ['IamInstanceProfile'],
    arn: arnOf('ec2', 'instance/${InstanceId}'),
    gives: { Ref: 'InstanceId', InstanceId: 'InstanceId' },
  },
  'AWS::EC2::LaunchTemplate': {
    roles: [],
    instanceProfiles: ['LaunchTemplateData.IamInstanceProfile.Arn', 'LaunchTemplateData.IamInstanceProfile.Name'],
    arn: arnOf('ec2', 'launch-template/${LaunchTemplateId}'),
    gives: { Ref: 'LaunchTemplateId', LaunchTemplateId: 'LaunchTemplateId' },
  },
  'AWS::ECS::TaskDefinition': {
    roles: ['TaskRoleArn', 'ExecutionRoleArn'],
    arn: arnOf('ecs', 'task-definition/${Family}:${Revision}'),
    gives: { Ref: 'ARN', TaskDefinitionArn: 'ARN' },
  },
  'AWS::EMR::Cluster': {
    roles: ['ServiceRole', 'AutoScalingRole'],
    instanceProfiles: ['JobFlowRole'],
    arn: arnOf('elasticmapreduce', 'cluster/${ClusterId}'),
    gives: { Ref: 'ClusterId', Id: 'ClusterId' },
  },
  'AWS::Events::Rule': {
    roles: ['RoleArn', 'Targets[].RoleArn'],
    arn: arnOf('events', 'rule/${Name}'),
    gives: { Ref: 'Name', Arn: 'ARN' },
  },
  'AWS::GameLift::Fleet': {
    roles: ['InstanceRoleARN'],
    arn: arnOf('gamelift', 'fleet/${FleetId}'),
    gives: { Ref: 'FleetId', FleetId: 'FleetId' },
  },
  'AWS::Glue::DevEndpoint': {
    roles: ['RoleArn'],
    arn: arnOf('glue', 'devEndpoint/${EndpointName}'),
    gives: { Ref: 'EndpointName' },
  },
  'AWS::Glue::Job': {
    roles: ['Role'],
    arn: arnOf('glue', 'job/${Name}'),
    gives: { Ref: 'Name' },
  },
  'AWS::KinesisAnalyticsV2::Application': {
    roles: ['ServiceExecutionRole'],
    arn: arnOf('kinesisanalytics', 'application/${ApplicationName}'),
    gives: { Ref: 'ApplicationName' },
  },
  'AWS::Lambda::Function': {
    roles: ['Role'],
    arn: arnOf('lambda', 'function:${FunctionName}'),
    gives: { Ref: 'FunctionName', Arn: 'ARN' },
  },
  'AWS::MWAA::Environment': {
    roles: ['ExecutionRoleArn'],
    arn: arnOf('airflow', 'environment/${Name}'),
    gives: { Ref: 'Name', Arn: 'ARN' },
  },
  'AWS::Pipes::Pipe': {
    roles: ['RoleArn'],
    arn: arnOf('pipes', 'pipe/${Name}'),
    gives: { Ref: 'Name', Arn: 'ARN' },
  },
  'AWS::RolesAnywhere::Profile': {
    roles: ['RoleArns[]'],
    arn: arnOf('rolesanywhere', 'profile/${ProfileId}'),
    gives: { Ref: 'ProfileId', ProfileArn: 'ARN', ProfileId: 'ProfileId' },
  },
  'AWS::SageMaker::Domain': {
    roles: ['DefaultUserSettings.ExecutionRole', 'DefaultSpaceSettings.ExecutionRole'],
    arn: arnOf('sagemaker', 'domain/${DomainId}'),
    gives: { Ref: 'DomainId', DomainArn: 'ARN', DomainId: 'DomainId' },
  },
  'AWS::SageMaker::NotebookInstance': {
    roles: ['RoleArn'],
    arn: arnOf('sagemaker', 'notebook-instance/${NotebookInstanceName}'),
    gives: { Ref: 'ARN', NotebookInstanceName: 'NotebookInstanceName' },
  },
  'AWS::SageMaker::Pipeline': {
    roles: ['RoleArn'],
    arn: arnOf('sagemaker', 'pipeline/${PipelineName}'),
    gives: { Ref: 'PipelineName' },
  },
  'AWS::SageMaker::UserProfile': {
    roles: ['UserSettings.ExecutionRole'],
    arn: arnOf('sagemaker', 'user-profile/${DomainId}/${UserProfileName}'),
    gives: { Ref: 'UserProfileName', UserProfileArn: 'ARN' },
  },
  'AWS::Scheduler::Schedule': {
    roles: ['Target.RoleArn'],
    arn: arnOf('scheduler', 'schedule/${GroupName}/${Name}'),
    gives: { Ref: 'Name', Arn: 'ARN' },
  },
  'AWS::StepFunctions::StateMachine': {
    roles: ['RoleArn'],
    arn: arnOf('states', 'stateMachine:${StateMachineName}'),
    gives: { Ref: 'ARN', Arn: 'ARN', Name: 'StateMachineName' },
  },
};
