/**
 * The templates of an app, and which construct each of their resources comes from. Content comes from the template
 * files that synthesis wrote, or, before it has written them, from the construct tree.
 */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { CfnElement, CfnResource, NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';
import { PATH_METADATA_KEY } from 'aws-cdk-lib/cx-api';
import { IConstruct } from 'constructs';
import { TemplateInput } from '../model/scope';

export interface StackTemplate {
  readonly stack: Stack;
  /** Path as CDK names it, whether the file is already there or not. */
  readonly file: string;
}

/** The stacks at and below a construct, those in Stages included, nested stacks not. */
export function stacksBelow(scope: IConstruct): StackTemplate[] {
  const found: StackTemplate[] = [];
  const open: IConstruct[] = [scope];
  while (open.length > 0) {
    const construct = open.pop()!;
    if (Stack.isStack(construct) && !construct.nestedStackParent) {
      found.push({ stack: construct, file: templateFile(construct) });
    }
    if (!CfnElement.isCfnElement(construct)) {
      open.push(...construct.node.children);
    }
  }
  return found.reverse();
}

export function templateFile(stack: Stack): string {
  return join(Stage.of(stack)!.outdir, stack.templateFile);
}

/** Reads the file that synthesis wrote, with its nested stacks. Undefined where there is none. */
export function readWritten({ stack, file }: StackTemplate): TemplateInput | undefined {
  return existsSync(file) ? toInput(stack, file, (item) => JSON.parse(readFileSync(templateFile(item), 'utf8'))) : undefined;
}

/** What synthesis is going to write: for use once the tree is prepared, that is in a node's validation or later. */
export function readPrepared({ stack, file }: StackTemplate): TemplateInput {
  return toInput(stack, file, (item) => {
    const { _toCloudFormation: render } = item as unknown as { _toCloudFormation(): unknown };
    return item.resolve(render.call(item)) as Record<string, unknown>;
  });
}

function toInput(stack: Stack, file: string, bodyOf: (stack: Stack) => Record<string, unknown>): TemplateInput {
  const body = bodyOf(stack);
  const hasNested = Object.values(body.Resources ?? {}).some((resource) => (resource as { Type?: unknown }).Type === 'AWS::CloudFormation::Stack');
  const nested = new Map((hasNested ? nestedStacksOf(stack) : []).map((child) => [
    stack.resolve(child.nestedStackResource!.logicalId) as string, toInput(child, templateFile(child), bodyOf),
  ]));
  const account = accountOf(stack);
  return {
    file,
    ...(account !== undefined && { account }),
    ...(!Token.isUnresolved(stack.region) && { region: stack.region }),
    body: { Resources: {}, ...body },
    nested,
  };
}

/** Where the stack is deployed, as far as that is known. */
export function accountOf(stack: Stack): string | undefined {
  return Token.isUnresolved(stack.account) ? undefined : stack.account;
}

function nestedStacksOf(stack: Stack): NestedStack[] {
  return stack.node.findAll().filter((item): item is NestedStack => NestedStack.isNestedStack(item) && item.nestedStackParent === stack);
}

/** Finds the construct of a template's resource: its stack, where the resource is not one of a construct. */
export class ConstructIndex {
  private byPlace: Map<string, IConstruct> | undefined;
  private readonly files = new Map<Stack, string>();

  constructor(private readonly root: IConstruct) {}

  /**
   * `path` is what the template says, where no other resource of it says the same: its construct is believed if it is
   * the one that wrote so. Otherwise the whole tree is walked for the logical id.
   */
  construct(file: string, logicalId: string, path?: string): IConstruct | undefined {
    const near = path === undefined ? undefined : this.at(path);
    if (near && CfnResource.isCfnResource(near) && near.cfnOptions.metadata?.[PATH_METADATA_KEY] === path && this.fileOf(near.stack) === file) {
      return near;
    }
    this.byPlace ??= this.build();
    return this.byPlace.get(`${file}#${logicalId}`) ?? this.byPlace.get(`${file}#`);
  }

  private at(path: string): IConstruct | undefined {
    let construct: IConstruct | undefined = this.root.node.root;
    for (const id of path.split('/')) {
      construct = construct?.node.tryFindChild(id);
    }
    return construct;
  }

  private placeOf(element: CfnElement): string {
    return `${this.fileOf(element.stack)}#${element.stack.resolve(element.logicalId)}`;
  }

  private fileOf(stack: Stack): string {
    const file = this.files.get(stack) ?? templateFile(stack);
    this.files.set(stack, file);
    return file;
  }

  private build(): Map<string, IConstruct> {
    const byPlace = new Map<string, IConstruct>();
    for (const construct of this.root.node.findAll()) {
      if (CfnElement.isCfnElement(construct)) {
        byPlace.set(this.placeOf(construct), construct);
      } else if (Stack.isStack(construct)) {
        byPlace.set(`${this.fileOf(construct)}#`, construct);
      }
    }
    return byPlace;
  }
}
