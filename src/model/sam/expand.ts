/**
 * What AWS SAM makes of a template, as far as it says something about access: roles, policies, permissions. Resources
 * keep their logical ids, and what is added has the ids that SAM gives it.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
import { expandApi, expandHttpApi } from './api';
import { expandFunction } from './function';
import { isSamType, withGlobals } from './globals';
import { Properties, SamDraft, SamResource, UnknownPart } from './sam-draft';
import { expandStateMachine } from './state-machine';
import { isObject } from '../../policy/document';
import { WrittenPlace } from '../access-model';

export interface SamExpansion {
  readonly body: Readonly<Record<string, unknown>>;
  /** Where resources are written that are not there, or not so, in the template: by logical id and property path. */
  readonly places: ReadonlyMap<string, ReadonlyMap<string, WrittenPlace>>;
  readonly unknown: readonly UnknownPart[];
}

const EXPANSIONS: Readonly<Record<string, (from: SamResource, draft: SamDraft) => void>> = {
  Api: expandApi,
  Application: expandApplication,
  Function: expandFunction,
  HttpApi: expandHttpApi,
  LayerVersion: (from, draft) => draft.replace(from, 'AWS::Lambda::LayerVersion', from.properties),
  SimpleTable: (from, draft) => draft.replace(from, 'AWS::DynamoDB::Table', from.properties),
  StateMachine: expandStateMachine,
};

export function expandSam(body: Properties): SamExpansion {
  const declared = isObject(body.Resources) ? body.Resources : {};
  const draft = new SamDraft(declared);
  for (const [logicalId, resource] of Object.entries(declared).filter((entry): entry is [string, Properties] => isObject(entry[1]))) {
    if (isSamType(resource.Type)) {
      const from = withGlobals(logicalId, resource, body);
      const expand = Object.hasOwn(EXPANSIONS, from.type) ? EXPANSIONS[from.type] : leave;
      expand(from, draft);
    }
    for (const name of isObject(resource.Connectors) ? Object.keys(resource.Connectors) : []) {
      draft.unknown.push({ logicalId, location: `Connectors.${name}`, what: 'a connector, which SAM makes policies of' });
    }
  }
  return {
    body: {
      ...body,
      ...(isObject(body.Resources) && { Resources: { ...declared, ...draft.resources } }),
      ...(Object.keys(draft.conditions).length > 0 && { Conditions: { ...body.Conditions as Properties, ...draft.conditions } }),
    },
    places: draft.places,
    unknown: draft.unknown,
  };
}

/** A nested stack; one of the application repository has no template here. */
function expandApplication(from: SamResource, draft: SamDraft): void {
  draft.replace(from, 'AWS::CloudFormation::Stack', { ...from.properties, TemplateURL: from.properties.Location });
  draft.place(from.logicalId, 'Properties.TemplateURL', { path: `Resources.${from.logicalId}.Properties.Location` });
}

/** For instance AWS::Serverless::Connector, GraphQLApi. */
function leave(from: SamResource, draft: SamDraft): void {
  draft.leave(from, `the resource of the type AWS::Serverless::${from.type}, whose roles and policies SAM makes`);
}
