/** Who holds what a principal of the app is granted beside its own: members of groups, those whom permission sets are assigned to. */
import { AccessModel, ModelPrincipal, ResourceNode } from '../model/access-model';
import { bareToken, identityOf, Text } from '../policy/text';

export interface Membership {
  readonly principal: ModelPrincipal;
  /** The other side, which the app does not define: the holder of the principal's grants, or the group that a user gets more from. */
  readonly outsider: readonly Text[];
  readonly is: 'holder' | 'group';
}

/** The memberships that only one side of is a principal of the app. */
export function membershipsWithOutsiders(model: AccessModel): readonly Membership[] {
  const ofKind = (kind: ModelPrincipal['kind']) => model.principals.filter((principal) => principal.kind === kind);
  const [users, groups, permissionSets] = [ofKind('user'), ofKind('group'), ofKind('permissionSet')];
  const texts = (resource: ResourceNode, ...paths: readonly string[]) => paths.flatMap((path) => model.textsAt(resource, path));
  const resources = (type: string) => model.resources.filter((resource) => resource.type === type);
  return [
    ...users.flatMap((principal) => texts(principal.resource, 'Groups', 'Groups[]').flatMap((group) => outsideGroup(principal, group))),
    ...resources('AWS::IAM::UserToGroupAddition').flatMap((addition) => (
      texts(addition, 'GroupName').flatMap((group) => texts(addition, 'Users', 'Users[]').flatMap((user) => {
        const own = users.filter((principal) => isCalled(principal, user));
        return own.length > 0 ? own.flatMap((principal) => outsideGroup(principal, group))
          : groups.filter((principal) => isCalled(principal, group)).map((principal): Membership => ({ principal, outsider: ['user/', user], is: 'holder' }));
      }))
    )),
    ...resources('AWS::SSO::Assignment').flatMap((assignment) => (
      texts(assignment, 'PermissionSetArn').flatMap((arn) => permissionSets.filter((principal) => isCalled(principal, arn))).flatMap((principal) => (
        texts(assignment, 'PrincipalId').flatMap((id) => texts(assignment, 'TargetId').map((target): Membership => (
          { principal, outsider: [...texts(assignment, 'PrincipalType').slice(0, 1), '/', id, ' in ', target], is: 'holder' }
        )))
      ))
    )),
  ];
}

function outsideGroup(principal: ModelPrincipal, group: Text): Membership[] {
  return principal.groups.some((one) => isCalled(one, group)) ? [] : [{ principal, outsider: ['group/', group], is: 'group' }];
}

/** By a reference, or by its name. */
function isCalled({ resource, name }: ModelPrincipal, text: Text): boolean {
  return bareToken(text)?.resource === resource.key || (name !== undefined && identityOf(name) === identityOf(text));
}
