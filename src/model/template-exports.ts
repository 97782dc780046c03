/** What the templates of an app export, by name. */
import { Choices } from './choices';
import { inPlace } from './errors';
import { resolve, toText } from './intrinsics';
import { App, ExportedOutput, Scope } from './scope';
import { isObject } from '../policy/document';
import { identityOf } from '../policy/text';

/** Worked out when a template first imports something: most never do. */
export class TemplateExports implements App {
  scopes: readonly Scope[] = [];
  private byName: Map<string, ExportedOutput[]> | undefined;

  exportsNamed(name: string): readonly ExportedOutput[] {
    if (!this.byName) {
      // Set first: the name of an export may itself ask for an export.
      this.byName = new Map();
      this.byName = this.index();
    }
    return this.byName.get(name) ?? [];
  }

  private index(): Map<string, ExportedOutput[]> {
    const byName = new Map<string, ExportedOutput[]>();
    for (const scope of this.scopes) {
      for (const [outputName, output] of Object.entries(scope.outputs)) {
        const rawName = isObject(output) && isObject(output.Export) ? output.Export.Name : undefined;
        const name = rawName === undefined
          ? undefined
          : inPlace(scope.input.file, `Outputs.${outputName}`, () => toText(resolve(rawName, scope, new Choices())));
        if (name !== undefined) {
          const key = identityOf(name);
          const exported = { scope, value: (output as Record<string, unknown>).Value };
          byName.set(key, [...(byName.get(key) ?? []), exported]);
        }
      }
    }
    return byName;
  }
}
