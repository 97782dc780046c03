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

  /** The acknowledgment of a finding: at its construct, or at one that holds it. */
  of({ file, id, constructPath }: Finding): AcknowledgedId | undefined {
    const byPath = this.byFile.get(file);
    const steps = byPath === undefined ? [] : constructPath?.split('/') ?? [];
    for (let length = 1; length <= steps.length; length++) {
      const found = acknowledging(byPath!.get(steps.slice(0, length).join('/')) ?? [], id, constructPath!);
      if (found) {
        return found;
      }
    }
    return undefined;
  }
}
