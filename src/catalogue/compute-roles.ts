/**
 * The CloudFormation types of resources that act with a role: where the role is named, and what names the resource.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */

export interface ComputeRole {
  /** The service that its role trusts. */
  readonly service: string;
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
    service: 'amplify.amazonaws.com',
    roles: ['IAMServiceRole', 'ComputeRoleArn'],
    arn: arnOf('amplify', 'apps/${AppId}'),
    gives: { Ref: 'ARN', Arn: 'ARN', AppId: 'AppId' },
  },
  'AWS::AppRunner::Service': {
    service: 'tasks.apprunner.amazonaws.com',
    roles: ['InstanceConfiguration.InstanceRoleArn'],
    arn: arnOf('apprunner', 'service/${ServiceName}/${ServiceId}'),
    gives: { Ref: 'ARN', ServiceArn: 'ARN', ServiceId: 'ServiceId' },
  },
  'AWS::AppStream::ImageBuilder': {
    service: 'appstream.amazonaws.com',
    roles: ['IamRoleArn'],
    arn: arnOf('appstream', 'image-builder/${Name}'),
    gives: { Ref: 'Name' },
  },
  'AWS::AutoScaling::LaunchConfiguration': {
    service: 'ec2.amazonaws.com',
    roles: [],
    instanceProfiles: ['IamInstanceProfile'],
    arn: arnOf('autoscaling', 'launchConfiguration:${Id}:launchConfigurationName/${LaunchConfigurationName}'),
    gives: { Ref: 'LaunchConfigurationName' },
  },
  'AWS::Batch::JobDefinition': {
    service: 'ecs-tasks.amazonaws.com',
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
    service: 'bedrock-agentcore.amazonaws.com',
    roles: ['ExecutionRoleArn'],
    arn: arnOf('bedrock-agentcore', 'browser-custom/${BrowserId}'),
    gives: { Ref: 'BrowserId', BrowserArn: 'ARN', BrowserId: 'BrowserId' },
  },
  'AWS::BedrockAgentCore::CodeInterpreterCustom': {
    service: 'bedrock-agentcore.amazonaws.com',
    roles: ['ExecutionRoleArn'],
    arn: arnOf('bedrock-agentcore', 'code-interpreter-custom/${CodeInterpreterId}'),
    gives: { Ref: 'CodeInterpreterId', CodeInterpreterArn: 'ARN', CodeInterpreterId: 'CodeInterpreterId' },
  },
  'AWS::BedrockAgentCore::Harness': {
    service: 'bedrock-agentcore.amazonaws.com',
    roles: ['ExecutionRoleArn'],
    arn: arnOf('bedrock-agentcore', 'harness/${HarnessId}'),
    gives: { Ref: 'ARN', Arn: 'ARN', HarnessId: 'HarnessId' },
  },
  'AWS::BedrockAgentCore::Runtime': {
    service: 'bedrock-agentcore.amazonaws.com',
    roles: ['RoleArn'],
    arn: arnOf('bedrock-agentcore', 'runtime/${AgentRuntimeId}'),
    gives: { Ref: 'AgentRuntimeId', AgentRuntimeArn: 'ARN', AgentRuntimeId: 'AgentRuntimeId' },
  },
  // The service role is given when the stack is deployed and kept; no property of a template names it.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
  'AWS::CloudFormation::Stack': {
    service: 'cloudformation.amazonaws.com',
    roles: [],
    arn: arnOf('cloudformation', 'stack/${StackName}/${Id}'),
    gives: { Ref: 'ARN', StackId: 'ARN' },
  },
  'AWS::CloudFormation::StackSet': {
    service: 'cloudformation.amazonaws.com',
    roles: ['AdministrationRoleARN', 'ExecutionRoleName'],
    arn: arnOf('cloudformation', 'stackset/${StackSetName}:${Id}'),
    gives: { Ref: 'Id', StackSetId: 'Id' },
  },
  'AWS::CodeBuild::Project': {
    service: 'codebuild.amazonaws.com',
    roles: ['ServiceRole', 'BuildBatchConfig.ServiceRole'],
    arn: arnOf('codebuild', 'project/${Name}'),
    gives: { Ref: 'Name', Arn: 'ARN' },
  },
  'AWS::CodePipeline::Pipeline': {
    service: 'codepipeline.amazonaws.com',
    roles: ['RoleArn', 'Stages[].Actions[].RoleArn'],
    arn: arnOf('codepipeline', '${Name}'),
    gives: { Ref: 'Name' },
  },
  'AWS::Deadline::Queue': {
    service: 'credentials.deadline.amazonaws.com',
    roles: ['RoleArn'],
    arn: arnOf('deadline', 'farm/${FarmId}/queue/${QueueId}'),
    gives: { Ref: 'ARN', Arn: 'ARN', QueueId: 'QueueId' },
  },
  'AWS::EC2::Instance': {
    service: 'ec2.amazonaws.com',
    roles: [],
    instanceProfiles: ['IamInstanceProfile'],
    arn: arnOf('ec2', 'instance/${InstanceId}'),
    gives: { Ref: 'InstanceId', InstanceId: 'InstanceId' },
  },
  'AWS::EC2::LaunchTemplate': {
    service: 'ec2.amazonaws.com',
    roles: [],
    instanceProfiles: ['LaunchTemplateData.IamInstanceProfile.Arn', 'LaunchTemplateData.IamInstanceProfile.Name'],
    arn: arnOf('ec2', 'launch-template/${LaunchTemplateId}'),
    gives: { Ref: 'LaunchTemplateId', LaunchTemplateId: 'LaunchTemplateId' },
  },
  'AWS::ECS::TaskDefinition': {
    service: 'ecs-tasks.amazonaws.com',
    roles: ['TaskRoleArn', 'ExecutionRoleArn'],
    arn: arnOf('ecs', 'task-definition/${Family}:${Revision}'),
    gives: { Ref: 'ARN', TaskDefinitionArn: 'ARN' },
  },
  'AWS::EMR::Cluster': {
    service: 'ec2.amazonaws.com',
    roles: ['ServiceRole', 'AutoScalingRole'],
    instanceProfiles: ['JobFlowRole'],
    arn: arnOf('elasticmapreduce', 'cluster/${ClusterId}'),
    gives: { Ref: 'ClusterId', Id: 'ClusterId' },
  },
  'AWS::Events::Rule': {
    service: 'events.amazonaws.com',
    roles: ['RoleArn', 'Targets[].RoleArn'],
    arn: arnOf('events', 'rule/${Name}'),
    gives: { Ref: 'Name', Arn: 'ARN' },
  },
  'AWS::GameLift::Fleet': {
    service: 'gamelift.amazonaws.com',
    roles: ['InstanceRoleARN'],
    arn: arnOf('gamelift', 'fleet/${FleetId}'),
    gives: { Ref: 'FleetId', FleetId: 'FleetId' },
  },
  'AWS::Glue::DevEndpoint': {
    service: 'glue.amazonaws.com',
    roles: ['RoleArn'],
    arn: arnOf('glue', 'devEndpoint/${EndpointName}'),
    gives: { Ref: 'EndpointName' },
  },
  'AWS::Glue::Job': {
    service: 'glue.amazonaws.com',
    roles: ['Role'],
    arn: arnOf('glue', 'job/${Name}'),
    gives: { Ref: 'Name' },
  },
  'AWS::KinesisAnalyticsV2::Application': {
    service: 'kinesisanalytics.amazonaws.com',
    roles: ['ServiceExecutionRole'],
    arn: arnOf('kinesisanalytics', 'application/${ApplicationName}'),
    gives: { Ref: 'ApplicationName' },
  },
  'AWS::Lambda::Function': {
    service: 'lambda.amazonaws.com',
    roles: ['Role'],
    arn: arnOf('lambda', 'function:${FunctionName}'),
    gives: { Ref: 'FunctionName', Arn: 'ARN' },
  },
  'AWS::MWAA::Environment': {
    service: 'airflow-env.amazonaws.com',
    roles: ['ExecutionRoleArn'],
    arn: arnOf('airflow', 'environment/${Name}'),
    gives: { Ref: 'Name', Arn: 'ARN' },
  },
  'AWS::Pipes::Pipe': {
    service: 'pipes.amazonaws.com',
    roles: ['RoleArn'],
    arn: arnOf('pipes', 'pipe/${Name}'),
    gives: { Ref: 'Name', Arn: 'ARN' },
  },
  'AWS::RolesAnywhere::Profile': {
    service: 'rolesanywhere.amazonaws.com',
    roles: ['RoleArns[]'],
    arn: arnOf('rolesanywhere', 'profile/${ProfileId}'),
    gives: { Ref: 'ProfileId', ProfileArn: 'ARN', ProfileId: 'ProfileId' },
  },
  'AWS::SageMaker::Domain': {
    service: 'sagemaker.amazonaws.com',
    roles: ['DefaultUserSettings.ExecutionRole', 'DefaultSpaceSettings.ExecutionRole'],
    arn: arnOf('sagemaker', 'domain/${DomainId}'),
    gives: { Ref: 'DomainId', DomainArn: 'ARN', DomainId: 'DomainId' },
  },
  'AWS::SageMaker::NotebookInstance': {
    service: 'sagemaker.amazonaws.com',
    roles: ['RoleArn'],
    arn: arnOf('sagemaker', 'notebook-instance/${NotebookInstanceName}'),
    gives: { Ref: 'ARN', NotebookInstanceName: 'NotebookInstanceName' },
  },
  'AWS::SageMaker::Pipeline': {
    service: 'sagemaker.amazonaws.com',
    roles: ['RoleArn'],
    arn: arnOf('sagemaker', 'pipeline/${PipelineName}'),
    gives: { Ref: 'PipelineName' },
  },
  'AWS::SageMaker::UserProfile': {
    service: 'sagemaker.amazonaws.com',
    roles: ['UserSettings.ExecutionRole'],
    arn: arnOf('sagemaker', 'user-profile/${DomainId}/${UserProfileName}'),
    gives: { Ref: 'UserProfileName', UserProfileArn: 'ARN' },
  },
  'AWS::Scheduler::Schedule': {
    service: 'scheduler.amazonaws.com',
    roles: ['Target.RoleArn'],
    arn: arnOf('scheduler', 'schedule/${GroupName}/${Name}'),
    gives: { Ref: 'Name', Arn: 'ARN' },
  },
  'AWS::StepFunctions::StateMachine': {
    service: 'states.amazonaws.com',
    roles: ['RoleArn'],
    arn: arnOf('states', 'stateMachine:${StateMachineName}'),
    gives: { Ref: 'ARN', Arn: 'ARN', Name: 'StateMachineName' },
  },
};
