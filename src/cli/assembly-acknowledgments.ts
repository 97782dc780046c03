/**
 * The acknowledgments that a cloud assembly keeps. CDK writes those of a stack and of what is below it; one that was
 * made on a Stage or on the app is not there, and its findings stay.
 */
import { filesOf } from './inputs';
import { TemplateInput } from '../model/scope';
import { ACKNOWLEDGED_RULES, AcknowledgedId, acknowledgedIds, acknowledging } from '../rules/acknowledgment';
import { Finding } from '../rules/finding';

export class AssemblyAcknowledgments {
  /** By template file, then by construct path. */
  private readonly byFile = new Map<string, ReadonlyMap<string, readonly AcknowledgedId[]>>();

  constructor(inputs: readonly TemplateInput[]) {
    for (const input of inputs) {
      const entries = [...input.constructMetadata ?? []].map(([path, metadata]) => [
        path, metadata.filter(({ type }) => type === ACKNOWLEDGED_RULES).flatMap(({ data }) => acknowledgedIds(data)),
      ] as const);
      filesOf(input).forEach((file) => this.byFile.set(file, new Map(entries)));
    }
  }

  /** By its construct, or one that holds it. */
  accept({ file, id, constructPath }: Finding): boolean {
    const byPath = this.byFile.get(file);
    const steps = constructPath?.split('/') ?? [];
    return byPath !== undefined && steps.some((_step, index) => {
      const path = steps.slice(0, index + 1).join('/');
      return acknowledging(byPath.get(path) ?? [], id, constructPath!) !== undefined;
    });
  }
}
