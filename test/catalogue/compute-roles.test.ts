import { expandAction } from '../../src/catalogue/actions';
import { COMPUTE_ROLES } from '../../src/catalogue/compute-roles';

const types = Object.entries(COMPUTE_ROLES);

const shape = (format: string) => format.replace(/\$\{[^}]*\}/g, '*');

test.each(types)('%s has the ARN that its service publishes', (_, { arn }) => {
  const published = expandAction(`${arn.split(':')[2]}:*`).flatMap(({ resourceArns }) => resourceArns);
  expect(published.map(shape)).toContain(shape(arn));
});

test.each(types)('%s is referred to by its ARN or by a part of it', (_, { arn, gives }) => {
  expect(Object.keys(gives)[0]).toBe('Ref');
  for (const given of Object.values(gives)) {
    expect(given === 'ARN' || arn.includes(`\${${given}}`)).toBe(true);
  }
});
