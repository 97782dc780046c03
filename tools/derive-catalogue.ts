/**
 * Derives the data about AWS in `data/`: for each data set the lines, which are there to be reviewed, and the
 * container with the same content, which is shipped.
 *
 *   npx projen derive:catalogue
 */
import { writeDataSet } from './data-set';
import { deriveManagedPolicies } from './derive-managed-policies';
import { deriveServices } from './derive-services';

async function main() {
  writeDataSet(await deriveServices());
  writeDataSet(deriveManagedPolicies());
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
