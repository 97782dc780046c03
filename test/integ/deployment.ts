/** An account of the emulator that is bootstrapped, and the app of this folder, deployed to it by the CDK CLI. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { Emulator } from './emulator';
import { CdkOutcome, Project } from '../e2e/project';

export class Deployment {
  readonly emulator = new Emulator();
  private readonly project = new Project('aws-cdk-lib', join(__dirname, 'app.js'));

  async start(): Promise<void> {
    await this.emulator.start();
    const { exitCode, output } = await this.cdk('bootstrap');
    if (exitCode !== 0) {
      throw new Error(`cdk bootstrap failed:\n${output}`);
    }
  }

  async stop(): Promise<void> {
    this.project.remove();
    await this.emulator.stop();
  }

  deploy(...args: string[]): Promise<CdkOutcome> {
    return this.cdk('deploy', '--require-approval', 'never', '--concurrency', '3', '--method', 'direct', ...args);
  }

  /** From what was synthesized before. */
  destroy(stack: string, { assembly }: CdkOutcome): Promise<CdkOutcome> {
    return this.cdk('destroy', '--force', '--app', assembly, stack);
  }

  private cdk(...args: string[]): Promise<CdkOutcome> {
    return this.project.cdk(args, this.emulator.environment);
  }
}

/** The synthesized resources of a type, by their paths in the stack. */
export function synthesized({ assembly }: CdkOutcome, stack: string, type: string): Record<string, any> {
  const { Resources } = JSON.parse(readFileSync(join(assembly, `${stack}.template.json`), 'utf8')) as { Resources: Record<string, any> };
  const found = Object.values(Resources).filter(({ Type }) => Type === type);
  return Object.fromEntries(found.map((resource) => [resource.Metadata['aws:cdk:path'].slice(stack.length + 1), resource]));
}
