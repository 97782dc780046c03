/** IAM is global: what is about it runs in one Region of an account, its home Region. */
import { Aws, CfnRule, Fn, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { REGION } from '../../catalogue/regions';
import { badProp, checkText } from '../props';

/** Undefined: only the deployment knows. */
export function knownRegion(scope: IConstruct, homeRegion?: string): string | undefined {
  return [Stack.of(scope).region, homeRegion].find((region) => region !== undefined && !Token.isUnresolved(region));
}

/** The stack has to be in the home Region; where only the deployment knows its Region, CloudFormation refuses it in another one. */
export function checkHomeRegion(scope: Construct, homeRegion: string | undefined, why: string): void {
  if (!isInHomeRegion(scope, homeRegion, why)) {
    throw badProp('homeRegion', homeRegion, `the Region of the stack, ${Stack.of(scope).region}: ${why}`);
  }
}

/** True where only the deployment knows: there CloudFormation refuses the stack in any other Region. */
export function isInHomeRegion(scope: Construct, homeRegion: string | undefined, why: string): boolean {
  if (homeRegion === undefined) {
    return true;
  }
  const { region } = Stack.of(scope);
  checkText('homeRegion', homeRegion, REGION, 'a Region such as eu-west-1');
  if (![region, homeRegion].some((each) => Token.isUnresolved(each))) {
    return region === homeRegion;
  }
  new CfnRule(scope, 'HomeRegion', {
    assertions: [{ assert: Fn.conditionEquals(Aws.REGION, homeRegion), assertDescription: `homeRegion: ${why}` }],
  });
  return true;
}

/** Are the two deployed to one account, as far as is known? */
export function sameAccount(one: IConstruct, other: IConstruct): boolean {
  const [left, right] = [deployedStack(one), deployedStack(other)];
  return left === right || (!Token.isUnresolved(left.account) && left.account === right.account);
}

/** Is it known that the two are deployed to different accounts? */
export function inOtherAccount(one: IConstruct, other: IConstruct): boolean {
  return differ(Stack.of(one).account, Stack.of(other).account);
}

/** Is it known that the two are deployed to different Regions? */
export function inOtherRegion(one: IConstruct, other: IConstruct): boolean {
  return differ(Stack.of(one).region, Stack.of(other).region);
}

function differ(one: string, other: string): boolean {
  return one !== other && ![one, other].some((each) => Token.isUnresolved(each));
}

/** Are the two deployed to one account and Region, as far as is known? */
export function samePlace(one: IConstruct, other: IConstruct): boolean {
  const [left, right] = [deployedStack(one), deployedStack(other)];
  return left === right || (sameAccount(one, other) && !Token.isUnresolved(left.region) && left.region === right.region);
}

/** A nested stack is deployed where the one is that it belongs to. */
function deployedStack(construct: IConstruct): Stack {
  const stack = Stack.of(construct);
  return stack.nestedStackParent ? deployedStack(stack.nestedStackParent) : stack;
}
