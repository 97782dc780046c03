/**
 * `AWS::Serverless::Api` and `HttpApi`: the API with its resource policy, and who may invoke its authorizers.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html
 */
import { objectAt, Properties, ref, SamDraft, SamResource, sub } from './sam-draft';

const IN_DEFINITION = 'x-amazon-apigateway-policy';

export function expandApi(from: SamResource, draft: SamDraft): void {
  const { logicalId, properties } = from;
  const { Auth: _auth, ...others } = properties;
  const inDefinition = objectAt(properties, 'DefinitionBody')[IN_DEFINITION];
  const { CustomStatements: statements, ...lists } = objectAt(properties, 'Auth', 'ResourcePolicy');
  const own = statements === undefined ? undefined : { Version: '2012-10-17', Statement: statements };
  draft.replace(from, 'AWS::ApiGateway::RestApi', {
    ...others, ...(own ?? inDefinition) !== undefined && { Policy: own ?? inDefinition },
  });
  const written = own === undefined ? `DefinitionBody.${IN_DEFINITION}.Statement` : 'Auth.ResourcePolicy.CustomStatements';
  draft.place(logicalId, 'Properties.Policy.Statement', { path: `Resources.${logicalId}.Properties.${written}` });
  for (const name of Object.keys(lists)) {
    draft.leave(from, `what ${name} adds to the policy of the API`, `Auth.ResourcePolicy.${name}`);
  }
  permitAuthorizers(from, draft, ({ DisableFunctionDefaultPermissions: disabled }) => disabled !== true);
}

export function expandHttpApi(from: SamResource, draft: SamDraft): void {
  draft.replace(from, 'AWS::ApiGatewayV2::Api', from.properties);
  permitAuthorizers(from, draft, ({ EnableFunctionDefaultPermissions: enabled }) => enabled === true);
}

function permitAuthorizers(from: SamResource, draft: SamDraft, isPermitted: (authorizer: Properties) => boolean): void {
  const authorizers = objectAt(from.properties, 'Auth', 'Authorizers');
  for (const name of Object.keys(authorizers)) {
    const authorizer = objectAt(authorizers, name);
    if (authorizer.FunctionArn === undefined || !isPermitted(authorizer)) {
      continue;
    }
    draft.add(from, `Auth.Authorizers.${name}`, `${from.logicalId}${name}AuthorizerPermission`, 'AWS::Lambda::Permission', {
      FunctionName: authorizer.FunctionArn,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/authorizers/*', { Api: ref(from.logicalId) }),
    });
  }
}
